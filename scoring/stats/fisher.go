package stats

import (
	"math"
	"sort"
)

// FisherExact is the two-sided p-value of Fisher's exact test that two rates are equal: the
// probability, with fixed margins, of all tables that are no more likely than this one. It
// is 1 when a margin is empty.
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
	table := hypergeometric{a.Finished, b.Finished, successes, logChoose(n, successes)}
	const tolerance = 1e-7 // tables as likely as this one are often off by rounding
	limit := table.logOf(a.Converted) + math.Log1p(tolerance)
	mode := min(max(int(float64(a.Finished+1)*float64(successes+1)/float64(n+2)), low), high)
	// Tables get less likely with the distance from the mode, so those that count are two
	// tails. Each is found by bisection and summed until the terms no longer matter.
	below := low + sort.Search(mode-low, func(i int) bool { return table.logOf(low+i) > limit })
	above := mode + sort.Search(high-mode+1, func(i int) bool { return table.logOf(mode+i) <= limit })
	return min(table.sum(below-1, low, -1)+table.sum(above, high, 1), 1)
}

// hypergeometric is the probabilities of the tables with given margins.
type hypergeometric struct {
	a, b, successes int
	logAll          float64
}

// logOf is the logarithm of the probability of k successes of a.
func (h hypergeometric) logOf(k int) float64 {
	return logChoose(h.a, k) + logChoose(h.b, h.successes-k) - h.logAll
}

// sum is the probability of the tables from one to another, which lead away from the mode.
func (h hypergeometric) sum(from, to, step int) float64 {
	p := 0.0
	for k := from; (to-k)*step >= 0; k += step {
		term := math.Exp(h.logOf(k))
		p += term
		if term < p*1e-17 || term == 0 { // all further terms are smaller, and fall ever faster
			break
		}
	}
	return p
}

// logChoose is the logarithm of the number of ways to choose k of n.
func logChoose(n, k int) float64 {
	all, _ := math.Lgamma(float64(n) + 1)
	in, _ := math.Lgamma(float64(k) + 1)
	out, _ := math.Lgamma(float64(n-k) + 1)
	return all - in - out
}
