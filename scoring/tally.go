package scoring

import "math/bits"

// tally adds up the pulls of the matched signals of one side. A mask of matches
// has a bit for each key, in the order the keys happened to be evaluated;
// adding a byte of it at a time through a table makes the sum independent of
// how many signals there are and of what they weigh.
type tally struct {
	total uint32
	bytes int            // of a mask that any signal looks at, from the lowest
	sums  [8][256]uint32 // by byte of the mask and its value
	masks []uint64       // by slot
	bits  []uint64       // by enabled signal: its bit in a mask, 0 when it is missing
}

// newTally makes the tables of the enabled signals of a side. Signals whose
// condition has no key yet count as unmatched.
func newTally(card Scorecard, side Side, matches Matches) *tally {
	m := matches.of(side)
	keys := make(map[string]uint64, len(m.Keys))
	for i, key := range m.Keys {
		keys[key] = 1 << i
	}
	t := &tally{masks: m.Bits}
	var pulls [64]uint32 // by bit
	var used uint64
	for _, s := range card.Enabled(side) {
		bit := keys[s.When.String()]
		t.bits = append(t.bits, bit)
		t.total += card.Weighting.Pull(s.Weight)
		if bit != 0 {
			pulls[bits.TrailingZeros64(bit)] += card.Weighting.Pull(s.Weight)
			used |= bit
		}
	}
	t.bytes = (bits.Len64(used) + 7) / 8
	for b := range t.bytes {
		sums := &t.sums[b]
		for v := 1; v < len(sums); v++ {
			lowest := bits.TrailingZeros(uint(v))
			sums[v] = sums[v&(v-1)] + pulls[8*b+lowest]
		}
	}
	return t
}

// sum is the pull that a mask of matches adds up to.
func (t *tally) sum(mask uint64) uint32 {
	var sum uint32
	for b := range t.bytes {
		sum += t.sums[b][byte(mask>>(8*b))]
	}
	return sum
}

// mask is the matches of a slot; none for a slot that has none yet.
func (t *tally) mask(slot int) uint64 {
	if uint(slot) >= uint(len(t.masks)) {
		return 0
	}
	return t.masks[slot]
}

// score is the score of a slot.
func (t *tally) score(slot int) Score { return Score{Sum: t.sum(t.mask(slot)), Total: t.total} }

// signals is the matches of a slot as a signal mask: bit i is the i-th enabled
// signal.
func (t *tally) signals(slot int) uint64 {
	matches := t.mask(slot)
	var mask uint64
	for i, bit := range t.bits {
		if matches&bit != 0 {
			mask |= 1 << i
		}
	}
	return mask
}

// of is the masks of a side.
func (m Matches) of(side Side) Masks {
	if side == Fit {
		return m.Fit
	}
	return m.Adoption
}

// Missing lists the sentences of enabled signals that the matches do not answer
// yet. Until they do, those signals count as unmatched.
func Missing(card Scorecard, matches Matches) []string {
	var missing []string
	for _, side := range Sides() {
		masks := matches.of(side)
		known := make(map[string]bool, len(masks.Keys))
		for _, key := range masks.Keys {
			known[key] = true
		}
		for _, c := range card.Conditions(side) {
			if key := c.String(); !known[key] {
				known[key] = true
				missing = append(missing, key)
			}
		}
	}
	return missing
}
