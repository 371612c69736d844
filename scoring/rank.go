package scoring

import "sync"

// Ranking is the accounts of some statuses, best first, as a scorecard sees
// them. It never changes and may be handed to other goroutines; its fields are
// for reading only.
type Ranking struct {
	Order []uint32 // slots, best first
	Card  Scorecard
	By    Order

	slots    int // of the population
	view     *view
	adoption *tally
	fit      *tally
	invert   sync.Once
	places   []int32 // by slot, -1 for those not ranked; made when first asked for
	tick     sync.Once
	ticked   Bits // the qualified slots, made when first asked for
}

// Rank ranks the trials of a population. To rank the same population again and
// again, keep a [Ranker].
func Rank(p *Population, card Scorecard, by Order) *Ranking {
	return NewRanker(p).Rank(card, by, StatusesOf(Trial))
}

// Len is the number of accounts ranked.
func (r *Ranking) Len() int { return len(r.Order) }

// Score is the score of a slot, ranked or not.
func (r *Ranking) Score(side Side, slot int) Score { return r.tally(side).score(slot) }

// Band is the band of the score of a slot.
func (r *Ranking) Band(side Side, slot int) Band { return r.Card.Band(side, r.Score(side, slot)) }

// Qualified reports whether a slot's cell of the matrix is ticked.
func (r *Ranking) Qualified(slot int) bool {
	return r.Card.Qualified.Qualified(r.Band(Fit, slot), r.Band(Adoption, slot))
}

// Matched is the signal mask of a slot: bit i is whether it matches the i-th
// enabled signal of the side. [Points] and [Raise] read it.
func (r *Ranking) Matched(side Side, slot int) uint64 { return r.tally(side).signals(slot) }

// Position is the place of a slot in the ranking from 0, and -1 when it is not
// ranked. The first call costs a pass over the ranking, later ones a look-up.
func (r *Ranking) Position(slot int) int {
	r.invert.Do(func() {
		r.places = make([]int32, r.slots)
		for i := range r.places {
			r.places[i] = -1
		}
		for place, slot := range r.Order {
			r.places[slot] = int32(place)
		}
	})
	if uint(slot) >= uint(len(r.places)) {
		return -1
	}
	return int(r.places[slot])
}

func (r *Ranking) tally(side Side) *tally {
	if side == Fit {
		return r.fit
	}
	return r.adoption
}
