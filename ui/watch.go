package ui

import (
	"context"
	"errors"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"trialist/store"
)

// everySecond is the one clock of the dashboard: it looks for changes by other
// processes, and for the minute having passed. Nothing is told of the seconds in
// which neither happened, as each message has the whole screen drawn to find that
// it is the same.
func (a *app) everySecond() tea.Cmd {
	ctx, now, w, told := a.board.ctx, a.board.now, a.watcher, a.replaced
	until := now().Truncate(time.Minute).Add(time.Minute) // as-of moves by the minute
	if a.background == nil && !a.asked {
		until = now()
	}
	return a.board.tick(pollEvery, func(at time.Time) tea.Msg {
		if w == nil {
			return secondPassed{}
		}
		return changes(ctx, w, now, until, told)
	})
}

// changes waits until the file changes, or until a time. That another file lies in
// its place is news only if it was not told before.
func changes(ctx context.Context, w *store.Watcher, now func() time.Time, until time.Time, told bool) secondPassed {
	second := time.NewTicker(pollEvery)
	defer second.Stop()
	for {
		changed, err := w.Changed(ctx)
		passed := secondPassed{changed: err == nil && changed}
		if errors.Is(err, store.ErrReplaced) {
			passed.replaced = err
		}
		if passed.changed || passed.replaced != nil && !told || !now().Before(until) {
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
		if msg.err != nil {
			a.fail(fmt.Errorf("changes by others will not show: %w", msg.err))
		}
		a.watcher = msg.watcher
	case secondPassed:
		var ask tea.Cmd
		if a.replaced = msg.replaced != nil; a.replaced {
			a.fail(msg.replaced)
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
