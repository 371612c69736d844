package ui

import (
	"context"
	"errors"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"trialist/store"
)

// watcher reports whether other processes changed the workspace. It is a
// *store.Watcher, or the fake of a test.
type watcher interface {
	Changed(ctx context.Context) (store.Change, error)
	Close() error
}

// watchState is what the user has been told about the watcher, so that it is not
// told again.
type watchState struct {
	replaced bool // the workspace was replaced by another file
	failing  bool // looking for changes fails
}

// waitForSecond is the one clock of the dashboard. It checks every second whether
// another process changed the file and whether a minute has passed. It sends no
// message for a second in which neither happened: after every message the whole
// screen is drawn.
func (a *app) waitForSecond() tea.Cmd {
	ctx, now, w, told := a.board.Context(), a.board.Now, a.watcher, watchState{a.fileReplaced, a.watchFailing}
	until := now().Truncate(time.Minute).Add(time.Minute) // as-of moves by the minute
	if a.background == nil && !a.backgroundAsked {
		until = now()
	}
	return a.board.Tick(pollInterval, func(time.Time) tea.Msg {
		if w == nil {
			return secondPassed{}
		}
		return waitForChange(ctx, w, now, until, told)
	})
}

// waitForChange waits until the file changes, or until a time. It also returns when
// the file was replaced, when looking fails, and when it works again, unless the
// user has been told.
func waitForChange(ctx context.Context, w watcher, now func() time.Time, until time.Time, told watchState) secondPassed {
	second := time.NewTicker(pollInterval)
	defer second.Stop()
	for {
		var passed secondPassed
		changed, err := w.Changed(ctx)
		switch {
		case ctx.Err() != nil:
			return secondPassed{}
		case errors.Is(err, store.ErrReplaced):
			passed.replaced = err
		case err != nil:
			passed.failed = err
		default:
			passed.changed, passed.restored = changed != store.Unchanged, changed == store.Restored
		}
		news := passed.changed || passed.replaced != nil && !told.replaced ||
			passed.replaced == nil && (passed.failed != nil) != told.failing
		if news || !now().Before(until) {
			return passed
		}
		select {
		case <-ctx.Done():
			return secondPassed{}
		case <-second.C:
		}
	}
}

// handleClock handles the messages of the clock and of the watcher.
func (a *app) handleClock(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case watcherOpened:
		return a.handleWatcher(msg)
	case secondPassed:
		var ask tea.Cmd
		if a.fileReplaced = msg.replaced != nil; a.fileReplaced {
			a.Fail(msg.replaced)
		}
		if a.watcher != nil && msg.replaced == nil {
			a.noteWatch(msg.failed)
		}
		if a.background == nil && !a.backgroundAsked {
			// A multiplexer knows the background only once a terminal is attached.
			a.backgroundAsked = true
			ask = tea.RequestBackgroundColor
		}
		if msg.restored {
			a.board.Restored()
			a.draft.Restored()
			a.Tell("The workspace was taken back to a backup; this is what it has")
		}
		if msg.changed || a.board.RefreshDue() {
			ask = tea.Batch(ask, a.board.Reload())
		}
		return tea.Batch(ask, a.waitForSecond())
	}
	return nil
}

// handleWatcher takes over the watcher. When it could not be opened it is tried
// again each second, as the cause may pass; then the workspace is read again too,
// as changes were missed.
func (a *app) handleWatcher(m watcherOpened) tea.Cmd {
	was := a.watchFailing
	a.noteWatch(m.err)
	if m.err != nil {
		ctx, s := a.board.Context(), a.board.Store()
		return a.board.Tick(pollInterval, func(time.Time) tea.Msg { return newWatcher(ctx, s) })
	}
	a.watcher = m.watcher
	if was {
		return a.board.Reload()
	}
	return nil
}

// noteWatch tells the user once that changes by others cannot be seen, and once
// that they can be seen again.
func (a *app) noteWatch(err error) {
	was := a.watchFailing
	a.watchFailing = err != nil
	switch {
	case a.watchFailing && !was:
		a.Fail(fmt.Errorf("changes by others will not show: %w", err))
	case was && !a.watchFailing:
		a.Tell("Changes by others show again")
	}
}

// watcherOpened is the answer to openWatcher.
type watcherOpened struct {
	watcher watcher // nil with err
	err     error
}

// secondPassed says that a second or more has passed.
type secondPassed struct {
	changed  bool  // another process changed the file
	restored bool  // a backup was put in the place of the workspace
	replaced error // says that the workspace was replaced by another file; nil when it was not
	failed   error // why looking for changes failed; nil when it did not
}

// openWatcher is the command that opens a watcher of the workspace.
func openWatcher(ctx context.Context, s *store.Store) tea.Cmd {
	return func() tea.Msg { return newWatcher(ctx, s) }
}

func newWatcher(ctx context.Context, s *store.Store) watcherOpened {
	w, err := s.Watch(ctx)
	if err != nil {
		return watcherOpened{err: err}
	}
	return watcherOpened{watcher: w}
}
