package storetest

import (
	"io"
	"time"

	"trialist/scoring/record"
	"trialist/scoring/value"
)

// SourceRows is a source of given rows, some at a time.
type SourceRows struct {
	Customers []record.CustomerRow
	Contacts  []record.ContactRow
	Events    []Event
	Rejects   []record.Reject
	Fail      error // instead of io.EOF
	Size      int   // rows of each kind in a batch; 0 for all
}

// Event is an event row in short.
type Event struct {
	Account, Contact, Name string
	At                     value.Instant
	Count                  uint32 // 0 for 1
	ID                     uint64
}

// Reader yields the rows once.
func (s SourceRows) Reader() record.Source { return &rowsReader{SourceRows: s} }

type rowsReader struct {
	SourceRows
	line int
}

func (r *rowsReader) Next(b *record.Batch) error {
	if r.Size == 0 {
		r.Size = 1 << 20
	}
	take := func(n int) int { return min(n, r.Size) }
	n := take(len(r.Customers))
	b.Customers, r.Customers = append(b.Customers, r.Customers[:n]...), r.Customers[n:]
	n = take(len(r.Contacts))
	b.Contacts, r.Contacts = append(b.Contacts, r.Contacts[:n]...), r.Contacts[n:]
	n = take(len(r.Rejects))
	b.Rejects, r.Rejects = append(b.Rejects, r.Rejects[:n]...), r.Rejects[n:]
	n = take(len(r.Events))
	for _, e := range r.Events[:n] {
		r.line++
		b.AddEvent(&record.EventRow{
			Line: r.line, Account: b.CopyBytes([]byte(e.Account)), Contact: b.CopyBytes([]byte(e.Contact)),
			Name: b.CopyBytes([]byte(e.Name)), At: e.At, Count: max(e.Count, 1), ID: e.ID,
		})
	}
	r.Events = r.Events[n:]
	b.BytesRead += int64(b.Len())
	if len(r.Customers)+len(r.Contacts)+len(r.Rejects)+len(r.Events) > 0 {
		return nil
	}
	if r.Fail != nil {
		return r.Fail
	}
	return io.EOF
}

// Day is an instant on a day of November 2026.
func Day(n int) value.Instant {
	return value.FromTime(time.Date(2026, time.November, n, 12, 0, 0, 0, time.UTC))
}

func Text(name, v string) value.Attribute {
	return value.Attribute{Name: name, Value: value.TextValue(v)}
}

func Number(name string, v float64) value.Attribute {
	return value.Attribute{Name: name, Value: value.NumberValue(v)}
}

func Date(name string, at value.Instant) value.Attribute {
	return value.Attribute{Name: name, Value: value.DateValue(at)}
}
