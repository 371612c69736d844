package scoring

// QualifiedSlots has all slots whose cell of the matrix is ticked, ranked or not.
// It is for reading only. The first call costs a pass over the population, later
// ones nothing.
//
// The bands of a side are looked up by the sum that a mask adds up to: 5 ms for a
// million accounts, where asking [Ranking.Qualified] for each takes 80.
func (r *Ranking) QualifiedSlots() Bits {
	r.tick.Do(func() {
		matrix, adoption, fit := r.Card.Qualified, r.bandsBySum(Adoption), r.bandsBySum(Fit)
		r.ticked = bitsWhere(r.slots, func(slot int) bool {
			a, f := adoption[r.adoption.sum(r.adoption.mask(slot))], fit[r.fit.sum(r.fit.mask(slot))]
			return matrix.Qualified(f, a)
		})
	})
	return r.ticked
}

// bandsBySum is the band of each sum that a side can add up to.
func (r *Ranking) bandsBySum(side Side) []Band {
	total := r.tally(side).total
	bands := make([]Band, total+1)
	for sum := range bands {
		bands[sum] = r.Card.Band(side, Score{Sum: uint32(sum), Total: total})
	}
	return bands
}
