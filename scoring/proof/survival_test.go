package proof

import (
	"math"
	"testing"

	"trialist/scoring/stats"
)

// TestNobodyConvertedIsNotCertain has the intervals of a curve that has not moved, and of
// one that has come to its end: few trials leave much open.
func TestNobodyConvertedIsNotCertain(t *testing.T) {
	t.Parallel()
	c := Curve{Trials: 118, Until: 14, watched: make([]float64, 118)}
	for i := range c.watched {
		c.watched[i] = 14
	}
	c.watched[0] = 8
	for _, test := range []struct {
		day, n int
	}{{8, 118}, {9, 117}, {14, 117}} {
		share, low, high, ok := c.ConvertedBy(test.day)
		_, want := stats.Wilson(0, test.n)
		if !ok || share != 0 || low != 0 || math.Abs(high-want) > 1e-12 || high < 0.03 {
			t.Errorf("day %d: %g (%g to %g), %t; want 0 to %g", test.day, share, low, high, ok, want)
		}
	}
	if _, _, _, ok := c.ConvertedBy(15); ok {
		t.Error("nobody was watched for 15 days")
	}
	all := Curve{Trials: 2, Until: 9, Steps: []stats.SurvivalStep{{At: 8, AtRisk: 2, Happened: 1, Remaining: 0.5, Low: 0.01, High: 0.9}, {At: 9, AtRisk: 1, Happened: 1}}}
	if share, low, high, _ := all.ConvertedBy(9); share != 1 || high != 1 || low > 0.3 || low <= 0 {
		t.Errorf("all converted: %g (%g to %g)", share, low, high)
	}
}
