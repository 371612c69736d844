package store

import (
	"slices"
	"testing"

	"trialist/scoring"
)

// The order that breaks ties is read from the cache when a store is opened again,
// unless it cannot be that one.
func TestBaseOrderIsCached(t *testing.T) {
	t.Parallel()
	path := newPath(t)
	s := open(t, path, Options{})
	take(t, s, newWorld(5).rows)
	book := scoring.DefaultRulebook()
	base := func() (order []uint32, cached bool) {
		t.Helper()
		s := open(t, path, Options{})
		p, err := s.Population(t.Context(), book, day(40))
		if err != nil {
			t.Fatal(err)
		}
		s.caches.done.Wait()
		return p.Base, p.ByID == nil
	}
	want, cached := base()
	if cached || !holdsEach(want) {
		t.Fatalf("at first the order %v is in the cache: %t", want, cached)
	}
	if order, cached := base(); !cached || !slices.Equal(order, want) {
		t.Errorf("the order is %v, in the cache: %t; want %v", order, cached, want)
	}
	for _, damage := range []string{
		`substr(packed, 1, length(packed) - 4)`, `zeroblob(length(packed))`, `substr(packed, 1, length(packed) - 1) || x'ff'`,
		`substr(packed, 1, length(packed) - 4) || substr(packed, 5, 4)`,
	} {
		meddle(t, path, `UPDATE columns SET packed = CAST(`+damage+` AS BLOB) WHERE name = 'order'`)
		if order, cached := base(); cached || !slices.Equal(order, want) {
			t.Errorf("damaged by %s, the order is %v, in the cache: %t; want %v", damage, order, cached, want)
		}
	}
	book.Life.TrialDays = 300
	if order, cached := base(); cached || !holdsEach(order) {
		t.Errorf("trials of another length have the order %v, in the cache: %t", order, cached)
	}
	if p, err := s.Population(t.Context(), book, day(5)); err != nil || p.ByID == nil {
		t.Errorf("before the last event the order comes from the cache; %v", err)
	}
}
