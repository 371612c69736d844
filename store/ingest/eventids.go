package ingest

import (
	"fmt"

	"trialist/scoring/eventlog"
	"trialist/scoring/value"
	"trialist/store/ingest/eventsort"
)

// eventIDs tells whether the column of ids of a file of events identifies what
// happened. It does not where rows have one id and differ in account, person, event or
// time: then it numbers something else, such as the kinds of events, and rows that it
// makes equal happened each.
type eventIDs struct {
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

func newEventIDs(trusted bool) eventIDs {
	return eventIDs{trusted: trusted, first: make(map[uint64]eventFact)}
}

// look compares a row with the first that has its id.
func (x *eventIDs) look(account uint32, e *eventsort.Row, line int) {
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

// where names the lines of the first conflict, where they are known.
func (x *eventIDs) where() string {
	if len(x.lines) == 0 {
		return ""
	}
	return fmt.Sprintf(" (lines %s)", linesText(x.lines))
}

// check is a question where some rows say that the ids identify what happened and
// others that they do not.
func (x *eventIDs) check(o *Options) error {
	if x.trusted || x.conflicts == 0 || x.repeats == 0 {
		return nil
	}
	header := value.Truncate(o.EventID)
	return fmt.Errorf("%s: it is not clear what column %q identifies: rows with the same %s are the same event in some cases and another account, person, event or time in others%s; "+
		"say --map '%s=event_id' if rows with the same %s happened once, or --map '%s=ignored' if each row happened",
		o.Path, header, header, x.where(), header, header, header)
}

// note is the note about ids that identify nothing; ok is false without any.
func (x *eventIDs) note(o *Options) (n Note, ok bool) {
	if x.trusted || x.conflicts == 0 {
		return Note{}, false
	}
	header := value.Truncate(o.EventID)
	text := fmt.Sprintf("column %q does not identify events: 1 row has the %s of another account, person, event or time", header, header)
	if x.conflicts > 1 {
		text = fmt.Sprintf("column %q does not identify events: %s rows have the %s of another account, person, event or time", header, value.FormatCount(x.conflicts), header)
	}
	return Note{text + x.where() + "; each row counts", x.conflicts}, true
}
