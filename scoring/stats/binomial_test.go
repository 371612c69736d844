package stats

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestBinomial compares how often each count is drawn with its probability, by Pearson's
// chi-squared test at one in a million, where counts are drawn by inversion and where by
// rejection.
func TestBinomial(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(8, 8))
	const draws = 200_000
	for _, test := range []struct {
		n int
		p float64
	}{{0, 0.5}, {5, 0}, {5, 1}, {8, 0.3}, {400, 0.01}, {40, 0.4}, {40, 0.9}, {1000, 0.02}, {1000, 0.5}, {100_000, 0.2}} {
		seen := make(map[int]int)
		for range draws {
			seen[binomial(r, test.n, test.p)]++
		}
		chi, kinds, rest, restExpected := 0.0, 0, 0, 0.0
		for k := range test.n + 1 {
			expected := draws * math.Exp(logBinomial(test.n, k, test.p))
			if expected < 20 {
				rest, restExpected = rest+seen[k], restExpected+expected
				continue
			}
			chi += (float64(seen[k]) - expected) * (float64(seen[k]) - expected) / expected
			kinds++
		}
		if rest > 0 || restExpected > 1 {
			chi += (float64(rest) - restExpected) * (float64(rest) - restExpected) / max(restExpected, 1)
			kinds++
		}
		// Wilson and Hilferty's approximation of the quantile.
		free := max(float64(kinds-1), 1)
		if limit := free * math.Pow(1-2/(9*free)+4.75*math.Sqrt(2/(9*free)), 3); chi > limit {
			t.Errorf("n = %d, p = %v: chi-squared %.1f of %d kinds, at most %.1f", test.n, test.p, chi, kinds, limit)
		}
	}
}

// logBinomial is the logarithm of the probability of k successes.
func logBinomial(n, k int, p float64) float64 {
	if p == 0 || p == 1 {
		if k == int(p)*n {
			return 0
		}
		return math.Inf(-1)
	}
	lgamma := func(v int) float64 { g, _ := math.Lgamma(float64(v + 1)); return g }
	return lgamma(n) - lgamma(k) - lgamma(n-k) + float64(k)*math.Log(p) + float64(n-k)*math.Log(1-p)
}

// TestDrawingKindsEqualsDrawingThings compares the intervals of the same trials where
// they are drawn one by one and where kinds are drawn.
func TestDrawingKindsEqualsDrawingThings(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(2, 2))
	h := NewHistogram(randomTrials(r, 20_000, 0.4))
	ends := func(byKind bool) []float64 {
		one, other := newSampler(h.converted), newSampler(h.others)
		if one.values != nil || other.values != nil {
			t.Fatal("so many are drawn by kind")
		}
		if !byKind {
			one.list()
			other.list()
		}
		areas := make([]float64, 2000)
		for i := range areas {
			areas[i] = auc(one.resample(r), other.resample(r))
		}
		return Percentiles(areas, 0.025, 0.5, 0.975)
	}
	kinds, things := ends(true), ends(false)
	for i := range kinds {
		near(t, "quantile", kinds[i], things[i], 0.0015)
	}
}
