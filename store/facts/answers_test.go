package facts

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/scoring/condition"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

func TestOnlyTheClockIsAskedAgain(t *testing.T) {
	t.Parallel()
	w := storetest.NewRandomWorkspace(4)
	s := storetest.Open(t, storetest.NewPath(t), store.Options{})
	cache := New(s)
	ingesttest.ImportRows(t, s, w.Rows)
	conditions := storetest.SampleConditions(t)
	if _, err := cache.Evaluate(t.Context(), conditions, condition.Moment{AsOf: storetest.Day(40)}); err != nil {
		t.Fatal(err)
	}
	f, err := cache.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range conditions {
		key := f.answerKey(c, condition.Moment{AsOf: storetest.Day(40) + value.Hour})
		if there := f.answerCache[key] != nil; there == c.DependsOnClock() {
			t.Errorf("an hour later the answer to %q is there: %t", c, there)
		}
	}
}

// TestNoLogIsReadTwice asks twice for a population, the second time as another
// process that finds logs it cannot read.
func TestNoLogIsReadTwice(t *testing.T) {
	t.Parallel()
	w := storetest.NewRandomWorkspace(5)
	book := rulebook.Default()
	card, err := book.Card.Add(rulebook.Signal{Name: "login", Weight: 1, Enabled: true, When: storetest.Sentence(t, `event login happened more than 3 times ever`)})
	if err != nil {
		t.Fatal(err)
	}
	book.Card = card
	for name, asOf := range map[string]value.Instant{"after the last event": storetest.Day(40), "before the last event": storetest.Day(12)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := storetest.NewPath(t)
			s := storetest.Open(t, path, store.Options{})
			ingesttest.ImportRows(t, s, w.Rows)
			want, err := New(s).Population(t.Context(), book, asOf)
			if err != nil {
				t.Fatal(err)
			}
			s.AwaitWrites()
			storetest.ExecSQL(t, path, `UPDATE log_pages SET logs = x'ff'`)
			got, err := New(storetest.Open(t, path, store.Options{ReadOnly: true})).Population(t.Context(), book, asOf)
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
