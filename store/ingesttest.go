package store

import (
	"fmt"
	"testing"

	"trialist/scoring/record"
	"trialist/scoring/value"
)

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

// closedWorkspace makes a workspace with one account and closes it.
func closedWorkspace(t testing.TB) string {
	t.Helper()
	path := newPath(t)
	s, err := Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	importRows(t, s, sourceRows{
		customers: []record.CustomerRow{{Account: "acme", Name: "Acme"}},
		events:    []event{{account: "acme", name: "login", at: day(1)}},
	})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// importedStore is a workspace with the traffic in it.
func importedStore(b *testing.B, f *benchmarkData) *Store {
	b.Helper()
	s := open(b, newPath(b), Options{})
	importRows(b, s, f.customers())
	if _, err := s.Import(b.Context(), &trafficReader{benchmarkData: f}, ImportOptions{}); err != nil {
		b.Fatal(err)
	}
	return s
}

// touchedStore is a workspace with three customers.
func touchedStore(t testing.TB, o Options) *Store {
	t.Helper()
	s := open(t, newPath(t), o)
	importRows(t, s, sourceRows{customers: []record.CustomerRow{
		{Account: "acme", Name: "Acme Corp", Attributes: []value.Attribute{text("domain", "acme.test")}},
		{Account: "blue-harbor", Name: "Blue Harbor Press", Attributes: []value.Attribute{text("domain", "Harbor.example")}},
		{Account: "KESTREL", Name: "Kestrel ÉTÉ"},
	}})
	return s
}
