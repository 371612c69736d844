package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/care"
	"trialist/store/facts"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

// roundsVariable says how often each way of going back to a copy is tried, for a long
// run. Without it each is tried once.
const roundsVariable = "TRIALIST_TEST_ROUNDS"

func rounds() int {
	if n, err := strconv.Atoi(os.Getenv(roundsVariable)); err == nil {
		return n
	}
	return 1
}

// copyOver copies a file as cp does: over the one that is there.
func copyOver(t *testing.T, from, to string) {
	t.Helper()
	in, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = in.Close() }()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(out, in); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
}

// moveOver moves a copy of the file over another, as mv does.
func moveOver(t *testing.T, from, to string) {
	t.Helper()
	copyOver(t, from, to+".coming")
	if err := os.Rename(to+".coming", to); err != nil {
		t.Fatal(err)
	}
}

// notes are the touches of the account, in order.
func notes(t *testing.T, s *store.Store) []string {
	t.Helper()
	touches, err := accounts.Touches(t.Context(), s, "acme", accounts.Latest)
	if err != nil {
		t.Fatal(err)
	}
	var bodies []string
	for _, touch := range touches {
		bodies = append(bodies, touch.Body)
	}
	return bodies
}

// sound fails the test when anything in the workspace is damaged.
func sound(t *testing.T, s *store.Store) {
	t.Helper()
	findings, err := care.Check(t.Context(), facts.New(s))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		if !f.OK {
			t.Errorf("doctor finds %+v", f)
		}
	}
}

func note(s *store.Store, body string) error {
	_, err := accounts.AddTouch(context.Background(), s, accounts.Touch{Account: "acme", Body: body})
	return err
}

