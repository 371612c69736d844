package ui

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
)

func TestOthersChangesShow(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("G")
	kept := s.selected()
	other := s.openStore()
	w := &fixture{}
	w.customer("new", "Zephyr Canvas", append(onTrial(2), attribute("employees", value.NumberValue(900)), attribute("country", value.TextValue("FR")))...)
	for _, event := range []string{"Created project", "Imported contacts", "Invited teammate", "Invited teammate"} {
		w.event("new", event, time.Duration(len(w.events)+1)*time.Minute)
	}
	importFixture(t, other, w)
	s.misses("Zephyr Canvas")
	s.second()
	s.sees("21 trials", "Zephyr Canvas", "▼1")
	if got := s.selected(); got != kept {
		t.Errorf("the cursor went from %q to %q", kept, got)
	}
	if _, err := accounts.AddTouch(t.Context(), other, accounts.Touch{Account: "new", At: value.FromTime(noon), Kind: accounts.Assigned, Body: "Bo"}); err != nil {
		t.Fatal(err)
	}
	s.size(200, 40)
	s.second()
	s.sees("Bo")
}

func TestTheMinutePasses(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.sees("21 Nov 12:00")
	s.now = noon.Add(59 * time.Second)
	s.second()
	s.sees("21 Nov 12:00")
	s.now = noon.Add(26 * time.Hour)
	s.second()
	s.sees("22 Nov 14:00")

	s.now = noon.Add(26*time.Hour + 14*time.Minute)
	s.second() // the dashboard is idle
	s.sees("22 Nov 14:00")
	s.now = noon.Add(26*time.Hour + 15*time.Minute)
	s.second()
	s.sees("22 Nov 14:15")
	s.now = noon.Add(26*time.Hour + 25*time.Minute)
	want := string(s.app.board.AccountName(s.app.board.Shown()[1]))
	s.press("j")
	s.sees("22 Nov 14:25")
	if got := s.selected(); got != want {
		t.Errorf("the cursor is on %q, want %q", got, want)
	}
	s.now = noon.Add(26*time.Hour + 26*time.Minute)
	s.second()
	s.sees("22 Nov 14:26")

	fixed := start(t, sampleTrials(t), func(o *Options) { o.AsOf = value.FromTime(noon) })
	fixed.now = noon.Add(26 * time.Hour)
	fixed.second()
	fixed.sees("21 Nov 12:00 UTC")
}

func TestAReplacedWorkspaceIsTold(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	check := func(until time.Time, told bool) secondPassed {
		return waitForChange(t.Context(), s.app.watcher, func() time.Time { return s.now }, until, watchState{replaced: told})
	}
	if m := check(s.now, false); m.changed || m.replaced != nil {
		t.Errorf("at first %+v", m)
	}
	if err := os.Rename(s.path, s.path+".old"); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(s.path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	m := check(s.now.Add(time.Hour), false)
	if m.replaced == nil || m.changed {
		t.Fatalf("after another took its place %+v", m)
	}
	s.size(200, 40)
	s.send(m)
	s.sees("was replaced by another file")
	if !s.app.fileReplaced {
		t.Error("it would be told every second")
	}
	if m := check(s.now, true); m.replaced == nil { // the message of the minute says so again
		t.Errorf("a minute later %+v", m)
	}
	if err := os.Rename(s.path+".old", s.path); err != nil {
		t.Fatal(err)
	}
	s.send(check(s.now, true))
	s.press("j")
	if s.app.fileReplaced || strings.Contains(s.screen(), "was replaced") {
		t.Error("it is told though the file is back")
	}
}

// failingWatcher is a watcher that fails while err is not nil.
type failingWatcher struct{ err error }

func (f *failingWatcher) Changed(context.Context) (store.Change, error) {
	return store.Unchanged, f.err
}

func (f *failingWatcher) Close() error { return nil }

func TestAFailingWatcherIsToldOnce(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	if err := s.app.watcher.Close(); err != nil {
		t.Fatal(err)
	}
	w := &failingWatcher{err: errors.New("watch the workspace: the disk \x1b[31mis gone")}
	s.app.watcher = w
	s.size(200, 40)
	// Each call returns at once: either there is news or the minute has passed.
	check := func(until time.Time) {
		t.Helper()
		told := watchState{s.app.fileReplaced, s.app.watchFailing}
		s.send(waitForChange(t.Context(), w, func() time.Time { return s.now }, until, told))
	}
	check(s.now.Add(time.Hour))
	s.sees("Changes by others will not show: watch the workspace: the disk ␛[31mis gone")
	s.press("j")
	check(s.now) // the minute passes
	s.misses("will not show")
	w.err = nil
	check(s.now.Add(time.Hour))
	s.sees("Changes by others show again")
	s.press("j")
	check(s.now)
	s.misses("show again")
}

func TestWatchingIsTriedAgain(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	w := s.app.watcher
	s.app.watcher = nil
	s.size(200, 40)
	s.send(watcherOpened{err: errors.New("watch the workspace: too many open files")})
	s.sees("Changes by others will not show: watch the workspace: too many open files")
	s.press("j")
	s.send(watcherOpened{err: errors.New("watch the workspace: too many open files")})
	s.misses("will not show")
	importFixture(t, s.openStore(), func() *fixture {
		w := &fixture{}
		w.customer("new", "Zephyr Canvas", onTrial(2)...)
		return w
	}())
	s.send(watcherOpened{watcher: w})
	s.sees("Changes by others show again", "21 trials")
}

func TestWatchingEndsQuietly(t *testing.T) {
	t.Parallel()
	ended, end := context.WithCancel(t.Context())
	end()
	w := &failingWatcher{err: context.Canceled}
	if m := waitForChange(ended, w, time.Now, time.Time{}, watchState{}); m != (secondPassed{}) {
		t.Errorf("the end of the program is told as %+v", m)
	}
}
