package ui

import (
	"context"
	"errors"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"trialist/store"
)

// watcher says whether others changed the workspace. It is a store.Watcher.
type watcher interface {
	Changed(ctx context.Context) (bool, error)
	Close() error
}

// watchState is what the user has been told of the watching, not to be told again.
type watchState struct {
	replaced bool // another file lies in the place of the workspace
	failing  bool // looking for changes fails
}

// waitForSecond is the one clock of the dashboard: it looks for changes by other
// processes, and for the minute having passed. Nothing is told of the seconds in
// which neither happened, as each message has the whole screen drawn to find that
// it is the same.
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

// waitForChange waits until the file changes, or until a time. That another file lies in
// its place, that looking fails, and that it works again are news only if they
// were not told before.
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
			passed.changed = changed
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

// handleClock handles the clock.
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
			// A multiplexer knows its terminal only once that is attached.
			a.backgroundAsked = true
			ask = tea.RequestBackgroundColor
		}
		if msg.changed || a.board.RefreshDue() {
			ask = tea.Batch(ask, a.board.Reload())
		}
		return tea.Batch(ask, a.waitForSecond())
	}
	return nil
}

// handleWatcher takes the watcher. When there is none yet it is tried again: what
// kept it from starting may pass. What others changed meanwhile is read then.
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

// noteWatch tells, once each, that changes by others cannot be seen, and that they
// can be again.
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

// watcherOpened is the start of listening for changes of the file.
type watcherOpened struct {
	watcher watcher // nil with err
	err     error
}

// secondPassed is that a second or more has passed.
type secondPassed struct {
	changed  bool  // whether the file did meanwhile
	replaced error // that another lies in its place; nil when none does
	failed   error // that it could not be looked at; nil when it could
}

// openWatcher starts listening for changes that other processes make.
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
