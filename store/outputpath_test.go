package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"trialist/store"
	"trialist/store/storetest"
)

// TestOutputPath checks that no file can be made that SQLite would take for its own.
func TestOutputPath(t *testing.T) {
	t.Parallel()
	path := storetest.NewPath(t)
	folder := filepath.Dir(path)
	link := filepath.Join(folder, "link")
	if err := os.Symlink(folder, link); err != nil {
		t.Skip(err)
	}
	s := storetest.Open(t, path, store.Options{})
	for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
		for _, in := range []string{folder, link} {
			taken := filepath.Join(in, filepath.Base(path)+suffix)
			if _, err := s.OutputPath(taken); !errors.Is(err, store.ErrPartOfWorkspace) {
				t.Errorf("%s: %v", taken, err)
			}
		}
	}
	if got, err := s.OutputPath("-"); err == nil {
		t.Errorf("standard output is the file %s", got)
	}
	free := filepath.Join(folder, "list.csv")
	if got, err := s.OutputPath(free); err != nil || got != free {
		t.Errorf("%s: %s, %v", free, got, err)
	}
}
