package pace

import (
	"maps"
	"slices"
)

// distribution is how many trials have which score. Scores of one scorecard are compared
// by their sums, which are whole numbers.
type distribution struct {
	sums  []uint32 // distinct, ascending
	below []uint32 // of each: trials with a lower one
	of    uint32   // trials
}

// newDistribution is that of trials counted by the sums of their scores.
func newDistribution(counts map[uint32]uint32) distribution {
	d := distribution{sums: slices.Sorted(maps.Keys(counts))}
	for _, sum := range d.sums {
		d.below = append(d.below, d.of)
		d.of += counts[sum]
	}
	return d
}

// percentile is the share of the trials that a sum is ahead of.
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
