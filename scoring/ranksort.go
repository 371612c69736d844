package scoring

import "sync"

// sorted is the slots of the view, best first. The view stands in the order
// that breaks ties, so what is left is a stable sort by the two scores and, for
// some orders, one more key.
func (v *view) sorted(by Order, adoption, fit *tally) []uint32 {
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	a, f := v.adoption.sums(adoption), v.fit.sums(fit)
	if by == ByMean && adoption.total > 0 && fit.total > 0 {
		return v.sortKeys(s, meanKeys(a, f, adoption.total, fit.total))
	}
	as, fs := rankSums(a, adoption.total), rankSums(f, fit.total)
	switch by {
	case ByFit:
		return v.sortSides(s, side{v.fit, f, fs}, side{v.adoption, a, as})
	case ByLeft:
		return v.sortKeys(s, levelKeys(v.left(), a, f, as, fs))
	case BySeen:
		return v.sortKeys(s, levelKeys(v.seen(), a, f, as, fs))
	case ByAdoption, ByMean:
	}
	return v.sortSides(s, side{v.adoption, a, as}, side{v.fit, f, fs})
}

// side is what a scorecard makes of the masks of one side.
type side struct {
	coded
	levels []uint32 // by code, 0 the best score
	count  int      // of levels
}

// starts is where each level begins among all slots sorted by level. It takes
// no pass over the slots: how many have each code is known.
func (d side) starts() []uint32 {
	starts := make([]uint32, d.count)
	for code, slots := range d.slots {
		starts[d.levels[code]] += slots
	}
	startsOf(starts)
	return starts
}

// sortSides sorts by the major score, then the minor one: two counting sorts,
// the minor first as both are stable. Between them each slot carries its major
// level along, above the bits of the slot.
func (v *view) sortSides(s *scratch, major, minor side) []uint32 {
	order := make([]uint32, len(v.slots))
	if v.population <= narrowSlots && major.count <= narrowLevels {
		s.narrow = sized(s.narrow, len(order))
		v.sortNarrow(s.narrow, order, major, minor)
	} else {
		s.packed = sized(s.packed, len(order))
		v.sortWide(s.packed, order, major, minor)
	}
	return order
}

// sortWide is sortSides for any number of slots and levels.
func (v *view) sortWide(packed []uint64, order []uint32, major, minor side) {
	starts := minor.starts()
	for i, slot := range v.slots {
		at := &starts[minor.levels[minor.codes[i]]]
		packed[*at] = uint64(major.levels[major.codes[i]])<<32 | uint64(slot)
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
	narrowBits   = 20
	narrowSlots  = 1 << narrowBits
	narrowLevels = 1 << (32 - narrowBits)
)

// sortNarrow is sortSides with half the memory going through the caches, which
// is what the time is spent on.
func (v *view) sortNarrow(packed, order []uint32, major, minor side) {
	starts := minor.starts()
	for i, slot := range v.slots {
		level := minor.levels[minor.codes[i]]
		at := starts[level]
		starts[level] = at + 1
		packed[at] = major.levels[major.codes[i]]<<narrowBits | slot
	}
	starts = major.starts()
	for _, word := range packed {
		level := word >> narrowBits
		at := starts[level]
		starts[level] = at + 1
		order[at] = word & (narrowSlots - 1)
	}
}

// startsOf turns counts into the place where each begins.
func startsOf(counts []uint32) {
	var start uint32
	for i, count := range counts {
		counts[i] = start
		start += count
	}
}

// scratch is memory that one sort needs and leaves behind; no ranking keeps it.
type scratch struct {
	keys   []uint64
	packed []uint64
	spare  []uint64
	narrow []uint32
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// sized is a slice of n words of any value, in the given memory if it suffices.
func sized[word uint32 | uint64](words []word, n int) []word {
	if cap(words) < n {
		return make([]word, n)
	}
	return words[:n]
}
