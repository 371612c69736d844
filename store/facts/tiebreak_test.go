package facts

import (
	"slices"
	"testing"

	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

// The order that breaks ties is read from the cache when a store is opened again,
// unless it cannot be that one.
func TestTieBreakOrderIsCached(t *testing.T) {
	t.Parallel()
	path := storetest.NewPath(t)
	s := storetest.Open(t, path, store.Options{})
	ingesttest.ImportRows(t, s, storetest.NewRandomWorkspace(5).Rows)
	book, asOf := rulebook.Default(), storetest.Day(40)
	base := func() (order []uint32, cached bool) {
		t.Helper()
		s := storetest.Open(t, path, store.Options{})
		p, err := New(s).Population(t.Context(), book, asOf)
		if err != nil {
			t.Fatal(err)
		}
		s.AwaitWrites()
		return p.TieBreak, p.ByID == nil
	}
	want, cached := base()
	if cached || !isPermutation(want) {
		t.Fatalf("at first the order %v is in the cache: %t", want, cached)
	}
	if order, cached := base(); !cached || !slices.Equal(order, want) {
		t.Errorf("the order is %v, in the cache: %t; want %v", order, cached, want)
	}
	for _, damage := range []string{
		`substr(packed, 1, length(packed) - 4)`, `zeroblob(length(packed))`, `substr(packed, 1, length(packed) - 1) || x'ff'`,
		`substr(packed, 1, length(packed) - 4) || substr(packed, 5, 4)`,
	} {
		storetest.ExecSQL(t, path, `UPDATE columns SET packed = CAST(`+damage+` AS BLOB) WHERE name = 'order'`)
		if order, cached := base(); cached || !slices.Equal(order, want) {
			t.Errorf("damaged by %s, the order is %v, in the cache: %t; want %v", damage, order, cached, want)
		}
	}
	book.Lifecycle.TrialDays = 300
	if order, cached := base(); cached || !isPermutation(order) {
		t.Errorf("trials of another length have the order %v, in the cache: %t", order, cached)
	}
	for _, at := range []value.Instant{storetest.Day(5), storetest.Day(6)} { // before the last event there is an order for each
		asOf = at
		order, cached := base()
		if again, now := base(); cached || !now || !slices.Equal(again, order) {
			t.Errorf("as of %v the order is %v, in the cache: %t; then %v, in the cache: %t", at, order, cached, again, now)
		}
	}
}
