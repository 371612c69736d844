package inspect

import (
	"cmp"
	"fmt"
	"slices"

	"trialist/scoring/eventlog"
	"trialist/scoring/value"
	"trialist/store/ingest/note"
)

// Likeness counts new events of a file that resemble stored ones: the same event at a
// shifted time, as after reading a file in another time zone, at another precision of
// time, or with a person that only one of the two has.
type Likeness struct {
	events  int                   // new events that were compared
	people  int                   // with a stored one at the same instant, of which one has a person and the other has none
	shifted map[value.Instant]int // with a stored one that is earlier by this
	coarser [len(precisions)]int  // with a stored one in the same second or minute, where only one of the two is exact
}

// precisions are the precisions that are compared with finer ones.
var precisions = [...]value.Instant{value.Second, value.Minute}

// The limits of the comparison, and how far apart time zones are.
const (
	MaxComparedAccounts = 500 // of an import; the caller counts them
	maxComparedEvents   = 200 // of an account
	maxShift            = 14 * value.Hour
	shiftStep           = 15 * value.Minute
)

// heldEvent is the time and the person of a stored event.
type heldEvent struct {
	at      value.Instant
	contact eventlog.ContactID
}

// Compare compares the entries that a file adds to the log of an account with the log.
func (l *Likeness) Compare(old eventlog.Log, entries []eventlog.Entry) {
	held := make(map[eventlog.EventID][]heldEvent)
	for g := range old.Groups() {
		for it := g.Iterate(); it.Next(); {
			held[g.Event] = append(held[g.Event], heldEvent{it.At, g.Contact})
		}
	}
	for _, list := range held {
		slices.SortFunc(list, func(a, b heldEvent) int { return cmp.Compare(a.at, b.at) })
	}
	for _, e := range entries[:min(len(entries), maxComparedEvents)] {
		l.compareEvent(held[e.Event], e)
	}
}

func (l *Likeness) compareEvent(held []heldEvent, e eventlog.Entry) {
	from, _ := slices.BinarySearchFunc(held, e.At-maxShift, func(h heldEvent, at value.Instant) int { return cmp.Compare(h.at, at) })
	person := false
	var coarser [len(precisions)]bool
	shifts := make(map[value.Instant]bool)
	for _, h := range held[from:] {
		if h.at > e.At+maxShift {
			break
		}
		switch shift := e.At - h.at; {
		case shift == 0 && h.contact == e.Contact:
			return // it is there
		case shift == 0:
			person = person || h.contact == 0 || e.Contact == 0
		case shift%shiftStep == 0 && h.contact == e.Contact:
			shifts[shift] = true
		case h.contact == e.Contact:
			for i, step := range precisions {
				coarser[i] = coarser[i] || shift < step && -shift < step && (e.At%step == 0) != (h.at%step == 0)
			}
		}
	}
	l.events++
	if person {
		l.people++
	}
	for i, found := range coarser {
		if found {
			l.coarser[i]++
		}
	}
	if l.shifted == nil {
		l.shifted = make(map[value.Instant]int)
	}
	for shift := range shifts {
		l.shifted[shift]++
	}
}

// Add adds the counts of other accounts.
func (l *Likeness) Add(other *Likeness) {
	l.events += other.events
	l.people += other.people
	for i, n := range other.coarser {
		l.coarser[i] += n
	}
	for shift, n := range other.shifted {
		if l.shifted == nil {
			l.shifted = make(map[value.Instant]int)
		}
		l.shifted[shift] += n
	}
}

// Note is the note of the audit where at least nine in ten new events resemble stored
// ones in the same way.
func (l *Likeness) Note() (note.Note, bool) {
	const undo = "; if they are the same, trialist imports undo takes this import back"
	most := func(n int) bool { return n > 0 && n >= l.events-l.events/10 }
	if most(l.people) {
		return note.Note{Text: fmt.Sprintf("%d of %d new events look like events that are there already, but for a person who is known of only one of the two%s",
			l.people, l.events, undo), Count: l.people}, true
	}
	for i, unit := range []string{"second", "minute"} {
		if n := l.coarser[i]; n > 1 && most(n) {
			return note.Note{Text: fmt.Sprintf("%d of %d new events look like events that are there already at another precision, one to the %s and the other finer%s",
				n, l.events, unit, undo), Count: n}, true
		}
	}
	shift, n := l.commonestShift()
	if n < 2 || !most(n) {
		return note.Note{}, false
	}
	direction := "later"
	if shift < 0 {
		shift, direction = -shift, "earlier"
	}
	return note.Note{Text: fmt.Sprintf("%d of %d new events look like events that are there already, %s %s, as if read in another time zone (--tz)%s",
		n, l.events, formatHours(shift), direction, undo), Count: n}, true
}

// commonestShift is the most frequent shift and the number of its events. Shifts that
// differ by an hour count together, as daylight saving time changes the shift within a
// file.
func (l *Likeness) commonestShift() (shift value.Instant, n int) {
	most := 0
	for candidate, count := range l.shifted {
		together := count + max(l.shifted[candidate-value.Hour], l.shifted[candidate+value.Hour])
		if count > most || count == most && candidate < shift {
			shift, most, n = candidate, count, together
		}
	}
	return shift, min(n, l.events)
}

// formatHours is a stretch of time in hours and minutes.
func formatHours(d value.Instant) string {
	hours, minutes := d/value.Hour, d%value.Hour/value.Minute
	switch {
	case minutes > 0:
		return fmt.Sprintf("%d:%02d hours", hours, minutes)
	case hours == 1:
		return "1 hour"
	}
	return fmt.Sprintf("%d hours", hours)
}
