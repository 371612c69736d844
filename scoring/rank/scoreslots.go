package rank

import (
	"trialist/scoring/bitset"
	"trialist/scoring/rulebook"
)

// QualifiedSlots has the slots that are qualified, ranked or not.
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
			a, f := r.adoption.mask(slot), r.fit.mask(slot)
			return a&r.adoption.disqualifiers|f&r.fit.disqualifiers == 0 &&
				matrix.Qualified(fit.of(r.fit.sum(f)), adoption.of(r.adoption.sum(a)))
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
		bands[slot] = bySum.of(table.sum(table.mask(slot)))
	}
	return bands
}

// bySum remembers what a function of scores gives for each sum that a side adds up to.
// Only sums that accounts have are asked for: with levels there are millions of others.
type bySum[T any] struct {
	total uint32
	give  func(rulebook.Score) T
	known []uint64 // a bit for each sum
	given []T
}

func newBySum[T any](total uint32, give func(rulebook.Score) T) *bySum[T] {
	return &bySum[T]{total: total, give: give, known: make([]uint64, total/64+1), given: make([]T, total+1)}
}

func (x *bySum[T]) of(sum uint32) T {
	if x.known[sum/64]>>(sum%64)&1 == 0 {
		x.known[sum/64] |= 1 << (sum % 64)
		x.given[sum] = x.give(rulebook.Score{Sum: sum, Total: x.total})
	}
	return x.given[sum]
}

func (s *Scores) bandsBySum(side rulebook.Side) *bySum[rulebook.Band] {
	return newBySum(s.scoreTable(side).total, s.Card.Cuts(side).Band)
}

// SlotsByScore has the slots, ranked or not, whose score of the side passes. It
// asks once for each score, not for each account.
func (s *Scores) SlotsByScore(side rulebook.Side, pass func(rulebook.Score) bool) bitset.Bits {
	table := s.scoreTable(side)
	passes := newBySum(table.total, pass)
	return bitset.Where(s.populationSize, func(slot int) bool { return passes.of(table.sum(table.mask(slot))) })
}
