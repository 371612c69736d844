package facts

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

// TestStandingIsCachedBesideNow asks for now and for two earlier instants. Afterwards
// another process, which cannot read the logs, finds now and the last of the others.
func TestStandingIsCachedBesideNow(t *testing.T) {
	t.Parallel()
	w := storetest.NewRandomWorkspace(5)
	book := rulebook.Default()
	for _, sentence := range []string{`event login happened more than 3 times ever`, `event login happened more than 1 times in the last 10 days`} {
		card, err := book.Card.Add(rulebook.Signal{Name: sentence, Weight: 1, Enabled: true, When: storetest.Sentence(t, sentence)})
		if err != nil {
			t.Fatal(err)
		}
		book.Card = card
	}
	path := storetest.NewPath(t)
	s := storetest.Open(t, path, store.Options{})
	ingesttest.ImportRows(t, s, w.Rows)
	cache := New(s)
	now, earlier := storetest.Day(40), []value.Instant{storetest.Day(9), storetest.Day(12)}
	wanted, err := New(s).Population(t.Context(), book, earlier[1])
	if err != nil {
		t.Fatal(err)
	}
	s.AwaitWrites() // a cache is not written while another is
	if _, err := cache.Population(t.Context(), book, now); err != nil {
		t.Fatal(err)
	}
	s.AwaitWrites()
	for _, asOf := range earlier {
		if _, err := cache.UnrankedPopulation(t.Context(), book, asOf); err != nil {
			t.Fatal(err)
		}
		s.AwaitWrites()
	}
	storetest.ExecSQL(t, path, `UPDATE log_pages SET logs = x'ff'`)
	other := New(storetest.Open(t, path, store.Options{}))
	p, err := other.UnrankedPopulation(t.Context(), book, earlier[1])
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(wanted.Status, p.Status); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(wanted.Matches, p.Matches); diff != "" {
		t.Error(diff)
	}
	if _, err := other.Population(t.Context(), book, now); err != nil {
		t.Errorf("now is not cached: %v", err)
	}
	if _, err := other.UnrankedPopulation(t.Context(), book, earlier[0]); err == nil {
		t.Error("every earlier instant is kept")
	}
}
