package rulebook

import (
	"cmp"
	"strconv"

	"trialist/scoring/value"
)

// Score is a score of 0 to 100, kept exact: 100 x Sum / Total, where Sum adds up the
// effective weights of the matched signals of a side and Total those of all its
// enabled signals. A side without enabled signals has no score, which is not the
// score 0; the zero Score is no score.
type Score struct {
	Sum, Total uint32
}

// Known reports whether there is a score.
func (s Score) Known() bool { return s.Total > 0 }

// Tenths is the score in tenths, 0 to 1000, half rounded up; 0 for no score.
func (s Score) Tenths() int { return s.roundedTo(1000) }

// Rounded is the score as a whole number, 0 to 100, half rounded up; 0 for no
// score.
func (s Score) Rounded() int { return s.roundedTo(100) }

// roundedTo is the score on a scale from 0 to full, half rounded up.
func (s Score) roundedTo(full uint64) int {
	if s.Total == 0 {
		return 0
	}
	return int((2*full*uint64(s.Sum) + uint64(s.Total)) / (2 * uint64(s.Total)))
}

// Compare is negative when s is the lower score, positive when it is the higher and
// 0 when both are exactly equal. No score is lower than any score.
func (s Score) Compare(other Score) int {
	if s.Total == 0 || other.Total == 0 {
		return cmp.Compare(min(s.Total, 1), min(other.Total, 1))
	}
	return cmp.Compare(uint64(s.Sum)*uint64(other.Total), uint64(other.Sum)*uint64(s.Total))
}

// CompareNumber compares the exact score with a number: it is negative when the score
// is lower, 0 when both are equal and positive when it is higher. The score must be
// known.
func (s Score) CompareNumber(f float64) int {
	const millionths = 1e6
	f = max(-1, min(f, 101)) // no score lies beyond, and the product fits 64 bits
	return cmp.Compare(100*millionths*int64(s.Sum), value.FixedPoint(f, millionths)*int64(s.Total))
}

// String is the score with at most one decimal, such as "75" or "66.7", and a
// dash for no score.
func (s Score) String() string {
	if !s.Known() {
		return "–"
	}
	return strconv.FormatFloat(float64(s.Tenths())/10, 'f', -1, 64)
}
