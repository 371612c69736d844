package stats

import "math"

// normalQuantile is the 0.975 quantile of the standard normal distribution, for
// intervals of 95 %.
const normalQuantile = 1.959963984540054

// Wilson is the 95 % score interval of a rate, 0 to 1, after so many successes in n trials;
// n must be at least 1.
//
// It is the interval without continuity correction of E. B. Wilson, "Probable
// inference, the law of succession, and statistical inference", Journal of the
// American Statistical Association 22 (1927), 209-212; method 3 of R. G. Newcombe,
// "Two-sided confidence intervals for the single proportion", Statistics in Medicine
// 17 (1998), 857-872. Unlike the normal interval it stays within 0 and 1 and is valid
// for few trials.
func Wilson(successes, n int) (low, high float64) {
	const z2 = normalQuantile * normalQuantile
	count := float64(n)
	rate := float64(successes) / count
	centre := rate + z2/(2*count)
	margin := normalQuantile * math.Sqrt(rate*(1-rate)/count+z2/(4*count*count))
	scale := 1 + z2/count
	return max((centre-margin)/scale, 0), min((centre+margin)/scale, 1)
}
