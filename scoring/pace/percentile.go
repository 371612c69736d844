package pace

import (
	"cmp"

	"trialist/scoring/value"
)

// Percentile is the percentile rank of a score among trials: the share of them with a
// lower score, where those with exactly the same score count half. So the middle one of any
// number of trials is at one half. The zero Percentile is not known.
type Percentile struct {
	Halves uint32 // two for each trial with a lower score, one for each with the same
	Of     uint32 // trials
}

// Known reports whether there is a percentile.
func (s Percentile) Known() bool { return s.Of > 0 }

// Rounded is the percentile, 0 to 100, half rounded up; 0 when it is not known.
func (s Percentile) Rounded() int { return s.roundedTo(100) }

// Tenths is the percentile in tenths, 0 to 1000, half rounded up; 0 when it is not known.
func (s Percentile) Tenths() int { return s.roundedTo(1000) }

func (s Percentile) roundedTo(full uint64) int {
	if s.Of == 0 {
		return 0
	}
	return int((full*uint64(s.Halves) + uint64(s.Of)) / (2 * uint64(s.Of)))
}

// Compare is negative when s is lower, positive when it is higher, and 0 when both are
// exactly equal. A percentile that is not known is lower than any other.
func (s Percentile) Compare(other Percentile) int {
	if s.Of == 0 || other.Of == 0 {
		return cmp.Compare(min(s.Of, 1), min(other.Of, 1))
	}
	return cmp.Compare(uint64(s.Halves)*uint64(other.Of), uint64(other.Halves)*uint64(s.Of))
}

// CompareNumber compares the exact percentile with a number, 0 to 100. It is negative when
// the percentile is lower, positive when it is higher, and 0 when they are equal. The
// percentile must be known.
func (s Percentile) CompareNumber(percent float64) int {
	const millionths = 1e6
	percent = max(-1, min(percent, 101)) // beyond 0 to 100 the outcome is the same, and within it nothing overflows
	return cmp.Compare(50*millionths*int64(s.Halves), value.FixedPoint(percent, millionths)*int64(s.Of))
}
