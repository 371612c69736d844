package eventsort

import (
	"cmp"
	"slices"

	"trialist/scoring/eventlog"
	"trialist/scoring/value"
)

// The instants that a log can hold: the years 1 to 9999.
const (
	EarliestEvent value.Instant = -62135596800000
	LatestEvent   value.Instant = 253402300799999
)

// Rows is the event rows of one account. Most are compact: integers that
// sort in the order of logs. The others have a contact, a count or an id.
type Rows struct {
	Compact []uint64
	Wide    []Row
}

// Row is an event row with all its fields.
type Row struct {
	eventlog.Entry
	ID uint64 // of the row, 0 without one
}

// instantBits is how many low bits of a compact event are the instant, counted from
// the earliest. The id of the event is above them.
const instantBits = 49

// decodeCompact decodes a compact event.
func decodeCompact(key uint64) eventlog.Entry {
	return eventlog.Entry{
		Event: eventlog.EventID(key >> instantBits),
		At:    value.Instant(key&(1<<instantBits-1)) + EarliestEvent,
		Count: 1,
	}
}

// SameIDs is how many rows of an account have an id that an earlier one has.
type SameIDs struct {
	Repeats   int // and say the same, or are trusted to be the same
	Conflicts int // and say something else
}

// Entries appends the rows in the order of logs. It leaves out rows that say what
// another row with their id says, as the same row delivered twice happened once; where
// ids are trusted it leaves out whatever has the id of another row. Ids are compared
// within an account only, so that few are in memory at a time.
func (a *Rows) Entries(dst []eventlog.Entry, trusted bool) (entries []eventlog.Entry, same SameIDs) {
	if len(a.Wide) == 0 {
		for _, key := range a.Compact {
			dst = append(dst, decodeCompact(key))
		}
		return dst, SameIDs{}
	}
	for _, key := range a.Compact {
		a.Wide = append(a.Wide, Row{Entry: decodeCompact(key)})
	}
	slices.SortFunc(a.Wide, func(a, b Row) int {
		return cmp.Or(eventlog.Compare(a.Entry, b.Entry), cmp.Compare(b.Count, a.Count))
	})
	seen := make(map[uint64]eventlog.Entry) // the last with each id: rows that say the same follow one another
	for _, e := range a.Wide {
		if e.ID != 0 {
			before, again := seen[e.ID]
			switch {
			case again && (trusted || eventlog.Compare(before, e.Entry) == 0):
				same.Repeats++
				continue
			case again:
				same.Conflicts++
			}
			seen[e.ID] = e.Entry
		}
		dst = append(dst, e.Entry)
	}
	return dst, same
}
