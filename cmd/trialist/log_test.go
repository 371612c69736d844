package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestLog runs commands that succeed, that fail and that are misused. All name a
// customer. The log must tell them apart and contain nothing of the customer.
func TestLog(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	log, db := filepath.Join(dir, "faults.log"), filepath.Join(dir, "w.db")
	customers := filepath.Join(dir, "customers.csv")
	if err := os.WriteFile(customers, []byte("id,name,plan,trial_start\nhush-1,Hush Ltd,hushplan,2026-11-01\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	damaged := filepath.Join(dir, "damaged.db")
	if err := os.WriteFile(damaged, []byte(strings.Repeat("hush ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, command := range [][]string{
		{"--db", db, "import", customers},
		{"--db", db, "list", "--filter", "plan is hushplan"},
		{"--db", db, "show", "hush-2"},
		{"--db", damaged, "list"},
		{"--db", db, "list", "--hush"},
	} {
		_ = exec.Command("trialist", append([]string{"--log", log}, command...)...).Run() // the status is in the log
	}
	text, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	got := string(text)
	for _, want := range []string{
		`msg=began command="trialist import" flags=db,log trialist=`,
		`msg=done command="trialist import" duration=`,
		`level=ERROR msg=failed command="trialist show"`,
		`*errors.errorString: not found`,
		`*errors.errorString: not a trialist workspace`,
		`*sqlite.Error 26: `,
		`status=2 error="cli.usageError > `,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the log lacks %q:\n%s", want, got)
		}
	}
	if strings.Contains(strings.ToLower(got), "hush") {
		t.Errorf("the log tells of a customer:\n%s", got)
	}
	if info, err := os.Stat(log); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read the log: %v, %v", info.Mode(), err)
	}
}

// TestLogSparesOtherFiles names the workspace as the log, which must be refused.
func TestLogSparesOtherFiles(t *testing.T) {
	t.Parallel()
	db := newWorkspace(t)
	before, err := os.ReadFile(db)
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("trialist", "--db", db, "--log", db, "list").CombinedOutput()
	if err == nil || !strings.Contains(string(out), "is the workspace, which is never written over") {
		t.Errorf("%v: %s", err, out)
	}
	if after, err := os.ReadFile(db); err != nil || string(after) != string(before) {
		t.Errorf("the workspace was written to: %v", err)
	}
}

// TestLogSparesWhatIsNoLog names a file of the user's as the log.
func TestLogSparesWhatIsNoLog(t *testing.T) {
	t.Parallel()
	dir := newOutputFolder(t)
	before := readFolder(t, dir)
	if said, err := runIn(dir, "--log", "other.csv", "paths"); err == nil || !strings.Contains(said, "is not a log of trialist") {
		t.Errorf("%v: %s", err, said)
	}
	if changed := changedFiles(before, readFolder(t, dir)); len(changed) > 0 {
		t.Errorf("%q", changed)
	}
}
