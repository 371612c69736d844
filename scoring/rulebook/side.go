package rulebook

import (
	"trialist/scoring/value"
)

// Sides lists both sides, adoption first.
func Sides() []Side { return []Side{Adoption, Fit} }

// String is "adoption" or "fit".
func (s Side) String() string {
	switch s {
	case Adoption:
		return "adoption"
	case Fit:
		return "fit"
	}
	return "unknown"
}

// ParseSide reads what [Side.String] prints, ignoring case.
func ParseSide(s string) (Side, error) { return value.ParseEnum("side", s, Sides()) }

// MarshalText is the side's name.
func (s Side) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a side as [ParseSide] does.
func (s *Side) UnmarshalText(text []byte) (err error) {
	*s, err = ParseSide(string(text))
	return err
}
