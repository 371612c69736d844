package stats

import (
	"math"
	"slices"
)

// quantile is the q-quantile, 0 to 1, of values in ascending order, interpolated
// between neighbours: type 7 of R. J. Hyndman and Y. Fan, "Sample quantiles in
// statistical packages", The American Statistician 50 (1996), 361-365, which is the
// default of R and of spreadsheets. It is NaN without values.
func quantile(sorted []float64, q float64) float64 {
	if len(sorted) == 0 {
		return math.NaN()
	}
	at := q * float64(len(sorted)-1)
	below := int(at)
	if below >= len(sorted)-1 {
		return sorted[len(sorted)-1]
	}
	return sorted[below] + (at-float64(below))*(sorted[below+1]-sorted[below])
}

// Percentiles sorts the values in place and returns the quantiles asked for, each 0 to 1;
// NaN without values.
func Percentiles(values []float64, asked ...float64) []float64 {
	slices.Sort(values)
	found := make([]float64, len(asked))
	for i, q := range asked {
		found[i] = quantile(values, q)
	}
	return found
}
