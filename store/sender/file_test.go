package sender_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"trialist/store/sender"
)

func TestFileAppendsLines(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "fired.jsonl")
	f := sender.File{Workspace: filepath.Join(dir, "w.db")}
	send := func(body string) {
		t.Helper()
		if err := f.Send(t.Context(), sender.Message{Target: path, Body: body}); err != nil {
			t.Fatal(err)
		}
	}
	send(`{"a":1}`)
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("made as %v, %v", info.Mode(), err)
	}
	if err := os.WriteFile(path, []byte("{\"a\":1}\n{\"half"), 0o600); err != nil {
		t.Fatal(err)
	}
	send(`{"b":2}`)
	if got, err := os.ReadFile(path); err != nil || string(got) != "{\"a\":1}\n{\"half\n{\"b\":2}\n" {
		t.Errorf("the file has %q, %v", got, err)
	}
}

func TestFileRefuses(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	workspace := filepath.Join(dir, "w.db")
	for _, name := range []string{"w.db", "real", "hard"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("kept"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for link, to := range map[string]string{"link": "real", "dangling": "nothing", "toworkspace": "w.db", "folder": "."} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Skip(err)
		}
	}
	if err := os.Remove(filepath.Join(dir, "hard")); err != nil {
		t.Fatal(err)
	}
	if err := os.Link(workspace, filepath.Join(dir, "hard")); err != nil {
		t.Skip(err)
	}
	f := sender.File{Workspace: workspace}
	for path, want := range map[string]string{
		"link": "no regular file", "dangling": "no regular file", "toworkspace": "no regular file", ".": "no regular file",
		"w.db": "part of the workspace", "w.db-wal": "part of the workspace", "w.db-journal": "part of the workspace",
		"folder/w.db": "part of the workspace", "folder/w.db-shm": "part of the workspace", "hard": "part of the workspace",
		"gone/file": "no such file",
	} {
		err := f.Send(t.Context(), sender.Message{Target: filepath.Join(dir, path), Body: "{}"})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", path, err, want)
		}
	}
	if err := f.Send(t.Context(), sender.Message{Target: "relative", Body: "{}"}); err == nil {
		t.Error("a relative path was taken")
	}
	if got, err := os.ReadFile(workspace); err != nil || string(got) != "kept" {
		t.Errorf("the workspace has %q, %v", got, err)
	}
	for _, name := range []string{"nothing", "w.db-wal", "w.db-journal"} {
		if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
			t.Errorf("%s was made", name)
		}
	}
}
