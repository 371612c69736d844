package rank

import (
	"trialist/scoring/value"
)

// TieBreakOrder is every slot in the order that breaks ties: fewer days left first,
// then seen more recently, then by external id. It does not depend on as-of
// other than through last seen, so whoever asks often may keep it.
func TieBreakOrder(byID []uint32, end, lastSeen []value.Instant) []uint32 {
	slots := make([]uint32, len(byID))
	for slot, rank := range byID {
		slots[rank] = uint32(slot)
	}
	sortSlots(slots, lastSeen, true) // the least significant key first, as the sorts are stable
	sortSlots(slots, end, false)
	return slots
}

// denseRanks say how many distinct instants come before that of each account along
// the slots of a view.
type denseRanks struct {
	ranks []uint32
	count int // of distinct instants
}

// denseRanksOf is the levels of slots that are in the order of their instants.
func denseRanksOf(slots []uint32, instants []value.Instant) denseRanks {
	l := denseRanks{ranks: make([]uint32, len(slots))}
	var last value.Instant
	for i, slot := range slots {
		if at := instants[slot]; i == 0 || at != last {
			l.count, last = l.count+1, at
		}
		l.ranks[i] = uint32(l.count - 1)
	}
	return l
}

// daysLeftRanks is the levels of trial ends, along slots in base order.
func daysLeftRanks(slots []uint32, p *Population) denseRanks { return denseRanksOf(slots, p.End) }

// lastSeenRanks is the levels of last seen, the latest first, along slots in any
// order.
func lastSeenRanks(slots []uint32, p *Population) denseRanks {
	sorted := append([]uint32(nil), slots...)
	sortSlots(sorted, p.LastSeen, true)
	l := denseRanksOf(sorted, p.LastSeen)
	bySlot := make([]uint32, len(p.LastSeen))
	for i, slot := range sorted {
		bySlot[slot] = l.ranks[i]
	}
	for i, slot := range slots {
		l.ranks[i] = bySlot[slot]
	}
	return l
}
