package facts

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"trialist/scoring/condition"
	"trialist/scoring/record"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

// TestPacesAreKept works out the paces of a population, of which an import makes no more
// accounts than it has, and finds them again.
func TestPacesAreKept(t *testing.T) {
	t.Parallel()
	var rows storetest.SourceRows
	start := func(id string, day int) {
		rows.Customers = append(rows.Customers, record.CustomerRow{Account: id, Attributes: []value.Attribute{storetest.Date(value.TrialStartedAt, storetest.Day(day))}})
	}
	for i := range 30 {
		start(fmt.Sprint("done-", i), i%5)
	}
	start("running", 35)
	s := storetest.Open(t, storetest.NewPath(t), store.Options{})
	ingesttest.ImportRows(t, s, rows)
	book := rulebook.Default()
	card, err := book.Card.Add(rulebook.Signal{Name: "login", Weight: 1, Enabled: true, When: storetest.Sentence(t, `event login happened more than 0 times ever`)})
	if err != nil {
		t.Fatal(err)
	}
	book.Card = card
	cache, m := New(s), condition.Moment{AsOf: storetest.Day(40), TrialDays: book.Lifecycle.TrialDays}
	p, err := cache.Population(t.Context(), book, m.AsOf)
	if err != nil {
		t.Fatal(err)
	}
	rows.Customers = nil
	start("newcomer", 36)
	ingesttest.ImportRows(t, s, rows)
	first, err := cache.Paces(t.Context(), p, m, book.Card)
	if err != nil {
		t.Fatal(err)
	}
	if got, ok := first.Of(30); !ok || got.Day != 5 || got.Of != 30 || got.Rounded() != 50 {
		t.Errorf("the pace of the one that is running is %+v, %v", got, ok)
	}
	if _, ok := first.Of(31); ok {
		t.Error("an account that the population does not have has a pace")
	}
	if again, err := cache.Paces(t.Context(), p, m, book.Card.Clone()); err != nil || again != first {
		t.Errorf("they are worked out again: %v", err)
	}
	heavier, err := book.Card.SetWeight(book.Card.Adoption[0].ID, 2)
	if err != nil {
		t.Fatal(err)
	}
	if other, err := cache.Paces(t.Context(), p, m, heavier); err != nil || other == first {
		t.Errorf("those of another scorecard are the same: %v", err)
	}
	ended, stop := context.WithCancel(t.Context())
	stop()
	fresh, err := cache.Population(t.Context(), book, m.AsOf+value.Day)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := cache.Paces(ended, fresh, m, book.Card); !errors.Is(err, context.Canceled) {
		t.Errorf("after the end: %v", err)
	}
}
