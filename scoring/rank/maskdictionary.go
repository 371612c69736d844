package rank

import "math/bits"

// maskDictionary is the masks of many accounts as small numbers. Ten signals make at
// most 1024 different masks however many accounts there are, so what a
// scorecard makes of a mask is worked out once for each distinct one and looked
// up for each account.
type maskDictionary struct {
	masks  []uint64 // the distinct ones
	counts []uint32 // by code: how many have it
	codes  []uint32 // by place along the slots: index in masks
}

// encodeMasks codes the masks of the slots. Slots beyond the masks have none.
func encodeMasks(slots []uint32, masks []uint64) maskDictionary {
	var used uint64
	for _, mask := range masks {
		used |= mask
	}
	if bits.Len64(used) <= tableBits {
		return encodeByTable(slots, masks16(masks), make([]uint32, used+1))
	}
	c := maskDictionary{codes: make([]uint32, len(slots))}
	index := newMaskHashTable(1 << 10)
	for i, slot := range slots {
		mask := maskAt(masks, slot)
		at := index.probe(mask)
		if index.codes[at] == 0 {
			index.insert(at, mask, c.add(mask))
			at = index.probe(mask)
		}
		code := index.codes[at] - 1
		c.codes[i] = code
		c.counts[code]++
	}
	return c
}

// tableBits is how wide masks are at most that index a table themselves, which
// the caches have room for.
const tableBits = 16

// masks16 is the masks in a quarter of the memory. Along the slots they are
// looked up here and there, and that is what the time of coding is spent on: a
// million take 10 ms rather than 15, and 45 when they are hashed.
func masks16(masks []uint64) []uint16 {
	narrow := make([]uint16, len(masks))
	for slot, mask := range masks {
		narrow[slot] = uint16(mask)
	}
	return narrow
}

// encodeByTable is encode with a table of code + 1 by mask, 0 where there is none
// yet.
func encodeByTable(slots []uint32, masks []uint16, table []uint32) maskDictionary {
	c := maskDictionary{codes: make([]uint32, len(slots))}
	for i, slot := range slots {
		mask := maskAt(masks, slot)
		code := table[mask]
		if code == 0 {
			code = c.add(uint64(mask))
			table[mask] = code
		}
		c.codes[i] = code - 1
	}
	for _, code := range c.codes { // on its own, as counting holds up the look-ups above
		c.counts[code]++
	}
	return c
}

func maskAt[mask uint16 | uint64](masks []mask, slot uint32) mask {
	if int(slot) >= len(masks) {
		return 0
	}
	return masks[slot]
}

// add makes a code for a mask that has none, and returns it + 1.
func (c *maskDictionary) add(mask uint64) uint32 {
	c.masks, c.counts = append(c.masks, mask), append(c.counts, 0)
	return uint32(len(c.masks))
}

// maskHashTable finds the code of a mask: a hash table of a power of two, at most
// half full, probed along.
type maskHashTable struct {
	masks []uint64
	codes []uint32 // code + 1; 0 where free
	used  int
	shift int // of the hash, down to a place in the table
}

func newMaskHashTable(size int) *maskHashTable {
	return &maskHashTable{masks: make([]uint64, size), codes: make([]uint32, size), shift: 64 - bits.Len(uint(size-1))}
}

// probe is the place of the mask, or the free one where it belongs.
func (x *maskHashTable) probe(mask uint64) int {
	const spread = 0x9e3779b97f4a7c15 // 2^64 divided by the golden ratio
	at := int(mask * spread >> x.shift)
	for x.codes[at] != 0 && x.masks[at] != mask {
		at = (at + 1) & (len(x.masks) - 1)
	}
	return at
}

// insert fills the free place that find gave, and grows the table.
func (x *maskHashTable) insert(at int, mask uint64, code uint32) {
	x.masks[at], x.codes[at] = mask, code
	x.used++
	if 2*x.used < len(x.masks) {
		return
	}
	larger := newMaskHashTable(4 * len(x.masks))
	for i, code := range x.codes {
		if code != 0 {
			to := larger.probe(x.masks[i])
			larger.masks[to], larger.codes[to] = x.masks[i], code
		}
	}
	larger.used = x.used
	*x = *larger
}

// sums is the pull of each distinct mask.
func (c maskDictionary) sums(t *scoreTable) []uint32 {
	sums := make([]uint32, len(c.masks))
	for code, mask := range c.masks {
		sums[code] = t.sum(mask)
	}
	return sums
}

// denseRankSums turns sums into levels: 0 for all that have the highest sum, 1 for the
// next, and so on. It returns how many levels there are.
func denseRankSums(sums []uint32, total uint32) int {
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
