package storetest

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/store"
)

// NewPath is a path for a new workspace in a temporary folder.
func NewPath(t testing.TB) string { return filepath.Join(t.TempDir(), "workspace.db") }

// Open opens a workspace for the length of the test.
func Open(t testing.TB, path string, o store.Options) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), path, o)
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

// Sentence parses a condition.
func Sentence(t testing.TB, s string) condition.Condition {
	t.Helper()
	c, err := condition.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// ExecSQL runs SQL on the file behind the store's back.
func ExecSQL(t testing.TB, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(5000)")
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

// SlotsOf is the slots as digits.
func SlotsOf(bits bitset.Bits) string {
	var s strings.Builder
	for slot := range bits.All() {
		s.WriteByte(byte('0' + slot))
	}
	return s.String()
}

// Restore puts the tables of a backup in the place of those of a workspace, as
// sqlite3 does with .restore while others have it open.
func Restore(t testing.TB, path, backup string) {
	t.Helper()
	statements := []string{`PRAGMA foreign_keys = 0`, `ATTACH '` + backup + `' AS backup`, `BEGIN IMMEDIATE`}
	for _, table := range []string{
		"accounts", "contacts", "memberships", "event_names", "attribute_names", "log_pages", "imports", "undo", "matches", "columns", "checksums",
	} {
		statements = append(statements, `DELETE FROM main.`+table, `INSERT INTO main.`+table+` SELECT * FROM backup.`+table)
	}
	all := ""
	for _, s := range append(statements, `COMMIT`) {
		all += s + ";\n"
	}
	ExecSQL(t, path, all)
}
