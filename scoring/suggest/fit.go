package suggest

import (
	"context"
	"fmt"
	"math"

	"trialist/scoring/progress"
	"trialist/scoring/rulebook"
	"trialist/scoring/stats"
)

// folds is the number of folds of the cross-validation that chooses the ridge.
const folds = 5

// ridges are the penalties to choose from, the strongest first. A penalty is in units of
// the log likelihood: 1 weighs about as much as one trial.
var ridges = []float64{300, 100, 30, 10, 3, 1, 0.3}

// chooseRidge is the ridge with the lowest deviance in cross-validation on the older
// trials; of equal ones the strongest. It does not look at the newer trials.
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

// weights turns coefficients into weights, 0 to 10. The largest coefficient becomes 10.
// Each other one becomes the weight whose points are closest to it in proportion, as
// points are not proportional to weights under an emphatic weighting. It is false when no
// coefficient is above zero.
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
