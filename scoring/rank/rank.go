package rank

import (
	"sync"

	"trialist/scoring/bitset"
	"trialist/scoring/rulebook"
)

// Ranking is the accounts of some statuses, best first, as a scorecard sees
// them. It never changes and may be handed to other goroutines; its fields are
// for reading only.
type Ranking struct {
	Scores
	Slots []uint32 // best first
	By    Order

	cohort *cohort

	positionsOnce  sync.Once
	positions      []int32 // by slot, -1 for those not ranked
	qualifiedOnce  sync.Once
	qualifiedSlots bitset.Bits
	handRaisedOnce sync.Once
	handRaised     bitset.Bits
}

// Rank ranks the trials of a population. To rank the same population again and
// again, keep a [Ranker].
func Rank(p *Population, card rulebook.Scorecard, by Order) *Ranking {
	return NewRanker(p).Rank(card, by, rulebook.StatusesOf(rulebook.Trial))
}

// Len is the number of accounts ranked.
func (r *Ranking) Len() int { return len(r.Slots) }

// Position is the place of a slot in the ranking from 0, and -1 when it is not
// ranked. The first call costs a pass over the ranking, later ones a look-up.
func (r *Ranking) Position(slot int) int {
	r.positionsOnce.Do(func() {
		r.positions = make([]int32, r.populationSize)
		for i := range r.positions {
			r.positions[i] = -1
		}
		for place, slot := range r.Slots {
			r.positions[slot] = int32(place)
		}
	})
	if uint(slot) >= uint(len(r.positions)) {
		return -1
	}
	return int(r.positions[slot])
}
