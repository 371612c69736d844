package scoring

import "math/bits"

// coded is the masks of many accounts as small numbers. Ten signals make at
// most 1024 different masks however many accounts there are, so what a
// scorecard makes of a mask is worked out once for each distinct one and looked
// up for each account.
type coded struct {
	masks []uint64 // the distinct ones
	slots []uint32 // by code: how many have it
	codes []uint32 // by place along the slots: index in masks
}

// encode codes the masks of the slots. Slots beyond the masks have none.
func encode(slots []uint32, masks []uint64) coded {
	c := coded{codes: make([]uint32, len(slots))}
	index := newMaskIndex(1 << 10)
	for i, slot := range slots {
		var mask uint64
		if int(slot) < len(masks) {
			mask = masks[slot]
		}
		at := index.find(mask)
		code := index.codes[at]
		if code == 0 {
			c.masks = append(c.masks, mask)
			c.slots = append(c.slots, 0)
			code = uint32(len(c.masks))
			index.put(at, mask, code)
		}
		c.codes[i] = code - 1
		c.slots[code-1]++
	}
	return c
}

// maskIndex finds the code of a mask: a hash table of a power of two, at most
// half full, probed along.
type maskIndex struct {
	masks []uint64
	codes []uint32 // code + 1; 0 where free
	used  int
	shift int // of the hash, down to a place in the table
}

func newMaskIndex(size int) *maskIndex {
	return &maskIndex{masks: make([]uint64, size), codes: make([]uint32, size), shift: 64 - bits.Len(uint(size-1))}
}

// find is the place of the mask, or the free one where it belongs.
func (x *maskIndex) find(mask uint64) int {
	const spread = 0x9e3779b97f4a7c15 // 2^64 divided by the golden ratio
	at := int(mask * spread >> x.shift)
	for x.codes[at] != 0 && x.masks[at] != mask {
		at = (at + 1) & (len(x.masks) - 1)
	}
	return at
}

// put fills the free place that find gave, and grows the table.
func (x *maskIndex) put(at int, mask uint64, code uint32) {
	x.masks[at], x.codes[at] = mask, code
	x.used++
	if 2*x.used < len(x.masks) {
		return
	}
	larger := newMaskIndex(4 * len(x.masks))
	for i, code := range x.codes {
		if code != 0 {
			to := larger.find(x.masks[i])
			larger.masks[to], larger.codes[to] = x.masks[i], code
		}
	}
	larger.used = x.used
	*x = *larger
}

// sums is the pull of each distinct mask.
func (c coded) sums(t *tally) []uint32 {
	sums := make([]uint32, len(c.masks))
	for code, mask := range c.masks {
		sums[code] = t.sum(mask)
	}
	return sums
}

// rankSums turns sums into levels: 0 for all that have the highest sum, 1 for the
// next, and so on. It returns how many levels there are.
func rankSums(sums []uint32, total uint32) int {
	words := int(total/64) + 1
	present := make([]uint64, words)
	for _, sum := range sums {
		present[sum/64] |= 1 << (sum % 64)
	}
	above := make([]uint32, words) // how many distinct sums lie in higher words
	count := 0
	for w := words - 1; w >= 0; w-- {
		above[w] = uint32(count)
		count += bits.OnesCount64(present[w])
	}
	for code, sum := range sums {
		higher := present[sum/64] >> (sum % 64) >> 1
		sums[code] = above[sum/64] + uint32(bits.OnesCount64(higher))
	}
	return count
}
