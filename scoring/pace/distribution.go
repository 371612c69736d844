package pace

import (
	"maps"
	"slices"
)

// distribution counts trials by score. Scores of one scorecard compare as their sums, which
// are whole numbers.
type distribution struct {
	sums  []uint32 // distinct, ascending
	below []uint32 // of each: trials with a lower one
	of    uint32   // trials
}

// newDistribution makes a distribution from the number of trials by sum.
func newDistribution(counts map[uint32]uint32) distribution {
	d := distribution{sums: slices.Sorted(maps.Keys(counts))}
	for _, sum := range d.sums {
		d.below = append(d.below, d.of)
		d.of += counts[sum]
	}
	return d
}

// percentile is the percentile rank of a sum.
func (d distribution) percentile(sum uint32) Percentile {
	at, found := slices.BinarySearch(d.sums, sum)
	upTo := func(i int) uint32 {
		if i == len(d.sums) {
			return d.of
		}
		return d.below[i]
	}
	s := Percentile{Halves: 2 * upTo(at), Of: d.of}
	if found {
		s.Halves += upTo(at+1) - upTo(at)
	}
	return s
}
