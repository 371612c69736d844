package demo_test

import (
	"slices"
	"testing"

	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/rulebook"
	"trialist/store/demo"
)

func TestRulebookIsSound(t *testing.T) {
	t.Parallel()
	w := demo.New(demo.Options{Seed: 1, AsOf: asOf})
	book, err := w.Rulebook()
	if err != nil {
		t.Fatal(err)
	}
	if err := book.Validate(); err != nil {
		t.Fatal(err)
	}
	all := accounts(t, w)
	moment := condition.Moment{AsOf: asOf, TrialDays: 14}
	for _, side := range [][]rulebook.Signal{book.Card.Adoption, book.Card.Fit} {
		steps := slices.DeleteFunc(slices.Clone(side), func(s rulebook.Signal) bool { return s.HandRaiser })
		if len(steps) != 5 {
			t.Errorf("%d signals on a side, want 5", len(steps))
		}
		for _, s := range steps {
			matches := 0
			for i := range all {
				if eval.Holds(s.When, &all[i], moment) {
					matches++
				}
			}
			if share := 100 * matches / len(all); share < 20 || share > 92 {
				t.Errorf("%q matches %d %% of the accounts, which tells nobody apart", s.Name, share)
			}
		}
	}
}
