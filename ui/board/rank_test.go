package board

import (
	"math/rand/v2"
	"slices"
	"testing"

	"trialist/scoring/bitset"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// Whether a filter passes few or many slots, the list is those that are ranked, in
// the order of the ranking, and IndexOf finds each of them.
func TestListOfAFilter(t *testing.T) {
	t.Parallel()
	const n = 3000
	random := rand.New(rand.NewPCG(5, 5))
	p := &rank.Population{
		Status: make([]rulebook.Status, n), Start: make([]value.Instant, n), End: make([]value.Instant, n),
		LastSeen: make([]value.Instant, n), ByID: make([]uint32, n),
	}
	for slot, rank := range random.Perm(n) {
		p.ByID[slot] = uint32(rank)
		p.Status[slot] = []rulebook.Status{rulebook.Trial, rulebook.Trial, rulebook.Paying}[random.IntN(3)]
		p.End[slot] = value.Instant(random.IntN(50)) * value.Day
	}
	ranking := rank.Rank(p, rulebook.NewScorecard(), rank.ByAdoption)
	for _, count := range []int{0, 1, 5, n / 65, n / 20, n} {
		slots := bitset.New(n)
		for range count {
			slots.Set(random.IntN(n))
		}
		var want []uint32
		for _, slot := range ranking.Slots {
			if slots.Has(int(slot)) {
				want = append(want, slot)
			}
		}
		b := &Board{ranking: ranking, shown: rankedSubset(ranking, slots)}
		if !slices.Equal(b.shown, want) {
			t.Errorf("of %d slots: got %v, want %v", count, b.shown, want)
		}
		for slot := range uint32(n) {
			if got, want := b.IndexOf(slot), slices.Index(want, slot); got != want {
				t.Fatalf("of %d slots: slot %d found at %d, want %d", count, slot, got, want)
			}
		}
	}
}
