package ingest

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

// stageEvents resolves the rows and collects them.
func (im *importer) stageEvents(rows []record.EventRow) error {
	for i := range rows {
		if err := im.stageEvent(&rows[i]); err != nil {
			return err
		}
	}
	return nil
}

func (im *importer) stageEvent(row *record.EventRow) error {
	if row.At < earliestEvent || row.At > latestEvent {
		im.reject(record.Reject{Line: row.Line, Reason: "the time is outside the years 1 to 9999", Row: string(row.Name)})
		return nil
	}
	if row.Count == 0 {
		im.audit.Duplicate++ // it says that nothing happened
		return nil
	}
	account, fresh := im.accounts.ids.getOrInsert(row.Account)
	if fresh {
		im.accounts.register(string(row.Account))
	}
	if im.isFuture(row.At) {
		im.audit.Future++
	}
	im.hasCounts = im.hasCounts || row.Count > 1
	im.lastEvent = max(im.lastEvent, row.At)
	return im.addEvent(account, row)
}

// addEvent puts a row with the events to come.
func (im *importer) addEvent(account uint32, row *record.EventRow) error {
	e := wideEvent{id: row.ID, Entry: eventlog.Entry{
		Event: eventlog.EventID(im.eventNames.getOrInsert(row.Name)), At: row.At, Count: row.Count,
	}}
	if len(row.Contact) > 0 {
		contact, _ := im.contacts.getOrInsert(row.Contact)
		e.Contact = eventlog.ContactID(contact)
	}
	return im.partitions.add(account, e)
}

// accountEvents are the event rows of one account, in either of two forms: bare
// events as integers that sort as they should, others in full.
type accountEvents struct {
	account uint32
	compact []uint64
	wide    []wideEvent
}

// wideEvent is an event row unpacked.
type wideEvent struct {
	eventlog.Entry
	id uint64 // the row's own, 0 without one
}

// A bare event is its id above its instant counted from the earliest.
const instantBits = 49

// decodeCompact unpacks a bare event.
func decodeCompact(key uint64) eventlog.Entry {
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
	if len(a.wide) == 0 {
		for _, key := range a.compact {
			dst = append(dst, decodeCompact(key))
		}
		return dst, 0
	}
	for _, key := range a.compact {
		a.wide = append(a.wide, wideEvent{Entry: decodeCompact(key)})
	}
	slices.SortFunc(a.wide, func(a, b wideEvent) int {
		return cmp.Or(eventlog.Compare(a.Entry, b.Entry), cmp.Compare(b.Count, a.Count))
	})
	seen := make(map[uint64]struct{})
	for _, e := range a.wide {
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
