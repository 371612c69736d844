package eval_test

import (
	"testing"

	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/factstest"
)

// TestLevelsLieWithinOneAnother asks every level of random conditions, fast and slowly:
// whoever fulfils a level must fulfil all easier ones.
func TestLevelsLieWithinOneAnother(t *testing.T) {
	t.Parallel()
	reached := make([]int, 5)
	for seed := range uint64(30) {
		r := factstest.NewRandom(seed)
		accounts, facts := r.Accounts(80)
		m := r.Moment()
		for range 25 {
			c := r.LevelledCondition()
			answers, err := eval.Match(t.Context(), facts, m, c.EachLevel())
			if err != nil {
				t.Fatal(err)
			}
			for slot := range accounts {
				level := 0
				for i, one := range c.EachLevel() {
					holds := eval.Holds(one, &accounts[slot], m)
					if holds != answers[i].Has(slot) {
						t.Fatalf("seed %d, slot %d: %s holds: %v, evaluated %v", seed, slot, one, holds, answers[i].Has(slot))
					}
					if holds && level < i {
						t.Fatalf("seed %d, slot %d: level %d of %s holds, and an easier one does not", seed, slot, i+1, c)
					}
					if holds {
						level = i + 1
					}
				}
				if eval.Holds(c, &accounts[slot], m) != (level > 0) {
					t.Fatalf("seed %d, slot %d: %s matches, at level %d", seed, slot, c, level)
				}
				reached[level]++
			}
		}
	}
	for level, n := range reached {
		if n < 100 {
			t.Errorf("level %d was reached only %d times", level, n)
		}
	}
}

func TestConditionsWithLevelsAreNotEvaluated(t *testing.T) {
	t.Parallel()
	r := factstest.NewRandom(1)
	_, facts := r.Accounts(3)
	if _, err := eval.Match(t.Context(), facts, r.Moment(), []condition.Condition{r.LevelledCondition()}); err == nil {
		t.Error("a condition with levels is evaluated as one")
	}
}
