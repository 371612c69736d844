package rank

import "sync"

// sorted is the slots of the view, best first. The view stands in the order
// that breaks ties, so what is left is a stable sort by the two scores and, for
// some orders, one more key.
func (v *cohort) sorted(by Order, adoption, fit *scoreTable) []uint32 {
	s := scratchPool.Get().(*scratch)
	defer scratchPool.Put(s)
	a, f := v.adoption.sums(adoption), v.fit.sums(fit)
	if by == ByMean && adoption.total > 0 && fit.total > 0 {
		return v.sortByKey(s, meanKey(a, f, adoption.total, fit.total))
	}
	as, fs := denseRankSums(a, adoption.total), denseRankSums(f, fit.total)
	switch by {
	case ByFit:
		return v.sortBySides(s, scoredSide{v.fit, f, fs}, scoredSide{v.adoption, a, as})
	case ByDaysLeft:
		return v.sortByKey(s, rankKey(v.daysLeft(), a, f, as, fs))
	case ByLastSeen:
		return v.sortByKey(s, rankKey(v.lastSeen(), a, f, as, fs))
	case ByAdoption, ByMean:
	}
	return v.sortBySides(s, scoredSide{v.adoption, a, as}, scoredSide{v.fit, f, fs})
}

// scoredSide is what a scorecard makes of the masks of one side.
type scoredSide struct {
	maskDictionary
	ranks     []uint32 // by code, 0 the best score
	rankCount int      // of levels
}

// starts is where each level begins among all slots sorted by level. It takes
// no pass over the slots: how many have each code is known.
func (d scoredSide) starts() []uint32 {
	starts := make([]uint32, d.rankCount)
	for code, slots := range d.counts {
		starts[d.ranks[code]] += slots
	}
	prefixSums(starts)
	return starts
}

// sortBySides sorts by the major score, then the minor one: two counting sorts,
// the minor first as both are stable. Between them each slot carries its major
// level along, above the bits of the slot.
func (v *cohort) sortBySides(s *scratch, major, minor scoredSide) []uint32 {
	order := make([]uint32, len(v.slots))
	if v.populationSize <= maxPackedSlots && major.rankCount <= maxPackedRanks {
		s.packed32 = resize(s.packed32, len(order))
		v.sort32(s.packed32, order, major, minor)
	} else {
		s.packed = resize(s.packed, len(order))
		v.sort64(s.packed, order, major, minor)
	}
	return order
}

// sort64 is sortBySides for any number of slots and levels.
func (v *cohort) sort64(packed []uint64, order []uint32, major, minor scoredSide) {
	starts := minor.starts()
	for i, slot := range v.slots {
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

// A word of 32 bits holds the slot and the level of most rankings of up to a
// million accounts.
const (
	packedSlotBits = 20
	maxPackedSlots = 1 << packedSlotBits
	maxPackedRanks = 1 << (32 - packedSlotBits)
)

// sort32 is sortBySides with half the memory going through the caches, which
// is what the time is spent on.
func (v *cohort) sort32(packed, order []uint32, major, minor scoredSide) {
	starts := minor.starts()
	for i, slot := range v.slots {
		level := minor.ranks[minor.codes[i]]
		at := starts[level]
		starts[level] = at + 1
		packed[at] = major.ranks[major.codes[i]]<<packedSlotBits | slot
	}
	starts = major.starts()
	for _, word := range packed {
		level := word >> packedSlotBits
		at := starts[level]
		starts[level] = at + 1
		order[at] = word & (maxPackedSlots - 1)
	}
}

// prefixSums turns counts into the place where each begins.
func prefixSums(counts []uint32) {
	var start uint32
	for i, count := range counts {
		counts[i] = start
		start += count
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

// resize is a slice of n words of any value, in the given memory if it suffices.
func resize[word uint32 | uint64](words []word, n int) []word {
	if cap(words) < n {
		return make([]word, n)
	}
	return words[:n]
}
