package rank

import (
	"trialist/scoring/bitset"
	"trialist/scoring/rulebook"
)

// QualifiedSlots has the slots whose cell of the matrix is ticked, ranked or not.
// It is for reading only. The first call costs a pass over the population, later
// ones nothing.
//
// The bands of a side are looked up by the sum that a mask adds up to. That
// takes 5 ms for a million accounts; asking [Ranking.Qualified] for each takes
// 80 ms.
func (r *Ranking) QualifiedSlots() bitset.Bits {
	r.qualifiedOnce.Do(func() {
		matrix, adoption, fit := r.Card.Qualified, r.bandsBySum(rulebook.Adoption), r.bandsBySum(rulebook.Fit)
		r.qualifiedSlots = bitset.Where(r.populationSize, func(slot int) bool {
			a, f := adoption[r.adoption.sum(r.adoption.mask(slot))], fit[r.fit.sum(r.fit.mask(slot))]
			return matrix.Qualified(f, a)
		})
	})
	return r.qualifiedSlots
}

// Bands are the bands of a side of all slots, ranked or not. That takes a fifth of
// asking [Scores.Band] for each.
func (s *Scores) Bands(side rulebook.Side) []rulebook.Band {
	bySum, table := s.bandsBySum(side), s.scoreTable(side)
	bands := make([]rulebook.Band, s.populationSize)
	for slot := range bands {
		bands[slot] = bySum[table.sum(table.mask(slot))]
	}
	return bands
}

// bandsBySum is the band of each sum that a side can add up to.
func (s *Scores) bandsBySum(side rulebook.Side) []rulebook.Band {
	total := s.scoreTable(side).total
	bands := make([]rulebook.Band, total+1)
	for sum := range bands {
		bands[sum] = s.Card.Band(side, rulebook.Score{Sum: uint32(sum), Total: total})
	}
	return bands
}

// SlotsByScore has the slots, ranked or not, whose score of the side passes. It
// asks once for each sum that the side can add up to, not for each account.
func (r *Ranking) SlotsByScore(side rulebook.Side, pass func(rulebook.Score) bool) bitset.Bits {
	table := r.scoreTable(side)
	passes := make([]bool, table.total+1)
	for sum := range passes {
		passes[sum] = pass(rulebook.Score{Sum: uint32(sum), Total: table.total})
	}
	return bitset.Where(r.populationSize, func(slot int) bool { return passes[table.sum(table.mask(slot))] })
}
