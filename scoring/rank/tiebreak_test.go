package rank_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"trialist/scoring/rank"
	"trialist/scoring/ranktest"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// Instants come in days, seconds or milliseconds, and each has its way through
// the sort.
func TestTieBreakOrderEqualsReference(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 20))
	none := rulebook.NewScorecard()
	for _, unit := range []value.Instant{value.Day, value.Second, 1} {
		for _, spread := range []int64{1, 40, 1 << 24, 1 << 36} {
			p := ranktest.RandomPopulation(rng, none, 300, 1)
			for slot := range p.Status {
				p.Status[slot] = rulebook.Trial
				if p.End[slot].Known() {
					p.End[slot] = unit * value.Instant(rng.Int64N(spread))
				}
				if p.LastSeen[slot].Known() {
					p.LastSeen[slot] = unit * value.Instant(rng.Int64N(spread)-spread/2)
				}
			}
			want := referenceRank(p, none, rank.ByAdoption, rulebook.AllStatuses)
			order := rank.TieBreakOrder(p.ByID, p.End, p.LastSeen)
			if !slices.Equal(order, want) {
				t.Errorf("multiples of %d ms up to %d: another order", unit, spread)
			}
			p.TieBreak, p.ByID = order, ranksOf(order) // which break ties as the order does
			for _, by := range []rank.Order{rank.ByDaysLeft, rank.ByLastSeen} {
				if !slices.Equal(rank.Rank(p, none, by).Slots, referenceRank(p, none, by, rulebook.AllStatuses)) {
					t.Errorf("by %s with a tie-break order at hand: another order", by)
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

func BenchmarkTieBreakOrder1M(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	p := ranktest.RandomPopulation(rng, rulebook.NewScorecard(), 1_000_000, 24*14)
	for slot := range p.End { // whole seconds, as most data has
		p.End[slot] += value.Second * value.Instant(rng.Int64N(3600))
		p.LastSeen[slot] -= value.Second * value.Instant(rng.Int64N(3600))
	}
	for b.Loop() {
		rank.TieBreakOrder(p.ByID, p.End, p.LastSeen)
	}
}
