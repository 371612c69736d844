package rank

import (
	"math/bits"

	"trialist/scoring/value"
)

// denseRanks say how many distinct instants come before that of each account,
// along the slots of a cohort: 0 for all that come first, 1 for the next, and so
// on.
type denseRanks struct {
	ranks []uint32
	count int // distinct instants
}

// denseRanksOf are the dense ranks of slots that are in the order of their
// instants.
func denseRanksOf(slots []uint32, instants []value.Instant) denseRanks {
	d := denseRanks{ranks: make([]uint32, len(slots))}
	var last value.Instant
	for i, slot := range slots {
		if at := instants[slot]; i == 0 || at != last {
			d.count, last = d.count+1, at
		}
		d.ranks[i] = uint32(d.count - 1)
	}
	return d
}

// daysLeftRanks are the dense ranks of trial ends, along slots in tie-break order,
// which goes by trial ends first.
func daysLeftRanks(slots []uint32, p *Population) denseRanks { return denseRanksOf(slots, p.End) }

// lastSeenRanks are the dense ranks of last seen, the latest first, along slots in
// any order.
func lastSeenRanks(slots []uint32, p *Population) denseRanks {
	sorted := append([]uint32(nil), slots...)
	sortSlots(sorted, p.LastSeen, true)
	d := denseRanksOf(sorted, p.LastSeen)
	bySlot := make([]uint32, len(p.LastSeen))
	for i, slot := range sorted {
		bySlot[slot] = d.ranks[i]
	}
	for i, slot := range slots {
		d.ranks[i] = bySlot[slot]
	}
	return d
}

// denseRankSums turns sums, of which total is the highest there can be, into dense
// ranks, the highest sum first. It returns how many distinct sums there are.
func denseRankSums(sums []uint32, total uint32) int {
	words := int(total/64) + 1
	present := make([]uint64, words) // a bit for each sum
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
