package store_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"trialist/scoring/record"
	"trialist/store"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

func TestCloseUnused(t *testing.T) {
	t.Parallel()
	row := storetest.SourceRows{Customers: []record.CustomerRow{{Account: "acme"}}}
	tests := []struct {
		name  string
		there bool // before it was opened
		use   func(t *testing.T, s *store.Store)
		kept  bool
	}{
		{"made for nothing", false, func(*testing.T, *store.Store) {}, false},
		{"there before", true, func(*testing.T, *store.Store) {}, true},
		{"imported into", false, func(t *testing.T, s *store.Store) { ingesttest.ImportRows(t, s, row) }, true},
		{"set", false, func(t *testing.T, s *store.Store) {
			if err := s.SetSetting(t.Context(), "theme", "dark"); err != nil {
				t.Fatal(err)
			}
		}, true},
		{"used by another", false, func(t *testing.T, s *store.Store) { storetest.Open(t, s.Path(), store.Options{}) }, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			path := storetest.NewPath(t)
			if test.there {
				path = ingesttest.ClosedWorkspace(t)
			}
			s, err := store.Open(t.Context(), path, store.Options{})
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
	s := storetest.Open(t, storetest.NewPath(t), store.Options{})
	b, err := os.ReadFile(s.Path())
	if err != nil || !bytes.Contains(b, []byte("CREATE TABLE accounts")) {
		t.Errorf("a new file of %d bytes has no tables, %v", len(b), err)
	}
}

// TestAnInterruptDropsCaches closes a workspace for an interrupt while a cache is being
// written that takes forever.
func TestAnInterruptDropsCaches(t *testing.T) {
	t.Parallel()
	s, err := store.Open(t.Context(), ingesttest.ClosedWorkspace(t), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, interrupt := context.WithCancel(t.Context())
	writing := make(chan struct{})
	s.WriteLater(ctx, func(ctx context.Context, _ *sql.Tx) error {
		close(writing)
		<-ctx.Done()
		return ctx.Err()
	})
	<-writing
	interrupt()
	if err := s.CloseUnused(ctx); err != nil {
		t.Error(err)
	}
}
