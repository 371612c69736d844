package rank

import (
	"trialist/scoring/value"
)

// TieBreakOrder is every slot in the order that breaks ties: fewer days left
// first, then seen more recently, then by external id. It depends on as-of only
// through last seen, so whoever asks often may keep it.
func TieBreakOrder(byID []uint32, end, lastSeen []value.Instant) []uint32 {
	slots := make([]uint32, len(byID))
	for slot, rank := range byID {
		slots[rank] = uint32(slot)
	}
	sortSlots(slots, lastSeen, true) // the least significant key first, as the sorts are stable
	sortSlots(slots, end, false)
	return slots
}
