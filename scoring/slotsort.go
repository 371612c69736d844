package scoring

import "math/bits"

// levels say how many distinct instants come before that of an account.
type levels struct {
	by    []uint32 // slot, or place along the slots of a view
	count int      // of distinct instants
}

// sortSlots sorts slots by the instant of each, in place and stably; the latest
// first when asked for. Instants that are not known come last either way.
func sortSlots(slots []uint32, instants []Instant, latestFirst bool) levels {
	first, last := knownExtent(instants)
	unknown := uint64(last-first) + 1
	keys := make([]uint64, len(slots))
	for i, slot := range slots {
		switch at := instants[slot]; {
		case !at.Known():
			keys[i] = unknown
		case latestFirst:
			keys[i] = uint64(last - at)
		default:
			keys[i] = uint64(at - first)
		}
	}
	keys = radixSort(slots, keys, bits.Len64(unknown))
	l := levels{by: make([]uint32, len(instants))}
	for i, slot := range slots {
		if i == 0 || keys[i] != keys[i-1] {
			l.count++
		}
		l.by[slot] = uint32(l.count - 1)
	}
	return l
}

// knownExtent is the earliest and the latest of the known instants.
func knownExtent(instants []Instant) (first, last Instant) {
	first, last = Never, Never
	for _, at := range instants {
		last = max(last, at)
		if at.Known() && (at < first || !first.Known()) {
			first = at
		}
	}
	return first, last
}

// radixSort sorts slots by keys of width bits, in place and stably, a digit at
// a time from the lowest, and returns the keys in their order.
func radixSort(slots []uint32, keys []uint64, width int) []uint64 {
	const mostDigits = (64 + digitBits - 1) / digitBits
	digits := (width + digitBits - 1) / digitBits
	var counts [mostDigits][1 << digitBits]uint32
	for _, key := range keys {
		for d := range digits {
			counts[d][key>>(d*digitBits)&digitMask]++
		}
	}
	from, to := slots, make([]uint32, len(slots))
	spare := make([]uint64, len(keys))
	for d := range digits {
		at, shift := &counts[d], d*digitBits
		startsOf(at[:])
		for i, key := range keys {
			place := &at[key>>shift&digitMask]
			spare[*place], to[*place] = key, from[i]
			*place++
		}
		keys, spare = spare, keys
		from, to = to, from
	}
	copy(slots, from)
	return keys
}
