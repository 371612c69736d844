package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"trialist/cmd/trialist/cli"
)

// trialist runs the program in its own process and returns what it printed on both
// streams.
func trialist(t testing.TB, db string, args ...string) string {
	t.Helper()
	out, err := exec.Command("trialist", append([]string{"--db", db}, args...)...).CombinedOutput()
	if err != nil {
		t.Errorf("%q: %v: %s", args, err, out)
	}
	return string(out)
}

// newWorkspace makes an empty workspace and returns its path.
func newWorkspace(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	db, config := filepath.Join(dir, "w.db"), filepath.Join(dir, "empty.toml")
	if err := os.WriteFile(config, []byte("version = 1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	trialist(t, db, "config", "import", config)
	return db
}

// TestWritersTakeTurns lets many processes write to one workspace at once. None may
// fail, and no write may be lost.
func TestWritersTakeTurns(t *testing.T) {
	t.Parallel()
	const writers = 8
	db := newWorkspace(t)
	dir := filepath.Dir(db)
	var all sync.WaitGroup
	for i := range writers {
		file := filepath.Join(dir, fmt.Sprintf("part%d.csv", i))
		if err := os.WriteFile(file, fmt.Appendf(nil, "id,trial_start\nacc%d,2026-11-01\n", i), 0o600); err != nil {
			t.Fatal(err)
		}
		all.Go(func() { trialist(t, db, "import", file) })
		all.Go(func() {
			trialist(t, db, "signals", "add", "--side", "fit", "--name", fmt.Sprintf("Signal %d", i), "--when", "attribute seats is set")
		})
	}
	all.Wait()
	listed := trialist(t, db, "--as-of", "2026-11-02", "list", "--csv")
	signals := trialist(t, db, "signals", "list", "--csv")
	for i := range writers {
		if !strings.Contains(listed, fmt.Sprintf("acc%d,", i)) {
			t.Errorf("the import of acc%d is lost", i)
		}
		if !strings.Contains(signals, fmt.Sprintf("Signal %d,", i)) {
			t.Errorf("signal %d is lost", i)
		}
	}
}

// TestInterruptedImport interrupts an import that waits for more input. It must end
// at once, say so, and leave nothing behind.
func TestInterruptedImport(t *testing.T) {
	t.Parallel()
	db := filepath.Join(t.TempDir(), "interrupted.db")
	cmd := exec.Command("trialist", "--db", db, "import", "-")
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	// The write returns when the program has read more than a pipe holds, so it is
	// importing by then.
	row := "\nacme,2026-11-01"
	if _, err := stdin.Write([]byte("id,trial_start" + strings.Repeat(row, 200_000/len(row)))); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	err = cmd.Wait()
	if cmd.ProcessState.ExitCode() != cli.StatusInterrupted || !strings.Contains(complaint.String(), "interrupted; nothing was changed") {
		t.Errorf("%v, and said %q", err, complaint.String())
	}
	if err := stdin.Close(); err == nil {
		t.Log("the pipe was still open")
	}
	if _, err := os.Stat(db); err == nil {
		if listed := trialist(t, db, "list", "--status", "all", "--json"); !strings.Contains(listed, `"total": 0`) {
			t.Errorf("something was kept: %s", listed)
		}
	}
}
