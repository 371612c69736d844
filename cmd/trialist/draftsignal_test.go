//go:build unix

package main

import (
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"

	"trialist/ui/ptytest"
)

// TestDraftOutlivesSignals ends a dashboard with a draft by every signal that ends it,
// right after the last edit. The next dashboard must offer the draft.
func TestDraftOutlivesSignals(t *testing.T) {
	t.Parallel()
	db := filepath.Join(t.TempDir(), "base.db")
	trialist(t, db, "demo", "--accounts", "50")
	for s, status := range map[syscall.Signal]int{
		syscall.SIGHUP: 129, syscall.SIGINT: 130, syscall.SIGQUIT: 131, syscall.SIGTERM: 143,
	} {
		t.Run(s.String(), func(t *testing.T) {
			t.Parallel()
			if signal.Ignored(s) {
				t.Skip("the tests were started to ignore it")
			}
			own := filepath.Join(t.TempDir(), "w.db")
			copyFile(t, db, own)
			d := openWithDraft(t, own)
			d.Signal(s)
			d.CheckEnded(status)
			next := open(t, "--db", own)
			next.Await("A draft of yours was never saved")
			next.Signal(syscall.SIGKILL)
		})
	}
}

// openWithDraft opens a dashboard and makes a draft.
func openWithDraft(t *testing.T, db string) *ptytest.Terminal {
	t.Helper()
	d := open(t, "--db", db)
	d.Await("50 trials")
	d.Press("3")
	d.Await("heavier") // nothing can be edited before
	d.Press("+")
	d.Await("Draft,")
	return d
}
