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
	Slots []uint32 // best first
	Card  rulebook.Scorecard
	By    Order

	populationSize int // accounts, ranked or not
	cohort         *cohort
	adoption       *scoreTable
	fit            *scoreTable

	positionsOnce  sync.Once
	positions      []int32 // by slot, -1 for those not ranked
	qualifiedOnce  sync.Once
	qualifiedSlots bitset.Bits
}

// Rank ranks the trials of a population. To rank the same population again and
// again, keep a [Ranker].
func Rank(p *Population, card rulebook.Scorecard, by Order) *Ranking {
	return NewRanker(p).Rank(card, by, rulebook.StatusesOf(rulebook.Trial))
}

// Len is the number of accounts ranked.
func (r *Ranking) Len() int { return len(r.Slots) }

// Score is the score of a slot, ranked or not.
func (r *Ranking) Score(side rulebook.Side, slot int) rulebook.Score {
	return r.scoreTable(side).score(slot)
}

// Band is the band of the score of a slot.
func (r *Ranking) Band(side rulebook.Side, slot int) rulebook.Band {
	return r.Card.Band(side, r.Score(side, slot))
}

// Qualified reports whether a slot's cell of the matrix is ticked.
func (r *Ranking) Qualified(slot int) bool {
	return r.Card.Qualified.Qualified(r.Band(rulebook.Fit, slot), r.Band(rulebook.Adoption, slot))
}

// SignalMask is the signal mask of a slot: bit i is whether it matches the i-th
// enabled signal of the side. Contributions and gains in package explain are
// worked out from it.
func (r *Ranking) SignalMask(side rulebook.Side, slot int) uint64 {
	return r.scoreTable(side).signalMask(slot)
}

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

func (r *Ranking) scoreTable(side rulebook.Side) *scoreTable {
	if side == rulebook.Fit {
		return r.fit
	}
	return r.adoption
}
