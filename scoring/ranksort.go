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
// the minor first as both are stable.
func (v *view) sortSides(s *scratch, major, minor side) []uint32 {
	order := make([]uint32, len(v.slots))
	s.packed = sized(s.packed, len(order))
	starts := minor.starts()
	for i, slot := range v.slots {
		at := &starts[minor.levels[minor.codes[i]]]
		s.packed[*at] = uint64(major.levels[major.codes[i]])<<32 | uint64(slot)
		*at++
	}
	starts = major.starts()
	for _, word := range s.packed {
		at := &starts[word>>32]
		order[*at] = uint32(word)
		*at++
	}
	return order
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
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// sized is a slice of n words of any value, in the given memory if it suffices.
func sized(words []uint64, n int) []uint64 {
	if cap(words) < n {
		return make([]uint64, n)
	}
	return words[:n]
}
