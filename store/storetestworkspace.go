package store

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
)

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

// sentence parses a condition.
func sentence(t testing.TB, s string) condition.Condition {
	t.Helper()
	c, err := condition.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// execSQL runs SQL on the file behind the store's back.
func execSQL(t testing.TB, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	for _, statement := range statements {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
}

// slotsOf is the slots as digits.
func slotsOf(bits bitset.Bits) string {
	var s strings.Builder
	for slot := range bits.All() {
		s.WriteByte(byte('0' + slot))
	}
	return s.String()
}

// restore puts the tables of a backup in the place of those of a workspace, as
// sqlite3 does with .restore while others have it open.
func restore(t testing.TB, path, backup string) {
	t.Helper()
	statements := []string{`PRAGMA foreign_keys = 0`, `ATTACH '` + backup + `' AS backup`, `BEGIN IMMEDIATE`}
	for _, table := range []string{
		"accounts", "contacts", "memberships", "event_names", "attribute_names", "log_pages", "imports", "matches", "columns",
	} {
		statements = append(statements, `DELETE FROM main.`+table, `INSERT INTO main.`+table+` SELECT * FROM backup.`+table)
	}
	all := ""
	for _, s := range append(statements, `COMMIT`) {
		all += s + ";\n"
	}
	execSQL(t, path, all)
}
