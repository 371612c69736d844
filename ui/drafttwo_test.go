//go:build unix

package ui

import (
	"context"
	"os"
	"syscall"
	"testing"
	"time"

	"trialist/store"
	"trialist/store/rulebooks"
)

// weights waits for a version of the rulebook, and returns the weights of its first
// two adoption signals.
func (term *terminal) weights(s *store.Store, version int64) [2]int {
	term.t.Helper()
	deadline := time.Now().Add(30 * time.Second)
	for {
		book, now, err := rulebooks.Current(context.Background(), s)
		if err != nil {
			term.t.Fatal(err)
		}
		if now >= version {
			return [2]int{book.Card.Adoption[0].Weight, book.Card.Adoption[1].Weight}
		}
		if time.Now().After(deadline) {
			term.t.Fatalf("version %d was never saved; got %q", version, term.Written())
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// awaitDraft waits until the workspace has a recovery copy of this dashboard's
// draft.
func (term *terminal) awaitDraft(s *store.Store) {
	term.t.Helper()
	deadline := time.Now().Add(30 * time.Second)
	for found := false; !found; time.Sleep(5 * time.Millisecond) {
		// No draft is claimed: every process is said to be running.
		_, _, err := rulebooks.ClaimDraft(context.Background(), s, "", os.Getpid(), func(process int) bool {
			found = found || process == term.Process()
			return false
		})
		if err != nil {
			term.t.Fatal(err)
		}
		if time.Now().After(deadline) {
			term.t.Fatalf("the draft was never written; got %q", term.Written())
		}
	}
}

// TestTwoDashboards edits the signals of one workspace in two processes at once.
func TestTwoDashboards(t *testing.T) {
	t.Parallel()
	const save = "\x13"
	for key, want := range map[string][2]int{
		"b": {7, 9}, "m": {5, 9}, "t": {7, 10}, "t\x12" + save: {5, 9}, // ctrl+r brings mine back
	} {
		t.Run(key[:min(len(key), 2)], func(t *testing.T) {
			t.Parallel()
			one := openTerminal(t)
			two := openTerminalOn(t, one.path)
			s, err := store.Open(t.Context(), one.path, store.Options{})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = s.Close() })
			for _, term := range []*terminal{one, two} {
				term.Await("Quayside")
			}
			two.Press("3")
			two.Await("heavier") // nothing can be edited before
			two.Press("j-")
			two.Await("Draft,")
			one.Press("3")
			one.Await("heavier") // nothing can be edited before
			one.Press("++" + save)
			if got := one.weights(s, 2); got != [2]int{7, 10} {
				t.Fatalf("the first saved %v", got)
			}
			two.Press(save)
			two.Await("undoing")
			two.Press(key)
			version := int64(3)
			if want == [2]int{7, 10} {
				version = 2 // there are no own changes to save
				two.Await("theirs now")
			}
			if got := two.weights(s, version); got != want {
				t.Errorf("in force is %v, want %v", got, want)
			}
			if version == 3 {
				two.Await("Saved:") // until then quitting would ask about the draft
			}
			theirs, err := rulebooks.At(t.Context(), s, 2)
			if err != nil || theirs.Card.Adoption[0].Weight != 7 {
				t.Errorf("what the first saved is not in the history: %v", err)
			}
			for _, term := range []*terminal{one, two} {
				term.Press("q")
				if got := term.Status(); got != 0 {
					t.Errorf("exit status %d; got %q", got, term.Written())
				}
			}
		})
	}
}

// TestADraftStaysWithItsDashboard opens a second dashboard of the same user while
// the first has a draft, and a third after the first was killed.
func TestADraftStaysWithItsDashboard(t *testing.T) {
	t.Parallel()
	one := openTerminal(t)
	one.Await("Quayside")
	one.Press("3")
	one.Await("heavier") // nothing can be edited before
	one.Press("++")
	one.Await("Draft,")
	two := openTerminalOn(t, one.path)
	two.Await("Quayside")
	two.Press("3")
	two.Await("heavier") // nothing can be edited before
	two.Press("j-")
	two.Await("Draft,") // there is no question about the draft of the first
	two.Press("\x13")
	s, err := store.Open(t.Context(), one.path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	two.weights(s, 2)
	two.Await("Saved:") // until then quitting would ask about the draft
	one.awaitDraft(s)
	two.Press("q")
	if got := two.Status(); got != 0 {
		t.Fatalf("exit status %d; got %q", got, two.Written())
	}
	one.Signal(syscall.SIGKILL)
	one.Status()
	three := openTerminalOn(t, one.path)
	three.Await("restore")
	three.Press("r3\x13")
	three.Await("undoing")
	three.Press("b")
	if got := three.weights(s, 3); got != [2]int{7, 9} {
		t.Errorf("in force is %v, want both edits", got)
	}
}

// TestADraftOutlivesASignal ends a dashboard right after an edit.
func TestADraftOutlivesASignal(t *testing.T) {
	t.Parallel()
	for name, signal := range map[string]syscall.Signal{"SIGTERM": syscall.SIGTERM, "SIGHUP": syscall.SIGHUP, "SIGINT": syscall.SIGINT} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			term := openTerminal(t)
			term.Await("Quayside")
			term.Press("3")
			term.Await("heavier") // nothing can be edited before
			term.Press("++")
			term.Await("Draft,")
			term.Signal(signal)
			if got := term.Status(); got != 0 {
				t.Fatalf("exit status %d; got %q", got, term.Written())
			}
			s, err := store.Open(t.Context(), term.path, store.Options{})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = s.Close() })
			if _, found, err := rulebooks.ClaimDraft(t.Context(), s, "", os.Getpid(), allEnded); !found || err != nil {
				t.Errorf("the draft is lost: %v", err)
			}
		})
	}
}
