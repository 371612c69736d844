package store

import (
	"testing"

	"trialist/scoring/condition"
	"trialist/scoring/record"
)

// TestRestoredFromABackup gives the revision of a dashboard that stays open
// other names.
func TestRestoredFromABackup2(t *testing.T) {
	t.Parallel()
	path, backup := newPath(t), newPath(t)
	s := open(t, path, Options{})
	index := NewIndex(NewCache(s))
	rename := func(s *Store, account string) {
		importRows(t, s, sourceRows{customers: []record.CustomerRow{{Account: account, Name: "Renamed"}}})
	}
	importRows(t, s, newRandomWorkspace(9).rows)
	execSQL(t, path, `VACUUM INTO '`+backup+`'`)
	rename(s, "c37")
	if err := index.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	restore(t, path, backup)
	rename(open(t, path, Options{}), "c85")
	found, err := index.Source(condition.Moment{AsOf: day(50)}).Text(t.Context(), "renamed")
	if err != nil {
		t.Fatal(err)
	}
	if slot := 5; found.Count() != 1 || !found.Has(slot) {
		t.Errorf("search finds %v, want slot %d", found, slot)
	}
}
