package scoring

// BaseOrder is every slot in the order that breaks ties: fewer days left first,
// then seen more recently, then by external id. It does not depend on as-of
// other than through last seen, so whoever asks often may keep it.
func BaseOrder(byID []uint32, end, lastSeen []Instant) []uint32 {
	slots := make([]uint32, len(byID))
	for slot, rank := range byID {
		slots[rank] = uint32(slot)
	}
	sortSlots(slots, lastSeen, true) // the least significant key first, as the sorts are stable
	sortSlots(slots, end, false)
	return slots
}

// levels say how many distinct instants come before that of each account along
// the slots of a view.
type levels struct {
	by    []uint32
	count int // of distinct instants
}

// levelsOf is the levels of slots that are in the order of their instants.
func levelsOf(slots []uint32, instants []Instant) levels {
	l := levels{by: make([]uint32, len(slots))}
	var last Instant
	for i, slot := range slots {
		if at := instants[slot]; i == 0 || at != last {
			l.count, last = l.count+1, at
		}
		l.by[i] = uint32(l.count - 1)
	}
	return l
}

// leftLevels is the levels of trial ends, along slots in base order.
func leftLevels(slots []uint32, p *Population) levels { return levelsOf(slots, p.End) }

// seenLevels is the levels of last seen, the latest first, along slots in any
// order.
func seenLevels(slots []uint32, p *Population) levels {
	sorted := append([]uint32(nil), slots...)
	sortSlots(sorted, p.LastSeen, true)
	l := levelsOf(sorted, p.LastSeen)
	bySlot := make([]uint32, len(p.LastSeen))
	for i, slot := range sorted {
		bySlot[slot] = l.by[i]
	}
	for i, slot := range slots {
		l.by[i] = bySlot[slot]
	}
	return l
}
