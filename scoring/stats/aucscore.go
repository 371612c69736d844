package stats

import "math"

// scoreIntervalOfAUC is the 95 % score interval of an area under the curve, 0 to 1, that
// was seen with so many trials that converted and others, at least one each. Unlike a
// bootstrap it says of an area of 0 or 1 how sure that is.
//
// It is method 5 of R. G. Newcombe, "Confidence intervals for an effect size measure based
// on the Mann-Whitney statistic. Part 2: asymptotic methods and evaluation", Statistics in
// Medicine 25 (2006), 559-573: the variance is that of Hanley and McNeil (1982) at the end
// of the interval, with the mean size of both groups.
func scoreIntervalOfAUC(area float64, nConverted, nOthers int) (low, high float64) {
	m, n := float64(nConverted), float64(nOthers)
	margin := func(a float64) float64 {
		variance := a * (1 - a) * (1 + ((m+n)/2-1)*((1-a)/(2-a)+a/(1+a))) / (m * n)
		return normalQuantile * math.Sqrt(variance)
	}
	// end is the farthest from the area, towards 0 or 1, that the area is within the margin of.
	end := func(outside float64) float64 {
		inside := area
		for range 60 {
			middle := (inside + outside) / 2
			if math.Abs(area-middle) <= margin(middle) {
				inside = middle
			} else {
				outside = middle
			}
		}
		return inside
	}
	return end(0), end(1)
}
