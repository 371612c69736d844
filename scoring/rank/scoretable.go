package rank

import (
	"math/bits"

	"trialist/scoring/rulebook"
)

// scoreTable adds up the effective weights of the levels that hold of one side. A mask
// has a bit for each condition, in the order in which they happened to be
// evaluated. Adding through a table, one byte of the mask at a time, costs the
// same whatever the signals are and weigh.
type scoreTable struct {
	total         uint32         // of all enabled signals
	maskBytes     int            // of a mask that any signal looks at, from the lowest
	sums          [8][256]uint32 // by byte of the mask and its value
	masks         []uint64       // by slot
	layoutBits    []uint64       // by bit of a signal mask: the bit of a mask, 0 where it has none
	disqualifiers uint64         // the bits of a mask that disqualify
}

// newScoreTable makes the table of the enabled signals of a side. Conditions that have
// no bit yet count as not holding.
func newScoreTable(card rulebook.Scorecard, side rulebook.Side, matches Matches) *scoreTable {
	m := matches.Side(side)
	bitOf := make(map[string]uint64, len(m.Keys))
	for i, key := range m.Keys {
		bitOf[key] = 1 << i
	}
	layout := card.Layout(side)
	t := &scoreTable{masks: m.Words, total: layout.Total}
	for _, c := range layout.Conditions() {
		t.layoutBits = append(t.layoutBits, bitOf[c.String()])
	}
	var weights [64]uint32 // by bit
	var used uint64
	next := 0 // bit of a signal mask
	for _, s := range layout.Signals {
		for _, bit := range t.layoutBits[next : next+s.LevelCount] {
			if bit != 0 {
				weights[bits.TrailingZeros64(bit)] += s.LevelWeight
				used |= bit
			}
		}
		next += s.LevelCount
	}
	for _, bit := range t.layoutBits[next:] {
		t.disqualifiers |= bit
	}
	t.maskBytes = (bits.Len64(used) + 7) / 8
	for b := range t.maskBytes {
		sums := &t.sums[b]
		for v := 1; v < len(sums); v++ {
			lowest := bits.TrailingZeros(uint(v))
			sums[v] = sums[v&(v-1)] + weights[8*b+lowest]
		}
	}
	return t
}

// sum is what the levels that hold in a mask add up to.
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

// signalMask is the matches of a slot as a signal mask, in the layout of the card.
func (t *scoreTable) signalMask(slot int) uint64 {
	matches := t.mask(slot)
	var mask uint64
	for i, bit := range t.layoutBits {
		if matches&bit != 0 {
			mask |= 1 << i
		}
	}
	return mask
}
