package inspect

import (
	"fmt"

	"trialist/scoring/eventlog"
	"trialist/scoring/value"
	"trialist/store/ingest/eventsort"
	"trialist/store/ingest/note"
)

// EventIDs tells whether the column of ids of a file of events identifies what
// happened. It does not where rows have one id and differ in account, person, event or
// time: then it numbers something else, such as the kinds of events, and rows that it
// makes equal happened each.
type EventIDs struct {
	trusted   bool                 // the user said that they are ids
	first     map[uint64]eventFact // by id, the first maxEventIDs
	looked    int                  // rows that were compared with it
	conflicts int                  // rows with the id of a row that differs
	lines     []int                // of the first of those, and of what they differ from
	repeats   int                  // rows equal to another with their id, which were left out
}

// eventFact is what the first row with an id said.
type eventFact struct {
	account uint32
	entry   eventlog.Entry
	line    int
}

// maxEventIDs is how many rows with an id are compared across accounts. Rows of one
// account are all compared when they are merged.
const maxEventIDs = 1 << 17

// NewEventIDs compares nothing where the ids are trusted.
func NewEventIDs(trusted bool) EventIDs {
	return EventIDs{trusted: trusted, first: make(map[uint64]eventFact)}
}

// Add compares a row with the first that has its id.
func (x *EventIDs) Add(account uint32, e *eventsort.Row, line int) {
	if x.trusted || e.ID == 0 || x.looked == maxEventIDs {
		return
	}
	x.looked++
	first, ok := x.first[e.ID]
	switch {
	case !ok:
		x.first[e.ID] = eventFact{account, e.Entry, line}
	case first.account != account || eventlog.Compare(first.entry, e.Entry) != 0:
		if x.conflicts++; len(x.lines) < 2 {
			x.lines = []int{first.line, line}
		}
	}
}

// AddMerged takes in how many rows have the id of another row of their account.
func (x *EventIDs) AddMerged(same eventsort.SameIDs) {
	x.conflicts, x.repeats = max(x.conflicts, same.Conflicts), same.Repeats
}

// where names the lines of the first conflict, where they are known.
func (x *EventIDs) where() string {
	if len(x.lines) == 0 {
		return ""
	}
	return fmt.Sprintf(" (lines %s)", note.Lines(x.lines))
}

// Check is a question where some rows say that the ids in a column of the file identify
// what happened, and others that they do not.
func (x *EventIDs) Check(path, column string) error {
	if x.trusted || x.conflicts == 0 || x.repeats == 0 {
		return nil
	}
	header := value.Truncate(column)
	return fmt.Errorf("%s: it is not clear what column %q identifies: rows with the same %s are the same event in some cases and another account, person, event or time in others%s; "+
		"say --map '%s=event_id' if rows with the same %s happened once, or --map '%s=ignored' if each row happened",
		path, header, header, x.where(), header, header, header)
}

// Note is the note about a column of ids that identify nothing; ok is false without any.
func (x *EventIDs) Note(column string) (n note.Note, ok bool) {
	if x.trusted || x.conflicts == 0 {
		return note.Note{}, false
	}
	header := value.Truncate(column)
	text := fmt.Sprintf("column %q does not identify events: 1 row has the %s of another account, person, event or time", header, header)
	if x.conflicts > 1 {
		text = fmt.Sprintf("column %q does not identify events: %s rows have the %s of another account, person, event or time", header, value.FormatCount(x.conflicts), header)
	}
	return note.Note{Text: text + x.where() + "; each row counts", Count: x.conflicts}, true
}
