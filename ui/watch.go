package ui

import (
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"
)

// everySecond is the one clock of the dashboard: it looks for changes by other
// processes, and for the minute having passed.
func (a *app) everySecond() tea.Cmd {
	return a.board.tick(pollEvery, func(at time.Time) tea.Msg { return secondPassed{at} })
}

// watch handles the clock and the answers about the file. A question is asked
// only when the one before was answered, so a slow disk is not asked twice.
func (a *app) watch(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case watching:
		if msg.err != nil {
			a.fail(fmt.Errorf("changes by others will not show: %w", msg.err))
		}
		a.watcher = msg.watcher
	case polled:
		a.polling = false
		if msg.err == nil && msg.changed {
			return a.board.reload()
		}
	case secondPassed:
		next := a.everySecond()
		if a.background == nil && !a.asked {
			// A multiplexer knows its terminal only once that is attached.
			a.asked = true
			next = tea.Batch(next, tea.RequestBackgroundColor)
		}
		if a.board.due() {
			next = tea.Batch(next, a.board.reload())
		}
		if a.watcher != nil && !a.polling {
			a.polling = true
			next = tea.Batch(next, poll(a.board.ctx, a.watcher))
		}
		return next
	}
	return nil
}
