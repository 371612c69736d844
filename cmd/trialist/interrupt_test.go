//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"trialist/cmd/trialist/cli"
	"trialist/ui/ptytest"
)

// TestInterruptedImportChangesNothing interrupts the import of a pipe that nobody
// writes to any more, once before its first row and once after many. It must end at
// once, say so, and leave the workspace as it was.
func TestInterruptedImportChangesNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	db, pipe := filepath.Join(dir, "workspace.db"), filepath.Join(dir, "events.csv")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skipf("no named pipes here: %v", err)
	}
	customers := filepath.Join(dir, "customers.csv")
	if err := os.WriteFile(customers, []byte("account_id,trial_started_at\nacme,2026-11-01\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	trialist(t, db, "import", customers)
	look := func() string {
		t.Helper()
		trialist(t, db, "doctor")
		return trialist(t, db, "export", "events") + trialist(t, db, "--as-of", "2026-11-02", "list", "--csv")
	}
	before := look()

	interrupted := func(d *ptytest.Terminal) {
		t.Helper()
		d.Press("\x03")
		if got := d.Status(); got != cli.StatusInterrupted {
			t.Errorf("exit status %d, want %d", got, cli.StatusInterrupted)
		}
		d.Await("nothing was changed")
		lines := strings.Split(strings.TrimSpace(d.Written()), "\n")
		if last := ansi.Strip(lines[len(lines)-1]); !strings.Contains(last, "trialist: import") {
			t.Errorf("the last line is %q", last)
		}
		if after := look(); after != before {
			t.Errorf("the workspace was\n%s\nand is\n%s", before, after)
		}
	}

	// write starts an import and opens the pipe for writing, which waits until the
	// import has opened it.
	write := func() (*ptytest.Terminal, *os.File) {
		t.Helper()
		d := open(t, "--db", db, "import", pipe)
		w, err := os.OpenFile(pipe, os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = w.Close() })
		return d, w
	}
	d, _ := write()
	interrupted(d)

	// Bytes arrive and are counted on the progress line; then nothing arrives any
	// more. Others save meanwhile.
	d, w := write()
	var rows bytes.Buffer
	rows.WriteString("account_id,event,timestamp\n")
	for i := range 100_000 {
		fmt.Fprintf(&rows, "acme,login,2026-11-01T%02d:%02d:%02dZ\n", i/3600%24, i/60%60, i%60)
	}
	if _, err := w.Write(rows.Bytes()); err != nil {
		t.Fatal(err)
	}
	d.Await("events.csv  receiving  ")
	if got := trialist(t, db, "config", "set", "undo", "100MB"); !strings.Contains(got, "100 MB") { // fails where it has to wait for long
		t.Errorf("setting it says %s", got)
	}
	interrupted(d)
}

// TestSignalsEndCommands ends an import that waits for a pipe by each signal that asks
// a process to end. Its status must say which, and nothing may be left behind.
func TestSignalsEndCommands(t *testing.T) {
	t.Parallel()
	for s, status := range map[syscall.Signal]int{
		syscall.SIGHUP: 129, syscall.SIGINT: 130, syscall.SIGQUIT: 131, syscall.SIGTERM: 143,
	} {
		t.Run(s.String(), func(t *testing.T) {
			t.Parallel()
			if signal.Ignored(s) {
				t.Skip("the tests were started to ignore it")
			}
			dir := t.TempDir()
			pipe := filepath.Join(dir, "events.csv")
			if err := syscall.Mkfifo(pipe, 0o600); err != nil {
				t.Skipf("no named pipes here: %v", err)
			}
			d := open(t, "--db", filepath.Join(dir, "w.db"), "import", pipe, "--rejects", filepath.Join(dir, "rejects.csv"))
			w, err := os.OpenFile(pipe, os.O_WRONLY, 0) // waits for the import to open it
			if err != nil {
				t.Fatal(err)
			}
			defer w.Close() //nolint:errcheck // nothing was written
			d.Signal(s)
			if got := d.Status(); got != status {
				t.Errorf("exit status %d, want %d", got, status)
			}
			d.Await("trialist: import interrupted; nothing was changed")
			if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
				t.Errorf("left %v: %v", left, err)
			}
		})
	}
}
