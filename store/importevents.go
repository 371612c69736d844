package store

import (
	"slices"

	"trialist/scoring"
)

// The instants that a log holds, years 1 to 9999.
const (
	earliestEvent scoring.Instant = -62135596800000
	latestEvent   scoring.Instant = 253402300799999
)

// pendingEvent is an event row between the file and the logs. What most rows do
// not have lies elsewhere, to keep the many small.
type pendingEvent struct {
	account uint32
	what    uint32 // event id or, with extraFlag, index of an eventExtra
	at      scoring.Instant
}

const extraFlag = 1 << 31

// eventExtra is an event row that is not bare: it has a contact, a count other
// than 1 or an id of its own.
type eventExtra struct {
	event, contact, count uint32
	id                    uint64
}

// aheadRows is how many rows are looked up together, see idMap. What that
// brings into the cache must still be there when it is used.
const aheadRows = 256

// takeEvents resolves the rows and collects them.
func (im *importer) takeEvents(rows []scoring.EventRow) error {
	ids := im.accounts.ids
	var hashes [aheadRows]uint64
	for len(rows) > 0 {
		n := min(len(rows), aheadRows)
		for i := range n {
			hashes[i] = ids.hash(rows[i].Account)
		}
		im.warmed += ids.warm(hashes[:n])
		for i := range n {
			if err := im.takeEvent(&rows[i], hashes[i]); err != nil {
				return err
			}
		}
		rows = rows[n:]
	}
	return nil
}

func (im *importer) takeEvent(row *scoring.EventRow, hash uint64) error {
	if row.At < earliestEvent || row.At > latestEvent {
		im.reject(scoring.Reject{Line: row.Line, Reason: "the time is outside the years 1 to 9999", Row: string(row.Name)})
		return nil
	}
	if row.Count == 0 {
		im.audit.Duplicate++ // it says that nothing happened
		return nil
	}
	account, fresh := im.accounts.ids.internHashed(row.Account, hash)
	if fresh {
		im.accounts.made(string(row.Account))
	}
	if im.isFuture(row.At) {
		im.audit.Future++
	}
	im.lastEvent = max(im.lastEvent, row.At)
	return im.collect(account, row)
}

// collect puts a row with the events to come.
func (im *importer) collect(account uint32, row *scoring.EventRow) error {
	x := eventExtra{event: im.eventNames.intern(row.Name), count: row.Count, id: row.ID}
	if len(row.Contact) > 0 {
		people, err := im.people()
		if err != nil {
			return err
		}
		x.contact, _ = people.intern(row.Contact)
	}
	return im.events.add(account, row.At, x)
}

// accountEvents are the event rows of one account, in either of two forms: bare
// events as integers that sort as they should, others in full.
type accountEvents struct {
	account uint32
	bare    []uint64
	full    []fullEvent

	sorted []uint64 // what bare is sorted with
	starts []uint32
}

// fullEvent is an event row unpacked.
type fullEvent struct {
	scoring.Entry
	id uint64 // the row's own, 0 without one
}

// A bare event is its id above its instant counted from the earliest.
const (
	instantBits  = 49
	maxBareEvent = 1<<(64-instantBits) - 1
)

// add unpacks a row.
func (a *accountEvents) add(e pendingEvent, extras []eventExtra) {
	if e.what&extraFlag == 0 {
		if e.what <= maxBareEvent {
			a.bare = append(a.bare, uint64(e.what)<<instantBits|uint64(e.at-earliestEvent))
		} else {
			a.full = append(a.full, fullEvent{Entry: scoring.Entry{Event: scoring.EventID(e.what), At: e.at, Count: 1}})
		}
		return
	}
	x := extras[e.what&^extraFlag]
	a.full = append(a.full, fullEvent{id: x.id, Entry: scoring.Entry{
		Event: scoring.EventID(x.event), Contact: scoring.ContactID(x.contact), At: e.at, Count: x.count,
	}})
}

// bareEntry unpacks a bare event.
func bareEntry(key uint64) scoring.Entry {
	return scoring.Entry{
		Event: scoring.EventID(key >> instantBits),
		At:    scoring.Instant(key&(1<<instantBits-1)) + earliestEvent,
		Count: 1,
	}
}

// sortBare sorts the bare events. Files are mostly in the order of time, and then
// it is enough to put the events of each name together, in a third of the time.
func (a *accountEvents) sortBare() {
	top := 0
	for _, key := range a.bare {
		top = max(top, int(key>>instantBits))
	}
	if top > 4*len(a.bare)+64 {
		slices.Sort(a.bare)
		return
	}
	a.starts = slices.Grow(a.starts[:0], top+2)[:top+2]
	clear(a.starts)
	for _, key := range a.bare {
		a.starts[key>>instantBits+1]++
	}
	for i := 1; i < len(a.starts); i++ {
		a.starts[i] += a.starts[i-1]
	}
	a.sorted = slices.Grow(a.sorted[:0], len(a.bare))[:len(a.bare)]
	for _, key := range a.bare {
		at := &a.starts[key>>instantBits]
		a.sorted[*at] = key
		*at++
	}
	a.bare, a.sorted = a.sorted, a.bare
	if !slices.IsSorted(a.bare) {
		slices.Sort(a.bare)
	}
}

// entries appends the rows in the order of logs, without those whose id another
// row has: the same row delivered twice happened once. An id tells rows apart
// within their account, so that what must be looked through stays small.
// repeated is how many were left out.
func (a *accountEvents) entries(dst []scoring.Entry) (entries []scoring.Entry, repeated int) {
	if len(a.full) == 0 {
		a.sortBare()
		for _, key := range a.bare {
			dst = append(dst, bareEntry(key))
		}
		return dst, 0
	}
	for _, key := range a.bare {
		a.full = append(a.full, fullEvent{Entry: bareEntry(key)})
	}
	slices.SortFunc(a.full, func(a, b fullEvent) int { return scoring.CompareEntries(a.Entry, b.Entry) })
	seen := make(map[uint64]struct{})
	for _, e := range a.full {
		if e.id != 0 {
			if _, again := seen[e.id]; again {
				repeated++
				continue
			}
			seen[e.id] = struct{}{}
		}
		dst = append(dst, e.Entry)
	}
	return dst, repeated
}
