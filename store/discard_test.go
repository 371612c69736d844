package store

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"trialist/scoring/record"
)

func TestCloseUnused(t *testing.T) {
	t.Parallel()
	row := sourceRows{customers: []record.CustomerRow{{Account: "acme"}}}
	tests := []struct {
		name  string
		there bool // before it was opened
		use   func(t *testing.T, s *Store)
		kept  bool
	}{
		{"made for nothing", false, func(*testing.T, *Store) {}, false},
		{"there before", true, func(*testing.T, *Store) {}, true},
		{"imported into", false, func(t *testing.T, s *Store) { importRows(t, s, row) }, true},
		{"set", false, func(t *testing.T, s *Store) {
			if err := s.SetSetting(t.Context(), "theme", "dark"); err != nil {
				t.Fatal(err)
			}
		}, true},
		{"used by another", false, func(t *testing.T, s *Store) { open(t, s.Path(), Options{}) }, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			path := newPath(t)
			if test.there {
				path = closedWorkspace(t)
			}
			s, err := Open(t.Context(), path, Options{})
			if err != nil {
				t.Fatal(err)
			}
			test.use(t, s)
			if err := s.CloseUnused(t.Context()); err != nil {
				t.Fatal(err)
			}
			if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) == test.kept {
				t.Errorf("got %v, want it kept: %v", err, test.kept)
			}
			left, err := filepath.Glob(path + "*")
			if err != nil || !test.kept && len(left) > 0 {
				t.Errorf("left %q, %v", left, err)
			}
		})
	}
}

// Until the tables are in the file itself, a disk that an import fills keeps
// the store from folding them in, and so from closing cleanly.
func TestNewTablesAreInTheFileAtOnce(t *testing.T) {
	t.Parallel()
	s := open(t, newPath(t), Options{})
	b, err := os.ReadFile(s.Path())
	if err != nil || !bytes.Contains(b, []byte("CREATE TABLE accounts")) {
		t.Errorf("a new file of %d bytes has no tables, %v", len(b), err)
	}
}
