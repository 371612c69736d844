package stats

import (
	"cmp"
	"slices"
)

// FalseDiscovery returns the q-value of each p-value: the smallest rate of false
// discoveries at which it would still count as one.
//
// Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", Journal of the
// Royal Statistical Society B 57 (1995), 289-300, as p.adjust of R computes it.
func FalseDiscovery(p []float64) []float64 {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(p[b], p[a]) }) // largest first
	q := make([]float64, len(p))
	least := 1.0
	for i, at := range order {
		least = min(least, p[at]*float64(len(p))/float64(len(p)-i))
		q[at] = least
	}
	return q
}
