package rulebook

import (
	"trialist/scoring/value"
)

// Phases lists the phases in their order.
func Phases() []Phase { return []Phase{Setup, Discovery, Activation} }

// String is "setup", "discovery" or "activation".
func (p Phase) String() string {
	switch p {
	case Setup:
		return "setup"
	case Discovery:
		return "discovery"
	case Activation:
		return "activation"
	}
	return "unknown"
}

// ParsePhase reads what [Phase.String] prints, ignoring case.
func ParsePhase(s string) (Phase, error) { return value.ParseEnum("phase", s, Phases()) }

// MarshalText is the phase's name.
func (p Phase) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads a phase as [ParsePhase] does.
func (p *Phase) UnmarshalText(text []byte) (err error) {
	*p, err = ParsePhase(string(text))
	return err
}
