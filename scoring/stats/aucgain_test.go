package stats

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestAUCGain compares with the areas of both scores, and with their resamples one by
// one.
func TestAUCGain(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 3))
	for range 5 {
		trials := make([]Rescored, 150)
		for i := range trials {
			converted := r.IntN(3) == 0 || i == 0
			a, b := int64(r.IntN(5)), int64(r.IntN(5))
			if converted {
				b += int64(r.IntN(3))
			}
			trials[i] = Rescored{a, b, converted && i != 1}
		}
		g := NewAUCGain(trials, 1)
		near(t, "gain", g.Gain, gainOf(trials), 1e-12)
		gains := make([]float64, 1000)
		for n := range gains {
			gains[n] = gainOf(resampled(r, trials))
		}
		ends := Percentiles(gains, 0.025, 0.975)
		near(t, "low end", g.Low, ends[0], 0.02)
		near(t, "high end", g.High, ends[1], 0.02)
		if g.ChanceLow > 0 || g.ChanceHigh < 0 {
			t.Errorf("chance gives %v to %v", g.ChanceLow, g.ChanceHigh)
		}
	}
	if g := NewAUCGain([]Rescored{{1, 2, true}}, 1); !math.IsNaN(g.Gain) || !math.IsNaN(g.Low) {
		t.Errorf("of one outcome: %+v", g)
	}
	if g := NewAUCGain([]Rescored{{1, 1, true}, {2, 2, false}, {3, 3, true}}, 1); g.Gain != 0 || g.Low != 0 || g.High != 0 {
		t.Errorf("of the same scores: %+v", g)
	}
}

// gainOf is the difference of the areas of both scores.
func gainOf(trials []Rescored) float64 {
	before, after := make([]Scored, len(trials)), make([]Scored, len(trials))
	for i, one := range trials {
		before[i], after[i] = Scored{one.Before, one.Converted}, Scored{one.After, one.Converted}
	}
	return AUC(after) - AUC(before)
}

// resampled draws as many trials of each outcome as there are, with replacement.
func resampled(r *rand.Rand, trials []Rescored) []Rescored {
	var groups [2][]Rescored
	for _, one := range trials {
		if one.Converted {
			groups[1] = append(groups[1], one)
		} else {
			groups[0] = append(groups[0], one)
		}
	}
	var drawn []Rescored
	for _, group := range groups {
		for range group {
			drawn = append(drawn, group[r.IntN(len(group))])
		}
	}
	return drawn
}
