package unfinished

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// made is a new folder for what will be at the path, with the file in it.
func made(t *testing.T, path string) *Folder {
	t.Helper()
	f, err := NewFolder(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(f.File(), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	return f
}

// TestLeftFoldersAreRemoved writes a file beside what a killed process has left, and
// while another process writes the same.
func TestLeftFoldersAreRemoved(t *testing.T) {
	t.Parallel()
	if !canLock {
		t.Skip("nobody can tell whether the other process runs")
	}
	path := filepath.Join(t.TempDir(), "copy*.db")
	other := made(t, path)
	left := filepath.Join(filepath.Dir(path), folderPrefix(path)+"123")
	if err := os.Mkdir(left, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(left, "unfinished"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	f := made(t, path)
	if _, err := os.Stat(left); err == nil {
		t.Error("what was left is still there")
	}
	if _, err := os.Stat(other.File()); err != nil {
		t.Errorf("what is being written is gone: %v", err)
	}
	for _, one := range []*Folder{f, other} {
		if err := one.Remove(); err != nil {
			t.Error(err)
		}
	}
	if entries, err := os.ReadDir(filepath.Dir(path)); err != nil || len(entries) != 0 {
		t.Errorf("left %v, %v", entries, err)
	}
}

// TestOnlyWhatIsOursIsRemoved writes a file beside folders that have the name of one for
// an unfinished file of another name. Only those go that hold nothing else.
func TestOnlyWhatIsOursIsRemoved(t *testing.T) {
	t.Parallel()
	if !canLock {
		t.Skip("nobody can tell whether the other process runs")
	}
	dir := t.TempDir()
	running := made(t, filepath.Join(dir, "running.csv"))
	defer running.Remove() //nolint:errcheck // at the end of the test
	for folder, files := range map[string][]string{
		".yesterday.csv.unfinished-4711": {"unfinished"},
		".copy.db.unfinished-1":          {"unfinished", "unfinished-wal", "unfinished-shm", "unfinished-journal"},
		".empty.csv.unfinished-2":        nil,
		".novel.unfinished-3":            {"unfinished", "chapter 1"},
		".novel.unfinished-4":            {"unfinished/draft"},
		".novel.unfinished-draft":        {"unfinished"},
		".novel.unfinished-":             {"unfinished"},
		".unfinished-5":                  {"unfinished"},
		"a":                              {"unfinished"},
		"novel.unfinished-6":             {"unfinished"},
	} {
		for _, file := range append(files, ".") {
			path := filepath.Join(dir, folder, file)
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				t.Fatal(err)
			}
			if file != "." {
				if err := os.WriteFile(path, nil, 0o600); err != nil {
					t.Fatal(err)
				}
			} else if err := os.MkdirAll(path, 0o700); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := os.WriteFile(filepath.Join(dir, ".file.unfinished-7"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := made(t, filepath.Join(dir, "today.csv")).Remove(); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	want := []string{
		".file.unfinished-7", ".novel.unfinished-", ".novel.unfinished-3", ".novel.unfinished-4", ".novel.unfinished-draft",
		filepath.Base(running.path), ".unfinished-5", "a", "novel.unfinished-6",
	}
	if !slices.Equal(names, want) {
		t.Errorf("left are %q, want %q", names, want)
	}
}
