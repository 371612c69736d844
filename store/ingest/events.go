package ingest

import (
	"cmp"
	"slices"

	"trialist/scoring/eventlog"
	"trialist/scoring/record"
	"trialist/scoring/value"
)

// The instants that a log can hold: the years 1 to 9999.
const (
	earliestEvent value.Instant = -62135596800000
	latestEvent   value.Instant = 253402300799999
)

// lookUpRows is how many rows are looked up together, see idMap.touch. What that
// loads into the cache must still be there when a row is staged.
const lookUpRows = 256

// stageEvents resolves the rows and puts them into their partitions.
func (im *importer) stageEvents(rows []record.EventRow) error {
	ids := im.accounts.ids
	var hashes [lookUpRows]uint64
	for len(rows) > 0 {
		n := min(len(rows), lookUpRows)
		for i := range n {
			hashes[i] = ids.hash(rows[i].Account)
		}
		im.touched += ids.touch(hashes[:n])
		for i := range n {
			if err := im.stageEvent(&rows[i], hashes[i]); err != nil {
				return err
			}
		}
		rows = rows[n:]
	}
	return nil
}

// stageEvent is stageEvents for a row, whose account has the hash.
func (im *importer) stageEvent(row *record.EventRow, hash uint64) error {
	if row.At < earliestEvent || row.At > latestEvent {
		im.reject(record.Reject{Line: row.Line, Reason: "the time is outside the years 1 to 9999", Row: string(row.Name)})
		return nil
	}
	if row.Count == 0 {
		im.audit.Duplicate++ // as nothing happened
		return nil
	}
	account, fresh := im.accounts.ids.getOrInsertHashed(row.Account, hash)
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

// addEvent puts a row into the partition of its account.
func (im *importer) addEvent(account uint32, row *record.EventRow) error {
	event := eventlog.EventID(im.eventNames.getOrInsert(row.Name))
	if row.Count == 1 && len(row.Contact) == 0 && row.ID == 0 {
		return im.partitions.addSimple(account, event, row.At)
	}
	e := wideEvent{id: row.ID, Entry: eventlog.Entry{Event: event, At: row.At, Count: row.Count}}
	if len(row.Contact) > 0 {
		contact, _ := im.contacts.getOrInsert(row.Contact)
		e.Contact = eventlog.ContactID(contact)
	}
	im.eventIDs.look(account, &e, row.Line)
	return im.partitions.add(account, e)
}

// accountEvents is the event rows of one account. Most are compact: integers that
// sort in the order of logs. The others have a contact, a count or an id.
type accountEvents struct {
	account uint32
	compact []uint64
	wide    []wideEvent
}

// wideEvent is an event row with all its fields.
type wideEvent struct {
	eventlog.Entry
	id uint64 // of the row, 0 without one
}

// instantBits is how many low bits of a compact event are the instant, counted from
// the earliest. The id of the event is above them.
const instantBits = 49

// decodeCompact decodes a compact event.
func decodeCompact(key uint64) eventlog.Entry {
	return eventlog.Entry{
		Event: eventlog.EventID(key >> instantBits),
		At:    value.Instant(key&(1<<instantBits-1)) + earliestEvent,
		Count: 1,
	}
}

// sameIDs is how many rows of an account have an id that an earlier one has.
type sameIDs struct {
	repeats   int // and say the same, or are trusted to be the same
	conflicts int // and say something else
}

// entries appends the rows in the order of logs. It leaves out rows that say what
// another row with their id says, as the same row delivered twice happened once; where
// ids are trusted it leaves out whatever has the id of another row. Ids are compared
// within an account only, so that few are in memory at a time.
func (a *accountEvents) entries(dst []eventlog.Entry, trusted bool) (entries []eventlog.Entry, same sameIDs) {
	if len(a.wide) == 0 {
		for _, key := range a.compact {
			dst = append(dst, decodeCompact(key))
		}
		return dst, sameIDs{}
	}
	for _, key := range a.compact {
		a.wide = append(a.wide, wideEvent{Entry: decodeCompact(key)})
	}
	slices.SortFunc(a.wide, func(a, b wideEvent) int {
		return cmp.Or(eventlog.Compare(a.Entry, b.Entry), cmp.Compare(b.Count, a.Count))
	})
	seen := make(map[uint64]eventlog.Entry) // the last with each id: rows that say the same follow one another
	for _, e := range a.wide {
		if e.id != 0 {
			before, again := seen[e.id]
			switch {
			case again && (trusted || eventlog.Compare(before, e.Entry) == 0):
				same.repeats++
				continue
			case again:
				same.conflicts++
			}
			seen[e.id] = e.Entry
		}
		dst = append(dst, e.Entry)
	}
	return dst, same
}
