package search

import (
	"testing"

	"trialist/scoring/condition"
	"trialist/scoring/record"
	"trialist/store"
	"trialist/store/facts"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

// TestRestoredFromABackup gives the revision of a dashboard that stays open
// other names.
func TestRestoredFromABackup(t *testing.T) {
	t.Parallel()
	path, backup := storetest.NewPath(t), storetest.NewPath(t)
	s := storetest.Open(t, path, store.Options{})
	index := New(facts.New(s))
	rename := func(s *store.Store, account string) {
		ingesttest.ImportRows(t, s, storetest.SourceRows{Customers: []record.CustomerRow{{Account: account, Name: "Renamed"}}})
	}
	ingesttest.ImportRows(t, s, storetest.NewRandomWorkspace(9).Rows)
	storetest.ExecSQL(t, path, `VACUUM INTO '`+backup+`'`)
	rename(s, "c37")
	if err := index.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	storetest.Restore(t, path, backup)
	rename(storetest.Open(t, path, store.Options{}), "c85")
	found, err := index.Source(condition.Moment{AsOf: storetest.Day(50)}).Text(t.Context(), "renamed")
	if err != nil {
		t.Fatal(err)
	}
	if slot := 5; found.Count() != 1 || !found.Has(slot) {
		t.Errorf("search finds %v, want slot %d", found, slot)
	}
}
