package rank

import "sync"

// sorted is the slots of the cohort, best first. The cohort stands in tie-break
// order, so what is left is a stable sort by the two scores and, for some orders,
// one more key.
func (c *cohort) sorted(by Order, adoption, fit *scoreTable) []uint32 {
	s := scratchPool.Get().(*scratch)
	defer scratchPool.Put(s)
	a, f := c.adoption.sums(adoption), c.fit.sums(fit)
	if by == ByMean && adoption.total > 0 && fit.total > 0 {
		return c.sortByKey(s, meanKey(a, f, adoption.total, fit.total))
	}
	adoptionCount, fitCount := denseRankSums(a, adoption.total), denseRankSums(f, fit.total)
	adoptionSide, fitSide := scoredSide{c.adoption, a, adoptionCount}, scoredSide{c.fit, f, fitCount}
	switch by {
	case ByFit:
		return c.sortBySides(s, fitSide, adoptionSide)
	case ByDaysLeft:
		return c.sortByKey(s, rankKey(c.daysLeft(), a, f, adoptionCount, fitCount))
	case ByLastSeen:
		return c.sortByKey(s, rankKey(c.lastSeen(), a, f, adoptionCount, fitCount))
	case ByAdoption, ByMean:
	}
	return c.sortBySides(s, adoptionSide, fitSide)
}

// scoredSide is what a scorecard makes of the masks of one side.
type scoredSide struct {
	maskDictionary
	ranks     []uint32 // by code: the dense rank of the score, 0 the best
	rankCount int      // distinct scores
}

// starts is where each rank begins among all slots sorted by rank. It takes no
// pass over the slots: the dictionary knows how many have each code.
func (d scoredSide) starts() []uint32 {
	starts := make([]uint32, d.rankCount)
	for code, slots := range d.counts {
		starts[d.ranks[code]] += slots
	}
	countsToStarts(starts)
	return starts
}

// sortBySides sorts by the major score, then by the minor one: two counting
// sorts, the minor score first, as both are stable. In between, each slot is
// packed into a word with its major rank above it.
//
// Words of 32 bits hold the slots and ranks of most workspaces of up to a million
// accounts. They halve the memory that goes through the caches, which is what
// the time is spent on.
func (c *cohort) sortBySides(s *scratch, major, minor scoredSide) []uint32 {
	order := make([]uint32, len(c.slots))
	if c.populationSize <= maxPackedSlots && major.rankCount <= maxPackedRanks {
		s.packed32 = resize(s.packed32, len(order))
		c.sortPacked32(s.packed32, order, major, minor)
	} else {
		s.packed = resize(s.packed, len(order))
		c.sortPacked64(s.packed, order, major, minor)
	}
	return order
}

// How a word of 32 bits is shared by a slot and a rank.
const (
	packedSlotBits = 20
	maxPackedSlots = 1 << packedSlotBits
	maxPackedRanks = 1 << (32 - packedSlotBits)
)

func (c *cohort) sortPacked32(packed, order []uint32, major, minor scoredSide) {
	starts := minor.starts()
	for i, slot := range c.slots {
		at := &starts[minor.ranks[minor.codes[i]]]
		packed[*at] = major.ranks[major.codes[i]]<<packedSlotBits | slot
		*at++
	}
	starts = major.starts()
	for _, word := range packed {
		at := &starts[word>>packedSlotBits]
		order[*at] = word & (maxPackedSlots - 1)
		*at++
	}
}

// sortPacked64 is sortPacked32 for any number of slots and ranks.
func (c *cohort) sortPacked64(packed []uint64, order []uint32, major, minor scoredSide) {
	starts := minor.starts()
	for i, slot := range c.slots {
		at := &starts[minor.ranks[minor.codes[i]]]
		packed[*at] = uint64(major.ranks[major.codes[i]])<<32 | uint64(slot)
		*at++
	}
	starts = major.starts()
	for _, word := range packed {
		at := &starts[word>>32]
		order[*at] = uint32(word)
		*at++
	}
}

// scratch is memory that one sort needs and leaves behind; no ranking keeps it.
type scratch struct {
	keys     []uint64
	packed   []uint64
	spare    []uint64
	packed32 []uint32
}

var scratchPool = sync.Pool{New: func() any { return new(scratch) }}

// resize is a slice of n words of any value, in the given memory where it
// suffices.
func resize[word uint32 | uint64](words []word, n int) []word {
	if cap(words) < n {
		return make([]word, n)
	}
	return words[:n]
}
