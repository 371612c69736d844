package main

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// outputCommands are the commands that write a file, with OUT for its name. They run
// in a folder with the workspace w.db and the file odd.csv, of which one row is
// rejected.
func outputCommands() map[string][]string {
	return map[string][]string{
		"backup":          {"backup", "OUT"},
		"rejects":         {"import", "odd.csv", "--rejects", "OUT"},
		"rejects of many": {"import", "good.csv", "odd.csv", "--rejects", "OUT"},
		"log":             {"--log", "OUT", "import", "odd.csv"},
	}
}

// newOutputFolder returns a folder with a workspace and files to import, whose
// workspace has a log beside it as after a crash.
func newOutputFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"good.csv":  "account_id,trial_started_at\nbirch,2026-11-03\n",
		"odd.csv":   "account_id,trial_started_at\nalder,2026-11-02\n,2026-11-03\n",
		"other.csv": "the only copy of something\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	trialist(t, filepath.Join(dir, "w.db"), "import", filepath.Join(dir, "good.csv"))
	return dir
}

// readFolder returns the content of each file below the folder, by name.
func readFolder(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			return nil // a link to a folder
		}
		text, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) { // a link to nothing
			text, err = []byte("nothing"), nil
		}
		name, _ := filepath.Rel(dir, path)
		files[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// changedFiles returns what differs between two readings of a folder.
func changedFiles(before, after map[string]string) []string {
	var changed []string
	for name := range after {
		if _, there := before[name]; !there {
			changed = append(changed, name+" is new")
		}
	}
	for name, text := range before {
		if now, there := after[name]; !there || now != text {
			changed = append(changed, name+" was changed")
		}
	}
	return changed
}

// runIn runs trialist in the folder on its workspace w.db.
func runIn(dir string, args ...string) (string, error) {
	cmd := exec.Command("trialist", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "TRIALIST_DB=w.db", "XDG_DATA_HOME="+filepath.Join(dir, "data"))
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// TestOutputsNeverOverwrite lets every command write to names that lead to files that
// must not be lost. Each must refuse before it changes anything, with --force as
// without it.
func TestOutputsNeverOverwrite(t *testing.T) {
	t.Parallel()
	targets := []struct {
		name string
		make func(dir, link string) error // nil for the name itself
		out  string
	}{
		{"the workspace", nil, "w.db"},
		{"the workspace by another spelling", nil, "./data/../w.db"},
		{"a link to the workspace", func(dir, link string) error { return os.Symlink("w.db", link) }, "link"},
		{"a second name of the workspace", func(dir, link string) error { return os.Link(filepath.Join(dir, "w.db"), link) }, "link"},
		{"a linked folder", func(dir, link string) error { return os.Symlink(".", link) }, "link/w.db"},
		{"the log of the workspace", nil, "w.db-wal"},
		{"the index of that log", nil, "w.db-shm"},
		{"the journal of the workspace", nil, "w.db-journal"},
		{"a link to the log to come", func(dir, link string) error { return os.Symlink("w.db-wal", link) }, "link"},
		{"the demo", nil, "data/trialist/demo.db"},
		{"an input", nil, "odd.csv"},
		{"a link to an input", func(dir, link string) error { return os.Symlink("odd.csv", link) }, "link"},
		{"a second name of an input", func(dir, link string) error { return os.Link(filepath.Join(dir, "odd.csv"), link) }, "link"},
		{"a folder", nil, "data"},
		{"a folder that is not there", nil, "nowhere/file"},
	}
	for command, args := range outputCommands() {
		for _, target := range targets {
			if command == "backup" && strings.Contains(target.name, "input") {
				continue // it reads none
			}
			t.Run(command+" to "+target.name, func(t *testing.T) {
				t.Parallel()
				dir := newOutputFolder(t)
				if err := os.MkdirAll(filepath.Join(dir, "data/trialist"), 0o700); err != nil {
					t.Fatal(err)
				}
				if target.make != nil {
					if err := target.make(dir, filepath.Join(dir, "link")); err != nil {
						t.Skip(err)
					}
				}
				refuseOutput(t, dir, args, target.out)
			})
		}
	}
}

// refuseOutput runs the command with that name for its output, with and without
// --force, and fails unless it refuses and changes no file.
func refuseOutput(t *testing.T, dir string, command []string, out string) {
	t.Helper()
	var args []string
	for _, arg := range command {
		args = append(args, strings.ReplaceAll(arg, "OUT", out))
	}
	before := readFolder(t, dir)
	attempts := [][]string{args}
	if command[0] != "--log" {
		attempts = append(attempts, append(args[:len(args):len(args)], "--force"))
	}
	for _, args := range attempts {
		said, err := runIn(dir, args...)
		if err == nil || strings.Count(said, "\n") != 1 || !strings.Contains(said, filepath.Base(out)) {
			t.Errorf("%q: %v: %s", args, err, said)
		}
		if changed := changedFiles(before, readFolder(t, dir)); len(changed) > 0 {
			t.Errorf("%q: %q", args, changed)
		}
	}
}

// TestOutputsReplaceOnlyWhenForced writes to the name of a file that exists.
func TestOutputsReplaceOnlyWhenForced(t *testing.T) {
	t.Parallel()
	commands := outputCommands()
	delete(commands, "log") // it is added to, and only if it is a log
	commands["demo"] = []string{"demo", "--csv", ".", "--accounts", "5"}
	outs := map[string]string{"demo": "customers.csv"}
	for command, args := range commands {
		t.Run(command, func(t *testing.T) {
			t.Parallel()
			dir := newOutputFolder(t)
			out := outs[command]
			if out == "" {
				out = "other.csv"
			}
			path := filepath.Join(dir, out)
			if err := os.WriteFile(path, []byte("the only copy of something\n"), 0o644); err != nil {
				t.Fatal(err)
			}
			for i := range args {
				args[i] = strings.ReplaceAll(args[i], "OUT", out)
			}
			before := readFolder(t, dir)
			if said, err := runIn(dir, args...); err == nil || !strings.Contains(said, out+" exists; choose another name, or replace it with --force") {
				t.Errorf("%v: %s", err, said)
			}
			if changed := changedFiles(before, readFolder(t, dir)); len(changed) > 0 {
				t.Errorf("refused, and yet %q", changed)
			}
			said, err := runIn(dir, append(args, "--force")...)
			if err != nil {
				t.Fatalf("%v: %s", err, said)
			}
			after := readFolder(t, dir)
			if after[out] == before[out] {
				t.Errorf("%s was not replaced: %s", out, said)
			}
			if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("others may read it: %v, %v", info.Mode(), err)
			}
			for name := range after {
				if strings.Contains(name, "unfinished") {
					t.Errorf("left %s", name)
				}
			}
		})
	}
}

// TestNothingIsWrittenWithoutNeed runs commands that have nothing to write. There
// must be no file afterwards, and none half made.
func TestNothingIsWrittenWithoutNeed(t *testing.T) {
	t.Parallel()
	for name, args := range map[string][]string{
		"a dry run":              {"import", "--dry-run", "odd.csv", "--rejects", "out.csv"},
		"no rejects":             {"import", "good.csv", "--rejects", "out.csv"},
		"no such input":          {"import", "odd.csv", "missing.csv", "--rejects", "out.csv"},
		"no such workspace":      {"--db", "missing.db", "backup", "out.csv"},
		"a wrong flag":           {"import", "odd.csv", "--rejects", "out.csv", "--as", "trees"},
		"a demo that is refused": {"demo", "--csv", "made", "--accounts", "-1"},
		"a file in the way":      {"demo", "--csv", "other.csv"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := newOutputFolder(t)
			before := readFolder(t, dir)
			said, _ := runIn(dir, args...)
			if name == "no rejects" {
				delete(before, "w.db") // the import may change it
			}
			after := readFolder(t, dir)
			if name == "no rejects" {
				delete(after, "w.db")
			}
			if changed := changedFiles(before, after); len(changed) > 0 {
				t.Errorf("%q: %s", changed, said)
			}
		})
	}
}

// TestBackupSparesWhatIsBesideIt names a file that has a log of a workspace beside
// it, which SQLite would apply to the backup.
func TestBackupSparesWhatIsBesideIt(t *testing.T) {
	t.Parallel()
	dir := newOutputFolder(t)
	if err := os.WriteFile(filepath.Join(dir, "copy.db-wal"), []byte("frames"), 0o600); err != nil {
		t.Fatal(err)
	}
	refuseOutput(t, dir, outputCommands()["backup"], "copy.db")
	if said, err := runIn(dir, "backup", "whole.db"); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	if said, err := runIn(dir, "--db", "whole.db", "list", "--status", "all"); err != nil || !strings.Contains(said, "birch") {
		t.Errorf("%v: %s", err, said)
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".*")); err != nil || len(left) > 0 {
		t.Errorf("left %q: %v", left, err)
	}
}
