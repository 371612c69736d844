package ingesttest

import (
	"fmt"
	"testing"

	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/ingest"
	"trialist/store/storetest"
)

// ImportRows imports rows that are in order.
func ImportRows(t testing.TB, s *store.Store, rows storetest.SourceRows) ingest.Audit {
	t.Helper()
	audit, err := ingest.Run(t.Context(), s, rows.Reader(), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := audit.New + audit.Changed + audit.Duplicate + audit.Lower + audit.Rejected + audit.Forgotten; got != audit.Rows {
		t.Errorf("the audit does not add up: %+v", audit)
	}
	return audit
}

// Counts is the part of an audit that tests look at.
func Counts(a ingest.Audit) string {
	return fmt.Sprintf("rows %d: new %d, changed %d, duplicate %d, rejected %d; revision %d",
		a.Rows, a.New, a.Changed, a.Duplicate, a.Rejected, a.Revision)
}

// ClosedWorkspace makes a workspace with one account and closes it.
func ClosedWorkspace(t testing.TB) string {
	t.Helper()
	path := storetest.NewPath(t)
	s, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ImportRows(t, s, storetest.SourceRows{
		Customers: []record.CustomerRow{{Account: "acme", Name: "Acme"}},
		Events:    []storetest.Event{{Account: "acme", Name: "login", At: storetest.Day(1)}},
	})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// ImportedStore is a workspace with the traffic in it.
func ImportedStore(b *testing.B, f *storetest.BenchmarkData) *store.Store {
	b.Helper()
	s := storetest.Open(b, storetest.NewPath(b), store.Options{})
	ImportRows(b, s, f.Customers())
	if _, err := ingest.Run(b.Context(), s, &storetest.TrafficReader{BenchmarkData: f}, ingest.Options{}); err != nil {
		b.Fatal(err)
	}
	return s
}

// TouchedStore is a workspace with three customers.
func TouchedStore(t testing.TB, o store.Options) *store.Store {
	t.Helper()
	s := storetest.Open(t, storetest.NewPath(t), o)
	ImportRows(t, s, storetest.SourceRows{Customers: []record.CustomerRow{
		{Account: "acme", Name: "Acme Corp", Attributes: []value.Attribute{storetest.Text("domain", "acme.test")}},
		{Account: "blue-harbor", Name: "Blue Harbor Press", Attributes: []value.Attribute{storetest.Text("domain", "Harbor.example")}},
		{Account: "KESTREL", Name: "Kestrel ÉTÉ"},
	}})
	return s
}
