package rank

import (
	"math/bits"
	"slices"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/rulebook"
)

// Complete is matches that answer every condition of the card over n slots, those
// of switched off signals included as far as a mask has room. A side that these
// matches cover already stays the same memory, which [Ranker.WithMatches] need not
// encode again. Of any other side all conditions are asked for. The error is that
// of answer.
func (m Matches) Complete(card rulebook.Scorecard, n int, answer func([]condition.Condition) ([]bitset.Bits, error)) (Matches, error) {
	var masks [2]Masks
	for _, side := range rulebook.Sides() {
		if old := m.Side(side); len(old.Words) == n && m.coversSide(card, side) {
			masks[side] = old
			continue
		}
		conditions := maskConditions(card, side)
		answers, err := answer(conditions)
		if err != nil {
			return Matches{}, err
		}
		masks[side] = buildMasks(n, sentencesOf(conditions), answers)
	}
	return Matches{Adoption: masks[rulebook.Adoption], Fit: masks[rulebook.Fit]}, nil
}

// Covers reports whether the matches answer every condition that
// [Matches.Complete] would ask for.
func (m Matches) Covers(card rulebook.Scorecard) bool {
	return m.coversSide(card, rulebook.Adoption) && m.coversSide(card, rulebook.Fit)
}

func (m Matches) coversSide(card rulebook.Scorecard, side rulebook.Side) bool {
	known := make(map[string]bool)
	for _, key := range m.Side(side).Keys {
		known[key] = true
	}
	return !slices.ContainsFunc(maskConditions(card, side), func(c condition.Condition) bool { return !known[c.String()] })
}

// MatchCounts is how many accounts of the statuses match each condition of a side
// that has been evaluated, by its sentence. It looks at each distinct mask once, not
// at each account.
func (r *Ranker) MatchCounts(side rulebook.Side, statuses rulebook.StatusSet) map[string]int {
	cohort := r.cohortOf(statuses)
	dictionary := cohort.adoption
	if side == rulebook.Fit {
		dictionary = cohort.fit
	}
	var counts [64]int // by bit
	for code, mask := range dictionary.masks {
		for ; mask != 0; mask &= mask - 1 {
			counts[bits.TrailingZeros64(mask)] += int(dictionary.counts[code])
		}
	}
	keys := r.population.Matches.Side(side).Keys
	matching := make(map[string]int, len(keys))
	for i, key := range keys {
		matching[key] = counts[i]
	}
	return matching
}
