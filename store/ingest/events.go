package ingest

import (
	"trialist/scoring/eventlog"
	"trialist/scoring/record"
	"trialist/store/ingest/eventsort"
)

// lookUpRows is how many rows are looked up together, see [idmap.Map.Touch]. What that
// loads into the cache must still be there when a row is staged.
const lookUpRows = 256

// stageEvents resolves the rows and puts them into their partitions.
func (im *importer) stageEvents(rows []record.EventRow) error {
	ids := im.accounts.ids
	var hashes [lookUpRows]uint64
	for len(rows) > 0 {
		n := min(len(rows), lookUpRows)
		for i := range n {
			hashes[i] = ids.Hash(rows[i].Account)
		}
		im.touched += ids.Touch(hashes[:n])
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
	if row.At < eventsort.EarliestEvent || row.At > eventsort.LatestEvent {
		im.reject(record.Reject{Line: row.Line, Reason: "the time is outside the years 1 to 9999", Row: string(row.Name)})
		return nil
	}
	if row.Count == 0 {
		im.audit.Duplicate++ // as nothing happened
		return nil
	}
	account, fresh := im.accounts.ids.GetOrInsertHashed(row.Account, hash)
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
		return im.partitions.AddSimple(account, event, row.At)
	}
	e := eventsort.Row{ID: row.ID, Entry: eventlog.Entry{Event: event, At: row.At, Count: row.Count}}
	if len(row.Contact) > 0 {
		contact, _ := im.contacts.getOrInsert(row.Contact)
		e.Contact = eventlog.ContactID(contact)
	}
	im.eventIDs.Add(account, &e, row.Line)
	return im.partitions.Add(account, e)
}
