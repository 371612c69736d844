package eventlog

import (
	"errors"
	"fmt"
	"iter"

	"trialist/scoring/value"
)

// Log is the packed events of one account, about four bytes each. Events are
// stored in this form and counted in it: only what a question needs is unpacked.
// The log without events has no bytes.
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
// All parts are unsigned varints, except the version, which is a byte. Groups
// ascend by event and contact, so equal sets of events are equal bytes. A group
// counts in seconds when all its events fall on whole seconds, in milliseconds
// otherwise.
//
// The body has the instants between the first and the last, each as the
// difference to the one before. No difference is 0. So a 0 can say that the
// instant before it occurred more often, by the number that follows, and the
// usual event, which happened once at its instant, takes no extra byte. The last
// instant is not in the body: span gives it, and it has the rest of count.
//
// The head of a group suffices for what happened ever, and for windows that the
// group lies in or out of as a whole. Passing over a group that nobody asks about
// takes reading two bytes.
type Log []byte

// EventID is the number that stands for an event's name in a [Log].
type EventID uint32

// ContactID is the number that stands for a contact in a [Log]; 0 is none.
type ContactID uint64

// Entry is one event of a log: what happened when, by whom, and how often at
// that very instant. An entry whose count is 0 is ignored.
type Entry struct {
	Event   EventID
	Count   uint32
	Contact ContactID     // 0 when not known; less than 1 << 63
	At      value.Instant // of the years 1 to 9999
}

// ErrDamaged is what every error about a damaged log wraps.
var ErrDamaged = errors.New("the event log is damaged")

// The limits of a log. They are far from overflow in any arithmetic, whatever
// bytes are read.
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
// early where the log is damaged; [Log.Validate] tells whether it is.
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

// Entries yields the events ordered by event, contact and instant. Each instant
// comes once with its count, or several times where the count exceeds what an
// entry holds. It ends early where the log is damaged; [Log.Validate] tells
// whether it is.
func (l Log) Entries() iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		for g := range l.Groups() {
			for it := g.Iterate(); it.Next(); {
				for left := it.Count; left > 0; {
					part := min(left, int(^uint32(0)))
					if !yield(Entry{Event: g.Event, Contact: g.Contact, At: it.At, Count: uint32(part)}) {
						return
					}
					left -= part
				}
			}
		}
	}
}

// Validate returns an error that wraps [ErrDamaged] unless the whole log can be
// read and its head agrees with its groups.
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
		it := g.Iterate()
		for it.Next() {
		}
		r.Damaged = r.Damaged || it.Damaged
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
