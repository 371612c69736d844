package outfile

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// start creates a file at the path and writes to it.
func start(t *testing.T, g *Guard, path string) *File {
	t.Helper()
	f, err := g.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write([]byte("whole\n")); err != nil {
		t.Fatal(err)
	}
	return f
}

// content returns what the files of a folder contain, by name.
func content(t *testing.T, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, entry := range entries {
		text, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[entry.Name()] = string(text)
	}
	return files
}

// TestFileAppearsWhole commits and discards files, with and without one there.
func TestFileAppearsWhole(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name         string
		there, force bool
		end          func(*File) error
		want         string
	}{
		{"committed", false, false, (*File).Commit, "whole\n"},
		{"discarded", false, false, (*File).Discard, ""},
		{"replaced", true, true, (*File).Commit, "whole\n"},
		{"discarded over another", true, true, (*File).Discard, "old\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			path := filepath.Join(dir, "out.csv")
			if test.there {
				if err := os.WriteFile(path, []byte("old\n"), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			f := start(t, &Guard{Force: test.force}, path)
			if text, _ := os.ReadFile(path); string(text) == "whole\n" || test.there && string(text) != "old\n" {
				t.Errorf("before its end the file has %q", text)
			}
			if err := test.end(f); err != nil {
				t.Fatal(err)
			}
			want := map[string]string{"out.csv": test.want}
			if test.want == "" {
				want = map[string]string{}
			}
			if got := content(t, dir); len(got) != len(want) || got["out.csv"] != test.want {
				t.Errorf("the folder has %q, want %q", got, want)
			}
			if err := f.Discard(); err != nil {
				t.Errorf("ended twice: %v", err)
			}
		})
	}
}

// TestFileThatAppearsMeanwhileIsKept makes a file at the name while it is written.
func TestFileThatAppearsMeanwhileIsKept(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "out.csv")
	f := start(t, &Guard{}, path)
	if err := os.WriteFile(path, []byte("quicker\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := f.Commit(); err == nil || !strings.Contains(err.Error(), "exists") {
		t.Errorf("got %v", err)
	}
	if got := content(t, dir); len(got) != 1 || got["out.csv"] != "quicker\n" {
		t.Errorf("the folder has %q", got)
	}
}

// TestFailedCommitKeepsTheOldFile takes the unfinished file away before the end.
func TestFailedCommitKeepsTheOldFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "out.csv")
	if err := os.WriteFile(path, []byte("old\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	f := start(t, &Guard{Force: true}, path)
	if err := os.Remove(f.Unfinished()); err != nil {
		t.Fatal(err)
	}
	if err := f.Commit(); err == nil {
		t.Error("a file that was taken away was committed")
	}
	if got := content(t, dir); len(got) != 1 || got["out.csv"] != "old\n" {
		t.Errorf("the folder has %q", got)
	}
}

// TestLinkIsFollowed replaces the file that a link leads to. The link stays.
func TestLinkIsFollowed(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path, link := filepath.Join(dir, "out.csv"), filepath.Join(dir, "link")
	if err := os.WriteFile(path, []byte("old\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("out.csv", link); err != nil {
		t.Skip(err)
	}
	if err := start(t, &Guard{Force: true}, link).Commit(); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v, %v", info, err)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "whole\n" {
		t.Errorf("the file has %q: %v", text, err)
	}
}

// TestRewind takes back what was written after an offset.
func TestRewind(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "out.csv")
	f := start(t, &Guard{}, path)
	offset, err := f.Offset()
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"half of a", "more\n"} {
		if err := f.Truncate(offset); err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Commit(); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "whole\nmore\n" {
		t.Errorf("the file has %q: %v", text, err)
	}
}
