package scoring

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// Instants come in days, seconds or milliseconds, and each has its way through
// the sort.
func TestBaseOrderEqualsReference(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 20))
	none := NewScorecard()
	for _, unit := range []Instant{Day, Second, 1} {
		for _, spread := range []int64{1, 40, 1 << 24, 1 << 36} {
			p := randomPopulation(rng, none, 300, 1)
			for slot := range p.Status {
				p.Status[slot] = Trial
				if p.End[slot].Known() {
					p.End[slot] = unit * Instant(rng.Int64N(spread))
				}
				if p.LastSeen[slot].Known() {
					p.LastSeen[slot] = unit * Instant(rng.Int64N(spread)-spread/2)
				}
			}
			want := referenceRank(p, none, ByAdoption, AllStatuses)
			order := BaseOrder(p.ByID, p.End, p.LastSeen)
			if !slices.Equal(order, want) {
				t.Errorf("of %d ms, up to %d of them: another order", unit, spread)
			}
			p.Base, p.ByID = order, ranksOf(order) // by which ties of an order are broken as by the base
			for _, by := range []Order{ByLeft, BySeen} {
				if !slices.Equal(Rank(p, none, by).Order, referenceRank(p, none, by, AllStatuses)) {
					t.Errorf("by %s with a base order at hand: another order", by)
				}
			}
		}
	}
}

// ranksOf is the place of each slot in an order.
func ranksOf(order []uint32) []uint32 {
	ranks := make([]uint32, len(order))
	for place, slot := range order {
		ranks[slot] = uint32(place)
	}
	return ranks
}

func BenchmarkBaseOrder1M(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	p := randomPopulation(rng, NewScorecard(), 1_000_000, 24*14)
	for slot := range p.End { // whole seconds, as most data has
		p.End[slot] += Second * Instant(rng.Int64N(3600))
		p.LastSeen[slot] -= Second * Instant(rng.Int64N(3600))
	}
	for b.Loop() {
		BaseOrder(p.ByID, p.End, p.LastSeen)
	}
}
