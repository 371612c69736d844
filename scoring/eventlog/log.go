package eventlog

import (
	"errors"
	"fmt"
	"iter"

	"trialist/scoring/value"
)

// Log is the packed events of one account, about four bytes each. It is the
// form in which events lie on disk and in which they are counted: nothing is
// unpacked but what a question needs. No bytes is the log without events.
//
//	log    = version base last group...
//	base   = zigzag of the second that the earliest event falls in
//	last   = latest event - base, in seconds or milliseconds << 1 | milliseconds?
//	group  = key [contact] size first [count span [body]]
//	key    = event - event of the group before << 2 | milliseconds? << 1 | contact?
//	contact, less that of the group before when the event is the same
//	size   = bytes of what follows
//	first  = earliest event of the group - base
//	count  = occurrences, when there are several
//	span   = latest - earliest event of the group
//	body   = [0 more] (delta [0 more])...
//
// All are unsigned varints but the version, a byte. Groups ascend by event and
// contact, so equal sets of events are equal bytes. A group counts in seconds
// when all its events fall on whole ones, in milliseconds otherwise.
//
// The body has the instants between the first and the last as steps, none of
// which is 0; so a 0 is free to say that the instant before it occurred that
// many more times, and an event that happened once at its instant, as nearly
// all do, pays nothing for the possibility. The last instant needs no step, as
// span tells it, and no 0, as it has what the others leave of count. What
// happened ever, and what lies in or out of a window as a whole, is told by
// the head of a group alone; a group that nobody asks about costs two bytes.
type Log []byte

// EventID is the number that stands for an event's name in a [Log].
type EventID uint32

// ContactID is the number that stands for a contact in a [Log]; 0 is none.
type ContactID uint64

// Entry is one event of a log: what happened when, by whom, and how often at
// that very instant. An entry without a count says nothing and is ignored.
type Entry struct {
	Event   EventID
	Count   uint32
	Contact ContactID     // 0 when not known; less than 1 << 63
	At      value.Instant // of the years 1 to 9999
}

// ErrDamaged is what every error about a damaged log wraps.
var ErrDamaged = errors.New("the event log is damaged")

// The limits of a log. They keep arithmetic on whatever bytes are read far from
// overflow.
const (
	formatVersion = 1
	earliestAt    = value.Instant(-62135596800000) // 0001-01-01T00:00:00Z
	latestAt      = value.Instant(253402300799999) // 9999-12-31T23:59:59.999Z
	longestSpan   = uint64(latestAt - earliestAt)
	maxGroupSize  = 1 << 36 // occurrences
	maxContact    = ContactID(1<<63 - 1)
)

// The flags in the key of a group.
const (
	contactFlag = 1 << iota
	millisFlag
	keyShift = iota
)

// Groups yields the groups, one for each event and contact, ascending. It ends
// early where the log is damaged, which [Log.Validate] tells.
func (l Log) Groups() iter.Seq[Group] {
	return func(yield func(Group) bool) {
		if len(l) == 0 {
			return
		}
		r, err := l.Reader()
		for err == nil && r.Next() {
			var g Group
			if !r.ReadGroup(&g) || !yield(g) {
				return
			}
		}
	}
}

// Entries yields the events ordered by event, contact and instant, each instant
// once with its count, in parts where that exceeds what an entry holds. It ends
// early where the log is damaged, which [Log.Validate] tells.
func (l Log) Entries() iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		for g := range l.Groups() {
			for w := g.Iterate(); w.Next(); {
				for left := w.count; left > 0; {
					part := min(left, int(^uint32(0)))
					if !yield(Entry{Event: g.Event, Contact: g.Contact, At: w.At, Count: uint32(part)}) {
						return
					}
					left -= part
				}
			}
		}
	}
}

// Validate returns an error that wraps [ErrDamaged] unless the whole log can be
// read and its head tells the truth about its groups.
func (l Log) Validate() error {
	if len(l) == 0 {
		return nil
	}
	r, err := l.Reader()
	if err != nil {
		return err
	}
	first, last := latestAt, earliestAt
	var g Group
	for r.Next() && r.ReadGroup(&g) {
		w := g.Iterate()
		for w.Next() {
		}
		r.Damaged = r.Damaged || w.Damaged
		first, last = min(first, g.First), max(last, g.Last)
	}
	if r.Damaged {
		return r.DamagedError()
	}
	if last != r.Last || first < r.Base || first >= r.Base+value.Second {
		return fmt.Errorf("%w: its head does not fit its events", ErrDamaged)
	}
	return nil
}
