package rulebook

import (
	"trialist/scoring/value"
)

// Weighting is how much a signal pulls for its weight.
type Weighting uint8

// The weightings.
const (
	Emphatic     Weighting = iota // doubling a weight triples its pull
	Proportional                  // the pull is the weight
)

// emphaticWeights is w to the power of log2 3, scaled by 501 and rounded, for odd
// weights; even ones are three times the pull of their half, so that a signal
// of 10 and one of 5 score exactly 75 and 25 and land in the bands that start
// there. Of all scales that keep 64 signals and the mean of both sides within
// a 64-bit key (see keysort.go), 501 is among those that round the least: no
// pull is off by more than 0.003 %.
var emphaticWeights = [MaxWeight + 1]uint32{
	1:  501,
	2:  3 * 501,
	3:  2858,
	4:  9 * 501,
	5:  6422,
	6:  3 * 2858,
	7:  10947,
	8:  27 * 501,
	9:  16304,
	10: 3 * 6422,
}

// Weightings lists both weightings, the default first.
func Weightings() []Weighting { return []Weighting{Emphatic, Proportional} }

// EffectiveWeight is what a matched signal of the given weight adds to its side, as an
// integer that only means something beside other pulls of the same weighting.
// It is 0 for a weight outside [MinWeight] to [MaxWeight].
func (w Weighting) EffectiveWeight(weight int) uint32 {
	if weight < MinWeight || weight > MaxWeight {
		return 0
	}
	switch w {
	case Emphatic:
		return emphaticWeights[weight]
	case Proportional:
		return uint32(weight)
	}
	return 0
}

// String is "emphatic" or "proportional".
func (w Weighting) String() string {
	switch w {
	case Emphatic:
		return "emphatic"
	case Proportional:
		return "proportional"
	}
	return "unknown"
}

// ParseWeighting reads what [Weighting.String] prints, ignoring case.
func ParseWeighting(s string) (Weighting, error) {
	return value.ParseEnum("weighting", s, Weightings())
}

// MarshalText is the weighting's name.
func (w Weighting) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// UnmarshalText reads a weighting as [ParseWeighting] does.
func (w *Weighting) UnmarshalText(text []byte) (err error) {
	*w, err = ParseWeighting(string(text))
	return err
}