// TestCopyFromBeforeACacheIsRefused copies a raw copy over a workspace while its log
// has nothing but caches that were made after the copy. No touch may go into it, and
// the log may not be moved into it either.
func TestCopyFromBeforeACacheIsRefused(t *testing.T) {
	t.Parallel()
	path := ingesttest.ClosedWorkspace(t)
	kept := filepath.Join(t.TempDir(), "kept.db")
	dashboard := storetest.Open(t, path, store.Options{})
	if err := note(dashboard, "before"); err != nil {
		t.Fatal(err)
	}
	for dashboard.HasLog() {
		time.Sleep(time.Millisecond)
	}
	copyOver(t, path, kept)
	dashboard.HoldCheckpoints()
	err := dashboard.Write(t.Context(), "cache", func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO columns VALUES (0, 'plan', 1, zeroblob(9000))`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	awaitLaterTime(t, path+"-wal")
	copyOver(t, kept, path)
	if err := note(dashboard, "lost"); !errors.Is(err, store.ErrReplaced) {
		t.Errorf("writing to a copy from before: %v", err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	dashboard.ReleaseCheckpoints()
	if err := dashboard.Close(); err != nil {
		t.Fatal(err)
	}
	if after, err := os.ReadFile(path); err != nil || !slices.Equal(before, after) {
		t.Errorf("the log was moved into the copy (%v)", err)
	}
	outcome(t, path)
}

// leftLog is a state that a workspace is in when a copy is put in its place.
type leftLog struct {
	name string
	// child is what another process does that is killed in this state; "" for none.
	child string
}

// TestGoingBackByHand puts a copy in the place of a workspace in every way, in every
// state. What follows is the copy, exactly, or a refusal that has changed nothing.
func TestGoingBackByHand(t *testing.T) {
	t.Parallel()
	for range rounds() {
		for way, put := range map[string]func(t *testing.T, from, to string){"cp": copyOver, "mv": moveOver} {
			for _, state := range []leftLog{{"empty log", ""}, {"killed with a log", "touch and hang"}, {"killed in a checkpoint", "checkpoint and hang"}} {
				for _, raw := range []bool{false, true} {
					for _, open := range []bool{false, true} {
						t.Run(fmt.Sprintf("%s/%s/raw %t/open %t", way, state.name, raw, open), func(t *testing.T) {
							t.Parallel()
							goBack(t, put, state.child, raw, open)
						})
					}
				}
			}
		}
	}
}

func goBack(t *testing.T, put func(t *testing.T, from, to string), child string, raw, isOpen bool) {
	path := ingesttest.ClosedWorkspace(t)
	kept := filepath.Join(t.TempDir(), "kept.db")
	first := storetest.Open(t, path, store.Options{})
	if err := note(first, "before"); err != nil {
		t.Fatal(err)
	}
	if !raw {
		if err := care.Backup(t.Context(), first, kept); err != nil {
			t.Fatal(err)
		}
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if raw {
		copyOver(t, path, kept)
	}
	var dashboard *store.Store
	if isOpen {
		dashboard = storetest.Open(t, path, store.Options{})
	}
	changeAfterwards(t, path, child)
	if dashboard != nil {
		watcher, err := dashboard.Watch(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = watcher.Close() }()
		_ = notes(t, dashboard)  // has pages in memory
		for dashboard.HasLog() { // soon empties what the other has left
			time.Sleep(time.Millisecond)
		}
	}
	put(t, kept, path)
	if dashboard != nil {
		if err := note(dashboard, "lost"); !errors.Is(err, store.ErrReplaced) || !strings.Contains(err.Error(), "nothing was saved") {
			t.Errorf("writing to a replaced workspace: %v", err)
		}
		dashboard.AwaitWrites()
	}
	outcome(t, path)
	if dashboard != nil {
		if err := dashboard.Close(); err != nil {
			t.Fatal(err)
		}
		outcome(t, path)
	}
}

// keptFile keeps what a workspace had before it was restored.
type keptFile struct{ path string }

func (k keptFile) Unfinished() string { return k.path + ".unfinished" }
func (k keptFile) Commit() error      { return os.Rename(k.Unfinished(), k.path) }

// TestRestoreIsFollowed restores a workspace in every state. What follows is the backup,
// and what was there is kept. Whoever has it open is told, and goes on with the backup.
func TestRestoreIsFollowed(t *testing.T) {
	t.Parallel()
	for range rounds() {
		for _, state := range []leftLog{{"empty log", ""}, {"killed with a log", "touch and hang"}, {"killed in a checkpoint", "checkpoint and hang"}} {
			for _, raw := range []bool{false, true} {
				for _, open := range []bool{false, true} {
					t.Run(fmt.Sprintf("%s/raw %t/open %t", state.name, raw, open), func(t *testing.T) {
						t.Parallel()
						restore(t, state.child, raw, open)
					})
				}
			}
		}
	}
}

func restore(t *testing.T, child string, raw, isOpen bool) {
	path := ingesttest.ClosedWorkspace(t)
	folder := t.TempDir()
	backup, copied, kept := filepath.Join(folder, "backup.db"), filepath.Join(folder, "copied.db"), filepath.Join(folder, "kept.db")
	first := storetest.Open(t, path, store.Options{})
	if err := note(first, "before"); err != nil {
		t.Fatal(err)
	}
	if !raw {
		if err := care.Backup(t.Context(), first, backup); err != nil {
			t.Fatal(err)
		}
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if raw {
		copyOver(t, path, backup)
	}
	var dashboard *store.Store
	var watcher *store.Watcher
	if isOpen {
		dashboard = storetest.Open(t, path, store.Options{})
		var err error
		if watcher, err = dashboard.Watch(t.Context()); err != nil {
			t.Fatal(err)
		}
		defer func() { _ = watcher.Close() }()
	}
	changeAfterwards(t, path, child)
	if isOpen {
		if change, err := watcher.Changed(t.Context()); err != nil || change != store.Changed {
			t.Errorf("before it the watcher says %v, %v", change, err)
		}
	}
	if _, err := care.CopyBackup(t.Context(), backup, copied); err != nil {
		t.Fatal(err)
	}
	if err := care.Restore(t.Context(), path, copied, keptFile{kept}, kept); err != nil {
		t.Fatal(err)
	}
	want := []string{"before"}
	if isOpen {
		if change, err := watcher.Changed(t.Context()); err != nil || change != store.Restored {
			t.Errorf("the watcher says %v, %v, want that it was restored", change, err)
		}
		if got := notes(t, dashboard); !slices.Equal(got, want) {
			t.Errorf("who has it open sees %q, want %q", got, want)
		}
		if err := note(dashboard, "later"); err != nil {
			t.Errorf("who has it open cannot go on: %v", err)
		}
		want = append(want, "later")
	}
	s := storetest.Open(t, path, store.Options{})
	if got := notes(t, s); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	sound(t, s)
	if got := notes(t, storetest.Open(t, kept, store.Options{})); len(got) < 2 || got[0] != "before" || got[1] != "after" {
		t.Errorf("kept is %q, want what was there", got)
	}
}

// changeAfterwards adds a touch and leaves the log as it is to be.
func changeAfterwards(t *testing.T, path, child string) {
	t.Helper()
	if child == "" {
		s := storetest.Open(t, path, store.Options{})
		if err := note(s, "after"); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		return
	}
	c := run(t, child, path)
	killWhenReady(t, c)
	awaitLaterTime(t, path+"-wal")
}

// awaitLaterTime waits until what is written next is known to be later than the file:
// the clock of files ticks some hundred times a second.
func awaitLaterTime(t *testing.T, path string) {
	t.Helper()
	before, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	probe := filepath.Join(t.TempDir(), "probe")
	for {
		if err := os.WriteFile(probe, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if now, err := os.Stat(probe); err != nil || now.ModTime().After(before.ModTime()) {
			return
		}
		time.Sleep(time.Millisecond)
	}
}

// killWhenReady starts a child that says when it has done what it does, and kills it.
func killWhenReady(t *testing.T, c *exec.Cmd) {
	t.Helper()
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	said := make([]byte, len("ready\n"))
	if _, err := io.ReadFull(out, said); err != nil || string(said) != "ready\n" {
		t.Fatalf("the child said %q, %v", said, err)
	}
	if err := c.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = c.Wait()
}

// outcome checks that the workspace is the copy, or is refused and unchanged.
func outcome(t *testing.T, path string) {
	t.Helper()
	before, _ := os.ReadFile(path)
	logBefore, _ := os.ReadFile(path + "-wal")
	s, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		if !errors.Is(err, store.ErrForeignLog) && !errors.Is(err, store.ErrReplaced) {
			t.Fatalf("refused with %v", err)
		}
		after, _ := os.ReadFile(path)
		logAfter, _ := os.ReadFile(path + "-wal")
		if !slices.Equal(before, after) || !slices.Equal(logBefore, logAfter) {
			t.Error("the refusal has changed the files")
		}
		return
	}
	if got := notes(t, s); !slices.Equal(got, []string{"before"}) {
		t.Errorf("got %q, want what the copy has", got)
	}
	sound(t, s)
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}
