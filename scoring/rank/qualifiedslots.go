package rank

import (
	"trialist/scoring/bitset"
	"trialist/scoring/rulebook"
)

// QualifiedSlots has all slots whose cell of the matrix is ticked, ranked or not.
// It is for reading only. The first call costs a pass over the population, later
// ones nothing.
//
// The bands of a side are looked up by the sum that a mask adds up to: 5 ms for a
// million accounts, where asking [Ranking.Qualified] for each takes 80.
func (r *Ranking) QualifiedSlots() bitset.Bits {
	r.qualifiedOnce.Do(func() {
		matrix, adoption, fit := r.Card.Qualified, r.bandsBySum(rulebook.Adoption), r.bandsBySum(rulebook.Fit)
		r.qualifiedSlots = bitset.Where(r.PopulationSize, func(slot int) bool {
			a, f := adoption[r.adoption.Sum(r.adoption.Mask(slot))], fit[r.fit.Sum(r.fit.Mask(slot))]
			return matrix.Qualified(f, a)
		})
	})
	return r.qualifiedSlots
}

// bandsBySum is the band of each sum that a side can add up to.
func (r *Ranking) bandsBySum(side rulebook.Side) []rulebook.Band {
	total := r.ScoreTable(side).Total
	bands := make([]rulebook.Band, total+1)
	for sum := range bands {
		bands[sum] = r.Card.Band(side, rulebook.Score{Sum: uint32(sum), Total: total})
	}
	return bands
}
