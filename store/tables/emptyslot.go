package tables

import (
	"strconv"
	"strings"
)

// An account that was forgotten leaves an empty slot, and so does each of its
// contacts, as numbers have no gaps. Instead of an external id it has the number
// behind a control character, which no id has that was read from a file.
const emptySlotMark = "\x01"

// EmptySlots is what external ids of empty slots are LIKE.
const EmptySlots = emptySlotMark + "%"

// The external ids of empty slots are from the first and below the second, so that an index
// finds them.
const (
	EmptySlotsFrom = emptySlotMark
	EmptySlotsTo   = "\x02"
)

// EmptySlotID is what the empty slot of a number has for an external id.
func EmptySlotID(number int64) string { return emptySlotMark + strconv.FormatInt(number, 10) }

// IsEmptySlot reports whether the external id is that of an empty slot.
func IsEmptySlot(external string) bool { return strings.HasPrefix(external, emptySlotMark) }
