package rulebook

import (
	"trialist/scoring/value"
)

// Weighting is how the weight of a signal turns into what it counts in a score.
type Weighting uint8

// The weightings.
const (
	Emphatic     Weighting = iota // a signal of twice the weight counts three times as much
	Proportional                  // a signal counts its weight
)

// emphaticWeights are the effective weights of [Emphatic]. For odd weights it is
// the weight to the power of log2 3, scaled by 501 and rounded. For even weights
// it is three times that of half the weight, so that a signal of 10 and one of 5
// score exactly 75 and 25, where bands begin. The scale must leave room for 64
// signals in the 64-bit keys that sort by the mean of both sides (meanKey in
// package rank). Of the scales that do, 501 is among those that round the least:
// no effective weight is off by more than 0.003 %.
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

// EffectiveWeight is what a matched signal of the given weight adds to the sum of its
// side. Effective weights only mean something beside others of the same weighting.
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
