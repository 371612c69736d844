package stats

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestScoreIntervalOfAUC counts how often the interval holds the true area, compares it with
// the bootstrap of many trials, and has the ends of the scale.
func TestScoreIntervalOfAUC(t *testing.T) {
	t.Parallel()
	const shift, rounds = 1.0, 400
	area := 0.5 * (1 + math.Erf(shift/2)) // of two normal distributions
	r := rand.New(rand.NewPCG(6, 6))
	inside, rated := 0, 0
	for range rounds {
		h := NewHistogram(randomTrials(r, 60, shift))
		if o := h.Outcome(); o.Fewest() > 0 {
			rated++
			if low, high := scoreIntervalOfAUC(h.AUC(), h.nConverted, h.nOthers); low <= area && area <= high {
				inside++
			}
		}
	}
	if share := float64(inside) / float64(rated); share < 0.92 || share > 0.99 {
		t.Errorf("the interval holds the area in %.1f %% of %d samples", 100*share, rated)
	}
	h := NewHistogram(randomTrials(r, 5000, shift))
	low, high := scoreIntervalOfAUC(h.AUC(), h.nConverted, h.nOthers)
	l, u := h.AUCInterval(1)
	near(t, "low end", low, l, 0.01)
	near(t, "high end", high, u, 0.01)
	for _, n := range []int{1, 5, 50, 5000} {
		low, high := scoreIntervalOfAUC(1, n, n)
		if l, u := scoreIntervalOfAUC(0, n, n); high != 1 || low >= 1 || l != 0 || math.Abs(u-(1-low)) > 1e-9 {
			t.Errorf("%d of each: 1 (%g to %g) and 0 (%g to %g)", n, low, high, l, u)
		}
	}
}

// TestAUCIntervalWithoutVariation has trials of which resamples cannot differ: the fewer,
// the less is known.
func TestAUCIntervalWithoutVariation(t *testing.T) {
	t.Parallel()
	outcome := func(n, converted int) Outcome { return Outcome{Finished: n, Converted: converted} }
	for _, test := range []struct {
		what      string
		outcomes  map[int64]Outcome
		low, high [2]float64 // bounds of the ends
	}{
		{"all apart", map[int64]Outcome{1: outcome(3, 0), 2: outcome(2, 0), 3: outcome(4, 4), 4: outcome(1, 1)}, [2]float64{0.5, 0.8}, [2]float64{1, 1}},
		{"all alike", map[int64]Outcome{1: outcome(10, 5)}, [2]float64{0.1, 0.3}, [2]float64{0.7, 0.9}},
		{"many alike", map[int64]Outcome{1: outcome(4000, 1000)}, [2]float64{0.47, 0.49}, [2]float64{0.51, 0.53}},
		{"five that converted are alike", map[int64]Outcome{0: outcome(50, 5), 1: outcome(5, 0)}, [2]float64{0.15, 0.35}, [2]float64{0.62, 0.8}},
	} {
		low, high := HistogramOf(test.outcomes).AUCInterval(1)
		if low < test.low[0] || low > test.low[1] || high < test.high[0] || high > test.high[1] {
			t.Errorf("%s: %g to %g", test.what, low, high)
		}
	}
}
