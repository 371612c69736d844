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
	unknown := uint64(last-first)/unit + 1 // the key of those that are not known: above all others
	words, spare := make([]uint64, len(slots)), make([]uint64, len(slots))
	for shift := 0; unknown>>shift != 0; shift += 32 { // once, unless instants in milliseconds lie far apart
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

// coarsestUnit is the longest of a day, a second and a millisecond that divides
// all known instants. The longer it is, the fewer digits the keys have; most data
// has no milliseconds.
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

// The digits that keys are sorted by. The counts of one fit the first-level cache.
const (
	digitBits = 11
	digitMask = 1<<digitBits - 1
)

// radixSort sorts words by the width bits above their lower half, stably, one
// digit at a time from the lowest. It returns the sorted words and the memory
// that is not needed any more; which is which depends on the number of digits.
func radixSort(words, spare []uint64, width int) (sorted, rest []uint64) {
	for shift := 32; shift < 32+width; shift += digitBits {
		var starts [1 << digitBits]uint32
		for _, word := range words {
			starts[word>>shift&digitMask]++
		}
		countsToStarts(starts[:])
		for _, word := range words {
			at := &starts[word>>shift&digitMask]
			spare[*at] = word
			*at++
		}
		words, spare = spare, words
	}
	return words, spare
}

// countsToStarts turns how many there are of each key into where each begins.
func countsToStarts(counts []uint32) {
	var start uint32
	for i, count := range counts {
		counts[i] = start
		start += count
	}
}
