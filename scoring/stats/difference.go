package stats

import "math"

// Difference is the rate of a minus that of b, -1 to 1, with its 95 % interval; false when
// one of them has no trials.
//
// It combines two [Wilson] intervals: method 10 of R. G. Newcombe, "Interval
// estimation for the difference between independent proportions", Statistics in Medicine
// 17 (1998), 873-890. It is valid for few trials and for rates of 0 and 1.
func Difference(a, b Outcome) (d, low, high float64, ok bool) {
	rateA, known := a.Rate()
	rateB, alsoKnown := b.Rate()
	if !known || !alsoKnown {
		return 0, 0, 0, false
	}
	lowA, highA := Wilson(a.Converted, a.Finished)
	lowB, highB := Wilson(b.Converted, b.Finished)
	d = rateA - rateB
	return d, d - math.Hypot(rateA-lowA, highB-rateB), d + math.Hypot(highA-rateA, rateB-lowB), true
}
