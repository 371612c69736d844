package scoring

import (
	"math/bits"
	"slices"
)

// Covering is matches that answer every condition of the card over n slots, those
// of switched off signals included as far as a mask has room for them. A side that
// these matches answer already stays the same memory, which [Ranker.Rematch] need
// not look at; of the other, all conditions are asked for. The error is that of
// answer.
func (m Matches) Covering(card Scorecard, n int, answer func([]Condition) ([]Bits, error)) (Matches, error) {
	var masks [2]Masks
	for _, side := range Sides() {
		if had := m.of(side); len(had.Bits) == n && m.covers(card, side) {
			masks[side] = had
			continue
		}
		conditions := maskConditions(card, side)
		answers, err := answer(conditions)
		if err != nil {
			return Matches{}, err
		}
		masks[side] = BuildMasks(n, sentences(conditions), answers)
	}
	return Matches{Adoption: masks[Adoption], Fit: masks[Fit]}, nil
}

// Cover reports whether the matches answer every condition that [Matches.Covering]
// would ask for.
func (m Matches) Cover(card Scorecard) bool { return m.covers(card, Adoption) && m.covers(card, Fit) }

func (m Matches) covers(card Scorecard, side Side) bool {
	known := make(map[string]bool)
	for _, key := range m.of(side).Keys {
		known[key] = true
	}
	return !slices.ContainsFunc(maskConditions(card, side), func(c Condition) bool { return !known[c.String()] })
}

// Matching is how many accounts of the statuses match each condition of a side
// that has been evaluated, by its sentence. It costs a look at each distinct
// mask, not at each account.
func (r *Ranker) Matching(side Side, statuses StatusSet) map[string]int {
	v := r.view(statuses)
	coded := v.adoption
	if side == Fit {
		coded = v.fit
	}
	var counts [64]int
	for code, mask := range coded.masks {
		for ; mask != 0; mask &= mask - 1 {
			counts[bits.TrailingZeros64(mask)] += int(coded.slots[code])
		}
	}
	keys := r.population.Matches.of(side).Keys
	matching := make(map[string]int, len(keys))
	for i, key := range keys {
		matching[key] = counts[i]
	}
	return matching
}
