package rank

import (
	"math/bits"

	"trialist/scoring/rulebook"
)

// scoreTable adds up the pulls of the matched signals of one side. A mask of matches
// has a bit for each key, in the order the keys happened to be evaluated;
// adding a byte of it at a time through a table makes the sum independent of
// how many signals there are and of what they weigh.
type scoreTable struct {
	total      uint32
	maskBytes  int            // of a mask that any signal looks at, from the lowest
	sums       [8][256]uint32 // by byte of the mask and its value
	masks      []uint64       // by slot
	signalBits []uint64       // by enabled signal: its bit in a mask, 0 when it is missing
}

// newScoreTable makes the tables of the enabled signals of a side. Signals whose
// condition has no key yet count as unmatched.
func newScoreTable(card rulebook.Scorecard, side rulebook.Side, matches Matches) *scoreTable {
	m := matches.Side(side)
	keys := make(map[string]uint64, len(m.Keys))
	for i, key := range m.Keys {
		keys[key] = 1 << i
	}
	t := &scoreTable{masks: m.Words}
	var pulls [64]uint32 // by bit
	var used uint64
	for _, s := range card.Enabled(side) {
		bit := keys[s.When.String()]
		t.signalBits = append(t.signalBits, bit)
		t.total += card.Weighting.EffectiveWeight(s.Weight)
		if bit != 0 {
			pulls[bits.TrailingZeros64(bit)] += card.Weighting.EffectiveWeight(s.Weight)
			used |= bit
		}
	}
	t.maskBytes = (bits.Len64(used) + 7) / 8
	for b := range t.maskBytes {
		sums := &t.sums[b]
		for v := 1; v < len(sums); v++ {
			lowest := bits.TrailingZeros(uint(v))
			sums[v] = sums[v&(v-1)] + pulls[8*b+lowest]
		}
	}
	return t
}

// sum is the pull that a mask of matches adds up to.
func (t *scoreTable) sum(mask uint64) uint32 {
	var sum uint32
	for b := range t.maskBytes {
		sum += t.sums[b][byte(mask>>(8*b))]
	}
	return sum
}

// mask is the matches of a slot; none for a slot that has none yet.
func (t *scoreTable) mask(slot int) uint64 {
	if uint(slot) >= uint(len(t.masks)) {
		return 0
	}
	return t.masks[slot]
}

// score is the score of a slot.
func (t *scoreTable) score(slot int) rulebook.Score {
	return rulebook.Score{Sum: t.sum(t.mask(slot)), Total: t.total}
}

// signalMask is the matches of a slot as a signal mask: bit i is the i-th enabled
// signal.
func (t *scoreTable) signalMask(slot int) uint64 {
	matches := t.mask(slot)
	var mask uint64
	for i, bit := range t.signalBits {
		if matches&bit != 0 {
			mask |= 1 << i
		}
	}
	return mask
}

// Side is the masks of a side.
func (m Matches) Side(side rulebook.Side) Masks {
	if side == rulebook.Fit {
		return m.Fit
	}
	return m.Adoption
}
