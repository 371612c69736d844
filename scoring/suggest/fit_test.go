package suggest

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"trialist/scoring/proof"
	"trialist/scoring/rulebook"
	"trialist/scoring/rulebooktest"
	"trialist/scoring/stats"
)

// TestWeightsCountAsNearlyAsTheyCan has coefficients worked by hand: with the emphatic
// weighting a weight of 5 counts a third of one of 10, so that half of the largest
// coefficient is nearer to a weight of 6 (0.45) or 7 (0.57) than to 5.
func TestWeightsCountAsNearlyAsTheyCan(t *testing.T) {
	t.Parallel()
	coefficients := []float64{2, 1, 0.667, 0.03, 0, 1.6}
	for weighting, want := range map[rulebook.Weighting][]int{
		rulebook.Emphatic:     {10, 6, 5, 1, 0, 9},
		rulebook.Proportional: {10, 5, 3, 0, 0, 8},
	} {
		if got, ok := weights(coefficients, weighting); !ok || !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", weighting, got, want)
		}
	}
	if _, ok := weights([]float64{0, 0}, rulebook.Emphatic); ok {
		t.Error("nothing helps, and there are weights")
	}
}

// TestRoundingCostsLittle compares the area of the rounded weights with that of the
// coefficients themselves, on trials that neither were fitted to.
func TestRoundingCostsLittle(t *testing.T) {
	t.Parallel()
	for _, weighting := range rulebook.Weightings() {
		r := rand.New(rand.NewPCG(11, 11))
		c := &proof.Cohort{Card: rulebooktest.CardOf(t, weighting, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5)}
		for i := range 20_000 {
			trial := proof.Trial{Slot: i}
			odds := -3.0
			for n := range 12 {
				if r.IntN(3) == 0 {
					trial.Masks[rulebook.Adoption] |= 1 << n
					odds += float64(n%5) / 3
				}
			}
			trial.Converted = r.Float64() < 1/(1+math.Exp(-odds))
			c.Trials = append(c.Trials, trial)
		}
		older, newer := newTable(c.Card, rulebook.Adoption, c.Trials[:14_000]), c.Trials[14_000:]
		model, err := stats.RidgeLogistic(older.patterns(older.all(), -1, false), 10, stats.Logistic{})
		if err != nil {
			t.Fatal(err)
		}
		rounded, ok := weights(model.Coefficients, weighting)
		if !ok {
			t.Fatal("nothing helps")
		}
		exact := powerOf(newer, rulebook.Adoption, func(mask uint64) int64 {
			sum := 0.0
			for i, share := range older.features(mask) {
				sum += share * model.Coefficients[i]
			}
			return int64(math.Round(1e9 * sum))
		})
		near := powerOf(newer, rulebook.Adoption, scoreBy(older, rounded, weighting))
		t.Logf("%s: %v for %.2f, an area of %.4f for %.4f", weighting, rounded, model.Coefficients, near.AUC, exact.AUC)
		if near.AUC < exact.AUC-0.001 || exact.AUC < 0.6 {
			t.Errorf("%s: rounding takes the area from %.4f to %.4f", weighting, exact.AUC, near.AUC)
		}
	}
}
