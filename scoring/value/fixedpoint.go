package value

import "math"

// FixedPoint is the number times per, rounded to a whole number, so that comparing
// is exact for the numbers that people type. Numbers beyond a million, which no
// score and no trial reaches, count as a million.
func FixedPoint(f, per float64) int64 {
	const limit = 1e6
	return int64(math.Round(max(-limit, min(f, limit)) * per))
}

// CompareDays compares a duration with a number of days, to the millisecond: it is
// negative when the duration is shorter, 0 when both are equal, and positive when it
// is longer.
func (i Instant) CompareDays(days float64) int {
	than := Instant(FixedPoint(days, float64(Day)))
	switch {
	case i < than:
		return -1
	case i > than:
		return 1
	}
	return 0
}
