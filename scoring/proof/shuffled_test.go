package proof_test

import (
	"math/rand/v2"
	"testing"

	"trialist/scoring/proof"
	"trialist/scoring/stats"
)

// TestShuffledOutcomesPredictNothing has outcomes that have nothing to do with the scores:
// the verdict is that they predict for at most 5 of 100 seeds, be the trials few or many.
func TestShuffledOutcomesPredictNothing(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ trials, oneIn int }{{60, 4}, {600, 5}} {
		predicts, useless := 0, 0
		for seed := range uint64(100) {
			r := rand.New(rand.NewPCG(seed, uint64(test.trials)))
			trials := make([]stats.Scored, test.trials)
			for i := range trials {
				trials[i] = stats.Scored{Score: int64(r.IntN(12)), Converted: r.IntN(test.oneIn) == 0}
			}
			switch v := proof.NewPower(trials).Verdict; {
			case v >= proof.PredictsWeakly:
				predicts++
			case v == proof.NoBetter:
				useless++
			}
		}
		t.Logf("%d trials: predicts for %d of 100 seeds, no better than chance for %d", test.trials, predicts, useless)
		if predicts > 5 {
			t.Errorf("%d trials: predicts for %d of 100 seeds", test.trials, predicts)
		}
		if test.trials == 600 && useless < 50 {
			t.Errorf("%d trials: no better than chance for %d of 100 seeds", test.trials, useless)
		}
	}
}
