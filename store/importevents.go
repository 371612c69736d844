package store

import (
	"cmp"
	"slices"

	"trialist/scoring/eventlog"
	"trialist/scoring/record"
	"trialist/scoring/value"
)

// The instants that a log holds, years 1 to 9999.
const (
	earliestEvent value.Instant = -62135596800000
	latestEvent   value.Instant = 253402300799999
)

// aheadRows is how many rows are looked up together, see idMap. What that
// brings into the cache must still be there when it is used.
const aheadRows = 256

// takeEvents resolves the rows and collects them.
func (im *importer) takeEvents(rows []record.EventRow) error {
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

func (im *importer) takeEvent(row *record.EventRow, hash uint64) error {
	if row.At < earliestEvent || row.At > latestEvent {
		im.reject(record.Reject{Line: row.Line, Reason: "the time is outside the years 1 to 9999", Row: string(row.Name)})
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
func (im *importer) collect(account uint32, row *record.EventRow) error {
	e := fullEvent{id: row.ID, Entry: eventlog.Entry{
		Event: eventlog.EventID(im.eventNames.intern(row.Name)), At: row.At, Count: row.Count,
	}}
	if len(row.Contact) > 0 {
		contact, _ := im.contacts.intern(row.Contact)
		e.Contact = eventlog.ContactID(contact)
	}
	return im.events.add(account, e)
}

// accountEvents are the event rows of one account, in either of two forms: bare
// events as integers that sort as they should, others in full.
type accountEvents struct {
	account uint32
	bare    []uint64
	full    []fullEvent
}

// fullEvent is an event row unpacked.
type fullEvent struct {
	eventlog.Entry
	id uint64 // the row's own, 0 without one
}

// A bare event is its id above its instant counted from the earliest.
const instantBits = 49

// bareEntry unpacks a bare event.
func bareEntry(key uint64) eventlog.Entry {
	return eventlog.Entry{
		Event: eventlog.EventID(key >> instantBits),
		At:    value.Instant(key&(1<<instantBits-1)) + earliestEvent,
		Count: 1,
	}
}

// entries appends the rows in the order of logs, without those whose id another
// row has: the same row delivered twice happened once. An id tells rows apart
// within their account, so that what must be looked through stays small.
// repeated is how many were left out.
func (a *accountEvents) entries(dst []eventlog.Entry) (entries []eventlog.Entry, repeated int) {
	if len(a.full) == 0 {
		for _, key := range a.bare {
			dst = append(dst, bareEntry(key))
		}
		return dst, 0
	}
	for _, key := range a.bare {
		a.full = append(a.full, fullEvent{Entry: bareEntry(key)})
	}
	slices.SortFunc(a.full, func(a, b fullEvent) int {
		return cmp.Or(eventlog.Compare(a.Entry, b.Entry), cmp.Compare(b.Count, a.Count))
	})
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
