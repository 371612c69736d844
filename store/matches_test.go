package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/scoring/condition"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

func TestOnlyTheClockIsAskedAgain(t *testing.T) {
	t.Parallel()
	w := newRandomWorkspace(4)
	s := open(t, newPath(t), Options{})
	cache := NewCache(s)
	importRows(t, s, w.rows)
	conditions := sampleConditions(t)
	if _, err := cache.Evaluate(t.Context(), conditions, condition.Moment{AsOf: day(40)}); err != nil {
		t.Fatal(err)
	}
	f, err := cache.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range conditions {
		key := f.answerKey(c, condition.Moment{AsOf: day(40) + value.Hour})
		if there := f.answerCache[key] != nil; there == c.DependsOnClock() {
			t.Errorf("an hour later the answer to %q is there: %t", c, there)
		}
	}
}

// TestNoLogIsReadTwice asks twice for a population, the second time as another
// process that finds logs it cannot read.
func TestNoLogIsReadTwice(t *testing.T) {
	t.Parallel()
	w := newRandomWorkspace(5)
	book := rulebook.DefaultRulebook()
	card, err := book.Card.Add(rulebook.Signal{Name: "login", Weight: 1, Enabled: true, When: sentence(t, `event login happened more than 3 times ever`)})
	if err != nil {
		t.Fatal(err)
	}
	book.Card = card
	for name, asOf := range map[string]value.Instant{"after the last event": day(40), "before the last event": day(12)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := newPath(t)
			s := open(t, path, Options{})
			importRows(t, s, w.rows)
			want, err := NewCache(s).Population(t.Context(), book, asOf)
			if err != nil {
				t.Fatal(err)
			}
			s.AwaitWrites()
			execSQL(t, path, `UPDATE log_pages SET logs = x'ff'`)
			got, err := NewCache(open(t, path, Options{ReadOnly: true})).Population(t.Context(), book, asOf)
			if err != nil {
				t.Fatal(err)
			}
			want.ByID, got.ByID = nil, nil // only one of them has it
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("the second differs (-want +got):\n%s", diff)
			}
		})
	}
}
