package pace

import (
	"cmp"

	"trialist/scoring/value"
)

// Percentile is the share of trials that a score is ahead of. Trials with exactly the same
// score count half, so that the middle one of any trials is ahead of half of them. The
// zero Share is not known.
type Percentile struct {
	Halves uint32 // two for each trial with a lower score, one for each with the same
	Of     uint32 // trials
}

// Known reports whether there is a share.
func (s Percentile) Known() bool { return s.Of > 0 }

// Rounded is the share in percent, 0 to 100, half rounded up; 0 where it is not known.
func (s Percentile) Rounded() int { return s.roundedTo(100) }

// Tenths is the share in tenths of a percent, 0 to 1000, half rounded up; 0 where it is
// not known.
func (s Percentile) Tenths() int { return s.roundedTo(1000) }

func (s Percentile) roundedTo(full uint64) int {
	if s.Of == 0 {
		return 0
	}
	return int((full*uint64(s.Halves) + uint64(s.Of)) / (2 * uint64(s.Of)))
}

// Compare is negative when s is the lower share, positive when it is the higher, and 0
// when both are exactly equal. A share that is not known is lower than any.
func (s Percentile) Compare(other Percentile) int {
	if s.Of == 0 || other.Of == 0 {
		return cmp.Compare(min(s.Of, 1), min(other.Of, 1))
	}
	return cmp.Compare(uint64(s.Halves)*uint64(other.Of), uint64(other.Halves)*uint64(s.Of))
}

// CompareNumber compares the exact share with a number of percent: it is negative when
// the share is lower, 0 when both are equal and positive when it is higher. The share
// must be known.
func (s Percentile) CompareNumber(percent float64) int {
	const millionths = 1e6
	percent = max(-1, min(percent, 101)) // beyond these all is the same, and they leave room for any number of trials
	return cmp.Compare(50*millionths*int64(s.Halves), value.FixedPoint(percent, millionths)*int64(s.Of))
}
