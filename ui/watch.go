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

// known is what the user has been told of the watching, not to be told again.
type known struct {
	replaced bool // another file lies in the place of the workspace
	deaf     bool // looking for changes fails
}

// everySecond is the one clock of the dashboard: it looks for changes by other
// processes, and for the minute having passed. Nothing is told of the seconds in
// which neither happened, as each message has the whole screen drawn to find that
// it is the same.
func (a *app) everySecond() tea.Cmd {
	ctx, now, w, told := a.board.ctx, a.board.now, a.watcher, known{a.replaced, a.deaf}
	until := now().Truncate(time.Minute).Add(time.Minute) // as-of moves by the minute
	if a.background == nil && !a.asked {
		until = now()
	}
	return a.board.tick(pollEvery, func(time.Time) tea.Msg {
		if w == nil {
			return secondPassed{}
		}
		return changes(ctx, w, now, until, told)
	})
}

// changes waits until the file changes, or until a time. That another file lies in
// its place, that looking fails, and that it works again are news only if they
// were not told before.
func changes(ctx context.Context, w watcher, now func() time.Time, until time.Time, told known) secondPassed {
	second := time.NewTicker(pollEvery)
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
			passed.replaced == nil && (passed.failed != nil) != told.deaf
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

// watch handles the clock.
func (a *app) watch(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case watching:
		return a.takeWatching(msg)
	case secondPassed:
		var ask tea.Cmd
		if a.replaced = msg.replaced != nil; a.replaced {
			a.Fail(msg.replaced)
		}
		if a.watcher != nil && msg.replaced == nil {
			a.heard(msg.failed)
		}
		if a.background == nil && !a.asked {
			// A multiplexer knows its terminal only once that is attached.
			a.asked = true
			ask = tea.RequestBackgroundColor
		}
		if msg.changed || a.board.due() {
			ask = tea.Batch(ask, a.board.reload())
		}
		return tea.Batch(ask, a.everySecond())
	}
	return nil
}

// takeWatching takes the watcher. When there is none yet it is tried again: what
// kept it from starting may pass. What others changed meanwhile is read then.
func (a *app) takeWatching(m watching) tea.Cmd {
	was := a.deaf
	a.heard(m.err)
	if m.err != nil {
		ctx, s := a.board.ctx, a.board.store
		return a.board.tick(pollEvery, func(time.Time) tea.Msg { return startWatching(ctx, s) })
	}
	a.watcher = m.watcher
	if was {
		return a.board.reload()
	}
	return nil
}

// heard tells, once each, that changes by others cannot be seen, and that they
// can be again.
func (a *app) heard(err error) {
	was := a.deaf
	a.deaf = err != nil
	switch {
	case a.deaf && !was:
		a.Fail(fmt.Errorf("changes by others will not show: %w", err))
	case was && !a.deaf:
		a.Tell("Changes by others show again")
	}
}

// watching is the start of listening for changes of the file.
type watching struct {
	watcher watcher // nil with err
	err     error
}

// secondPassed is that a second or more has passed.
type secondPassed struct {
	changed  bool  // whether the file did meanwhile
	replaced error // that another lies in its place; nil when none does
	failed   error // that it could not be looked at; nil when it could
}

// watch starts listening for changes that other processes make.
func watch(ctx context.Context, s *store.Store) tea.Cmd {
	return func() tea.Msg { return startWatching(ctx, s) }
}

func startWatching(ctx context.Context, s *store.Store) watching {
	w, err := s.Watch(ctx)
	if err != nil {
		return watching{err: err}
	}
	return watching{watcher: w}
}
