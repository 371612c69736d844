package rank

import (
	"math/bits"

	"trialist/scoring/value"
)

// sortSlots sorts slots by the instant of each, in place and stably; the latest
// first when asked for. Instants that are not known come last either way.
func sortSlots(slots []uint32, instants []value.Instant, latestFirst bool) {
	first, last := knownRange(instants)
	unit := coarsestUnit(instants)
	unknown := uint64(last-first)/unit + 1
	words, spare := make([]uint64, len(slots)), make([]uint64, len(slots))
	for shift := 0; unknown>>shift != 0; shift += 32 { // which is once unless milliseconds count
		for i, slot := range slots {
			key := unknown
			switch at := instants[slot]; {
			case !at.Known():
			case latestFirst:
				key = uint64(last-at) / unit
			default:
				key = uint64(at-first) / unit
			}
			words[i] = key>>shift<<32 | uint64(slot)
		}
		words, spare = radixSort(words, spare, min(32, bits.Len64(unknown>>shift)))
		for i, word := range words {
			slots[i] = uint32(word)
		}
	}
}

// knownRange is the earliest and the latest of the known instants.
func knownRange(instants []value.Instant) (first, last value.Instant) {
	first, last = value.Never, value.Never
	for _, at := range instants {
		last = max(last, at)
		if at.Known() && (at < first || !first.Known()) {
			first = at
		}
	}
	return first, last
}

// coarsestUnit is the longest of a day, a second and a millisecond of which all
// known instants are multiples. Most data is, and the fewer different keys there
// are the fewer digits they have.
func coarsestUnit(instants []value.Instant) uint64 {
	units := []value.Instant{value.Day, value.Second}
	for _, at := range instants {
		for len(units) > 0 && at.Known() && at%units[0] != 0 {
			units = units[1:]
		}
		if len(units) == 0 {
			return 1
		}
	}
	return uint64(units[0])
}

// radixSort sorts words by the width bits above the lower half, stably, a digit
// at a time from the lowest. It returns the sorted words and the other memory.
func radixSort(words, spare []uint64, width int) (sorted, rest []uint64) {
	digits := (width + digitBits - 1) / digitBits
	var counts [(32 + digitBits - 1) / digitBits][1 << digitBits]uint32
	for _, word := range words {
		for d := range digits {
			counts[d][word>>(32+d*digitBits)&digitMask]++
		}
	}
	for d := range digits {
		at, shift := &counts[d], 32+d*digitBits
		prefixSums(at[:])
		for _, word := range words {
			place := &at[word>>shift&digitMask]
			spare[*place] = word
			*place++
		}
		words, spare = spare, words
	}
	return words, spare
}
