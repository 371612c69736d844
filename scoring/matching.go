package scoring

import "math/bits"

// NewMatches asks for the answers of every condition of the card over n slots,
// those of switched off signals included as far as a mask has room for them,
// and makes masks of them. The error is that of answer.
func NewMatches(card Scorecard, n int, answer func([]Condition) ([]Bits, error)) (Matches, error) {
	var masks [2]Masks
	for _, side := range Sides() {
		conditions := maskConditions(card, side)
		answers, err := answer(conditions)
		if err != nil {
			return Matches{}, err
		}
		masks[side] = BuildMasks(n, sentences(conditions), answers)
	}
	return Matches{Adoption: masks[Adoption], Fit: masks[Fit]}, nil
}

// Cover reports whether the matches answer every condition that [NewMatches]
// would ask for.
func (m Matches) Cover(card Scorecard) bool {
	for _, side := range Sides() {
		known := make(map[string]bool)
		for _, key := range m.of(side).Keys {
			known[key] = true
		}
		for _, c := range maskConditions(card, side) {
			if !known[c.String()] {
				return false
			}
		}
	}
	return true
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
