package outfile

import (
	"os"
	"path/filepath"
	"testing"
)

// TestLeftFoldersAreRemoved writes a file beside what a killed process has left, and
// while another process writes the same.
func TestLeftFoldersAreRemoved(t *testing.T) {
	t.Parallel()
	if !canLock {
		t.Skip("nobody can tell whether the other process runs")
	}
	path := filepath.Join(t.TempDir(), "copy*.db")
	other, err := (&Guard{}).Create(path)
	if err != nil {
		t.Fatal(err)
	}
	left := filepath.Join(filepath.Dir(path), folderPrefix(path)+"123")
	if err := os.Mkdir(left, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(left, "unfinished"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := (&Guard{}).Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(left); err == nil {
		t.Error("what was left is still there")
	}
	if _, err := os.Stat(other.Unfinished()); err != nil {
		t.Errorf("what is being written is gone: %v", err)
	}
	if err := f.Commit(); err != nil {
		t.Error(err)
	}
	if err := other.Discard(); err != nil {
		t.Error(err)
	}
	if entries, err := os.ReadDir(filepath.Dir(path)); err != nil || len(entries) != 1 {
		t.Errorf("left %v, %v", entries, err)
	}
}
