package store

import (
	"io"
	"time"

	"trialist/scoring/record"
	"trialist/scoring/value"
)

// sourceRows is a source of given rows, some at a time.
type sourceRows struct {
	customers []record.CustomerRow
	contacts  []record.ContactRow
	events    []event
	rejects   []record.Reject
	fail      error // instead of io.EOF
	size      int   // rows of each kind in a batch; 0 for all
}

// event is an event row in short.
type event struct {
	account, contact, name string
	at                     value.Instant
	count                  uint32 // 0 for 1
	id                     uint64
}

// reader yields the rows once.
func (s sourceRows) reader() record.Source { return &rowsReader{sourceRows: s} }

type rowsReader struct {
	sourceRows
	line int
}

func (r *rowsReader) Next(b *record.Batch) error {
	if r.size == 0 {
		r.size = 1 << 20
	}
	take := func(n int) int { return min(n, r.size) }
	n := take(len(r.customers))
	b.Customers, r.customers = append(b.Customers, r.customers[:n]...), r.customers[n:]
	n = take(len(r.contacts))
	b.Contacts, r.contacts = append(b.Contacts, r.contacts[:n]...), r.contacts[n:]
	n = take(len(r.rejects))
	b.Rejects, r.rejects = append(b.Rejects, r.rejects[:n]...), r.rejects[n:]
	n = take(len(r.events))
	for _, e := range r.events[:n] {
		r.line++
		b.Events = append(b.Events, record.EventRow{
			Line: r.line, Account: b.CopyBytes([]byte(e.account)), Contact: b.CopyBytes([]byte(e.contact)),
			Name: b.CopyBytes([]byte(e.name)), At: e.at, Count: max(e.count, 1), ID: e.id,
		})
	}
	r.events = r.events[n:]
	b.BytesRead += int64(b.Len())
	if len(r.customers)+len(r.contacts)+len(r.rejects)+len(r.events) > 0 {
		return nil
	}
	if r.fail != nil {
		return r.fail
	}
	return io.EOF
}

// day is an instant on a day of November 2026.
func day(n int) value.Instant {
	return value.FromTime(time.Date(2026, time.November, n, 12, 0, 0, 0, time.UTC))
}

func text(name, v string) value.Attribute {
	return value.Attribute{Name: name, Value: value.TextValue(v)}
}

func number(name string, v float64) value.Attribute {
	return value.Attribute{Name: name, Value: value.NumberValue(v)}
}

func date(name string, at value.Instant) value.Attribute {
	return value.Attribute{Name: name, Value: value.DateValue(at)}
}
