package rank

import (
	"trialist/scoring/bitset"
	"trialist/scoring/rulebook"
)

// HandRaisedSlots has the slots, ranked or not, that match an enabled hand-raiser now. It
// is for reading only. The first call costs a pass over the population, later ones
// nothing; without a hand-raiser none does.
func (r *Ranking) HandRaisedSlots() bitset.Bits {
	r.handRaisedOnce.Do(func() {
		adoption, fit := r.adoption.handRaisers(r.Card, rulebook.Adoption), r.fit.handRaisers(r.Card, rulebook.Fit)
		if adoption|fit == 0 {
			r.handRaised = bitset.New(r.populationSize)
			return
		}
		r.handRaised = bitset.Where(r.populationSize, func(slot int) bool {
			return r.adoption.mask(slot)&adoption|r.fit.mask(slot)&fit != 0
		})
	})
	return r.handRaised
}

// handRaisers is the bits of a mask that hand-raisers of the side have.
func (t *scoreTable) handRaisers(card rulebook.Scorecard, side rulebook.Side) uint64 {
	var raisers uint64
	for _, s := range card.Layout(side).Signals {
		if s.HandRaiser {
			raisers |= t.layoutBits[s.FirstBit]
		}
	}
	return raisers
}
