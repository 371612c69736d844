package changes

import "trialist/scoring/value"

// Kind is what happened to a trial.
type Kind uint8

// The kinds, in the order in which they are listed. An account that is on trial in both
// states may have several of the first four: one for each side whose band changed, and one
// for being qualified. An account that is on trial in only one of them has one of the last
// two.
const (
	Qualified   Kind = iota // it was not, and is now
	Unqualified             // it was, and is not now
	BandUp                  // of one side
	BandDown                // of one side
	New                     // it entered trial status
	Ended                   // it left trial status
	numKinds
)

// Kinds lists the kinds in their order.
func Kinds() []Kind { return []Kind{Qualified, Unqualified, BandUp, BandDown, New, Ended} }

// String is the kind as JSON and flags know it, such as "band_up".
func (k Kind) String() string {
	switch k {
	case Qualified:
		return "qualified"
	case Unqualified:
		return "unqualified"
	case BandUp:
		return "band_up"
	case BandDown:
		return "band_down"
	case New:
		return "new"
	case Ended:
		return "ended"
	case numKinds:
	}
	return "unknown"
}

// ParseKind reads what [Kind.String] prints, ignoring case.
func ParseKind(s string) (Kind, error) { return value.ParseEnum("kind", s, Kinds()) }

// MarshalText is the kind's name.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads a kind as [ParseKind] does.
func (k *Kind) UnmarshalText(text []byte) (err error) {
	*k, err = ParseKind(string(text))
	return err
}
