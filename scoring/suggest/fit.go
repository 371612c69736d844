package suggest

import (
	"context"
	"fmt"
	"math"

	"trialist/scoring/progress"
	"trialist/scoring/rulebook"
	"trialist/scoring/stats"
)

// folds is how many parts the older trials are dealt into to choose the ridge.
const folds = 5

// ridges are the strengths of the ridge that are tried, the strongest first. A strength
// is in units of the likelihood: 1 is about what one trial says.
var ridges = []float64{300, 100, 30, 10, 3, 1, 0.3}

// chooseRidge is the ridge whose models of four fifths of the older trials predict the
// other fifth best, by their deviance; the stronger one of equals. Nothing of the newer
// trials is looked at.
func (t *table) chooseRidge(ctx context.Context) (float64, error) {
	deviances := make([]float64, len(ridges))
	for fold := range folds {
		train, test := t.patterns(t.all(), fold, false), t.patterns(t.all(), fold, true)
		var model stats.Logistic
		for i, ridge := range ridges {
			if err := context.Cause(ctx); err != nil {
				return 0, err
			}
			var err error
			if model, err = stats.RidgeLogistic(train, ridge, model); err != nil {
				return 0, fmt.Errorf("fit the weights: %w", err)
			}
			deviances[i] += model.Deviance(test)
			progress.Report(ctx, "fitting weights", fold*len(ridges)+i+1, folds*len(ridges))
		}
	}
	best := 0
	for i, d := range deviances {
		if d < deviances[best]*(1-1e-9) {
			best = i
		}
	}
	return ridges[best], nil
}

// weights are the weights of coefficients: these are scaled so that the largest counts as
// much as a weight of 10 does, and each becomes the weight that counts most nearly as
// much as it. That is what counts in a score, which with an emphatic weighting is not
// proportional to the weight. It is false where no coefficient is above zero.
func weights(coefficients []float64, w rulebook.Weighting) ([]int, bool) {
	largest := 0.0
	for _, c := range coefficients {
		largest = max(largest, c)
	}
	if largest <= 0 {
		return nil, false
	}
	most := float64(w.EffectiveWeight(rulebook.MaxWeight))
	chosen := make([]int, len(coefficients))
	for i, c := range coefficients {
		nearest := math.Inf(1)
		for weight := 0; weight <= rulebook.MaxWeight; weight++ {
			if off := math.Abs(c/largest*most - float64(w.EffectiveWeight(weight))); off < nearest {
				nearest, chosen[i] = off, weight
			}
		}
	}
	return chosen, true
}
