package record

import (
	"slices"

	"trialist/scoring/value"
)

// Batch is some rows of one file, in file order within each slice. A source fills
// it and a consumer drains it, so that parsing and storing can run on two cores
// and no row costs an allocation. The byte slices and the lists of attributes of a
// batch are valid until the batch is reset.
type Batch struct {
	Customers []CustomerRow
	Contacts  []ContactRow
	Rejects   []Reject
	BytesRead int64 // bytes of the file read so far, for progress

	events       []EventRow
	withPerson   bool // some event names a person
	withoutOwner bool // some event names no account

	text       []byte            // backs the byte slices
	attributes []value.Attribute // backs the lists of attributes
}

// CustomerRow is one row about an account. Attributes that the row does not name
// keep the value they had; an absent value in Attributes clears it.
type CustomerRow struct {
	Line       int
	Account    string // external id, never empty
	Name       string // "" when the row does not say, or has none
	NoName     bool   // the row says that there is no name
	Attributes []value.Attribute
	Derived    bool // made of other rows of the file, so that it counts as none
}

// ContactRow is one row about a person.
type ContactRow struct {
	Line       int
	Contact    string // external id, never empty
	Account    string // "" when the row does not say
	Attributes []value.Attribute
}

// EventRow is one row of something that happened.
type EventRow struct {
	Line    int
	Account []byte // external id; empty where only the person is known
	Contact []byte // external id or e-mail address of who did it; empty when not said
	Name    []byte // never empty
	At      value.Instant
	Count   uint32 // how often; 1 unless the row is an aggregate
	ID      uint64 // hash of the row's own id for de-duplication within a file; 0 without one
}

// Reject is a row that could not be read.
type Reject struct {
	Line   int
	Reason string // one clause, such as `date "13/13/2026" is not a day`
	Row    string // the row as it stood, cut to a sensible length
}

// Reset empties the batch and keeps its memory.
func (b *Batch) Reset() {
	b.Customers = b.Customers[:0]
	b.Contacts = b.Contacts[:0]
	b.events, b.withPerson, b.withoutOwner = b.events[:0], false, false
	b.Rejects = b.Rejects[:0]
	b.text = b.text[:0]
	b.attributes = b.attributes[:0]
}

// Len is the number of rows in the batch, rejected ones included.
func (b *Batch) Len() int {
	return len(b.Customers) + len(b.Contacts) + len(b.events) + len(b.Rejects)
}

// AddEvent appends a copy of an event. Field by field it takes half the time: the whole
// would be copied in wide words, which wait until the fields, just written in narrow ones,
// have reached the cache.
func (b *Batch) AddEvent(e *EventRow) {
	b.withPerson = b.withPerson || len(e.Contact) > 0
	b.withoutOwner = b.withoutOwner || len(e.Account) == 0
	n := len(b.events)
	b.events = slices.Grow(b.events, 1)[:n+1]
	to := &b.events[n]
	to.Line, to.At, to.Count, to.ID = e.Line, e.At, e.Count, e.ID
	to.Account, to.Contact, to.Name = e.Account, e.Contact, e.Name
}

// Events are the events, in the order in which they were added.
func (b *Batch) Events() []EventRow { return b.events }

// NamesPeople reports whether some event that was added names a person. It is known
// without going through the rows, which takes longer than parsing a cell of each.
func (b *Batch) NamesPeople() bool { return b.withPerson }

// LacksAccounts reports whether some event that was added names no account.
func (b *Batch) LacksAccounts() bool { return b.withoutOwner }

// KeepEvents drops the events that keep is false for. It may change them.
func (b *Batch) KeepEvents(keep func(e *EventRow) bool) {
	kept := b.events[:0]
	for i := range b.events {
		if keep(&b.events[i]) {
			kept = append(kept, b.events[i])
		}
	}
	b.events = kept
}

// CopyBytes copies p into the batch and returns the copy, valid until Reset.
func (b *Batch) CopyBytes(p []byte) []byte {
	if len(p) == 0 {
		return nil
	}
	start := len(b.text)
	b.text = append(b.text, p...)
	return b.text[start:len(b.text):len(b.text)]
}

// slabSize is how many attributes are allocated at a time.
const slabSize = 4096

// AllocateAttributes is an empty list with room for n, valid until Reset.
func (b *Batch) AllocateAttributes(n int) []value.Attribute {
	if cap(b.attributes)-len(b.attributes) < n {
		// The lists made so far keep their memory.
		b.attributes = make([]value.Attribute, 0, max(slabSize, 2*cap(b.attributes), n))
	}
	at := len(b.attributes)
	b.attributes = b.attributes[:at+n]
	return b.attributes[at : at : at+n]
}

// Source yields the rows of one file.
type Source interface {
	// Next appends rows to the batch, some thousands at a time, and returns
	// io.EOF after the last. Any other error means the file as a whole cannot
	// be read and nothing of it may be kept; a bad row is a [Reject] instead.
	Next(b *Batch) error
}
