package store

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"testing"
	"time"

	"trialist/scoring/condition"
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

// newPath is where a workspace may be made.
func newPath(t testing.TB) string { return filepath.Join(t.TempDir(), "workspace.db") }

// open opens a workspace for the length of the test.
func open(t testing.TB, path string, o Options) *Store {
	t.Helper()
	s, err := Open(t.Context(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// importRows imports rows that are in order.
func importRows(t testing.TB, s *Store, rows sourceRows) Audit {
	t.Helper()
	audit, err := s.Import(t.Context(), rows.reader(), ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if got := audit.New + audit.Changed + audit.Duplicate + audit.Rejected; got != audit.Rows {
		t.Errorf("the audit does not add up: %+v", audit)
	}
	return audit
}

// counts is the part of an audit that tests look at.
func counts(a Audit) string {
	return fmt.Sprintf("rows %d: new %d, changed %d, duplicate %d, rejected %d; revision %d",
		a.Rows, a.New, a.Changed, a.Duplicate, a.Rejected, a.Revision)
}

// sentence parses a condition.
func sentence(t testing.TB, s string) condition.Condition {
	t.Helper()
	c, err := condition.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// matchingIDs lists the ids of the accounts for which the condition holds.
func matchingIDs(t testing.TB, s *Store, asOf value.Instant, words string) []string {
	t.Helper()
	bits, err := NewCache(s).Evaluate(context.Background(), []condition.Condition{sentence(t, words)}, condition.Moment{AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for slot := range bits[0].All() {
		a, err := s.AccountAt(t.Context(), uint32(slot))
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, a.ID)
	}
	return ids
}
