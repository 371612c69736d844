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

// TestFewOutcomesShowLittle has outcomes that have nothing to do with the scores, few of
// one kind: the verdict is seldom that they predict, and where all of the few are alike it
// is open.
func TestFewOutcomesShowLittle(t *testing.T) {
	t.Parallel()
	const rounds = 200
	for _, test := range []struct{ converted, others int }{{5, 5}, {5, 50}, {5, 500}, {500, 5}} {
		predicts, alike := 0, 0
		for seed := range uint64(rounds) {
			r := rand.New(rand.NewPCG(seed, uint64(test.others)))
			trials, rare := make([]stats.Scored, test.converted+test.others), make([]stats.Scored, test.converted+test.others)
			matched := false
			for i := range trials {
				trials[i] = stats.Scored{Score: int64(r.IntN(12)), Converted: i < test.converted}
				rare[i].Converted = i < test.converted
				if r.IntN(10) == 0 { // a signal that one in ten trials matches
					rare[i].Score = 1
					matched = matched || rare[i].Converted == (test.converted < test.others)
				}
			}
			if proof.NewPower(trials).Verdict >= proof.PredictsWeakly {
				predicts++
			}
			if matched {
				continue
			}
			alike++
			if p := proof.NewPower(rare); p.Verdict == proof.NoBetter {
				t.Errorf("%+v: none of the few matches a rare signal, and a useful effect is ruled out: %+v", test, p)
			}
		}
		t.Logf("%+v: predicts in %d of %d samples, %d times all of the few are alike", test, predicts, rounds, alike)
		if predicts > rounds/8 { // the interval of so few is narrower than it says
			t.Errorf("%+v: predicts in %d of %d samples", test, predicts, rounds)
		}
		if alike == 0 {
			t.Errorf("%+v: the few are never alike, so the test shows little", test)
		}
	}
}
