package stats

import "math"

// FisherExact is the two-sided p-value of Fisher's exact test of two rates, of which
// neither n is negative: the probability, with the margins as they are, of all tables
// that are no more likely than this one. It is 1 where a margin is empty.
//
// R. A. Fisher, "On the interpretation of chi-squared from contingency tables, and the
// calculation of P", Journal of the Royal Statistical Society 85 (1922), 87-94; two-sided
// as fisher.test of R computes it.
func FisherExact(a, b Outcome) float64 {
	n, successes := a.Finished+b.Finished, a.Converted+b.Converted
	low, high := max(0, successes-b.Finished), min(successes, a.Finished)
	if low == high {
		return 1
	}
	logAll := logChoose(n, successes)
	of := func(k int) float64 {
		return logChoose(a.Finished, k) + logChoose(b.Finished, successes-k) - logAll
	}
	const tolerance = 1e-7 // tables as likely as this one are often off by rounding
	limit := of(a.Converted) + math.Log1p(tolerance)
	p := 0.0
	for k := low; k <= high; k++ {
		if at := of(k); at <= limit {
			p += math.Exp(at)
		}
	}
	return min(p, 1)
}

// logChoose is the logarithm of the number of ways to choose k of n.
func logChoose(n, k int) float64 {
	all, _ := math.Lgamma(float64(n) + 1)
	in, _ := math.Lgamma(float64(k) + 1)
	out, _ := math.Lgamma(float64(n-k) + 1)
	return all - in - out
}
