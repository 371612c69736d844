package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/explain"
	"trialist/scoring/rulebook"
	"trialist/store"
)

// focus is the one account of which everything is in memory: the one that the
// preview shows, and the drill-down opens without waiting.
type focus struct {
	job      job
	known    bool
	stale    bool // to be read again; shown as it was until then
	slot     uint32
	account  account.Account
	touches  []store.Touch // newest first
	assessed explain.Assessment
	err      error // why the account of the slot could not be read
}

// look has everything about the account in a slot read, unless it is at hand.
// While one account is on its way another waits: the next call asks for it.
func (b *board) look(slot uint32) tea.Cmd {
	f := &b.focus
	if !b.ready() || f.job.running || f.known && f.slot == slot && !f.stale {
		return nil
	}
	f.job.start()
	return loadFocus(b.ctx, f.job.seq, b.store, slot, b.book, b.moment())
}

// loadFocus reads the account in a slot, and what the rulebook says of it.
func loadFocus(ctx context.Context, seq int, s *store.Store, slot uint32, book rulebook.Rulebook, moment condition.Moment) tea.Cmd {
	return func() tea.Msg {
		m := focused{accountLoaded: readAccount(ctx, seq, s, slot)}
		if m.err == nil {
			m.assessed = explain.Assess(book, &m.account, moment)
		}
		return m
	}
}

// held is the account in a slot, or false while it is being read.
func (b *board) held(slot uint32) (*focus, bool) {
	return &b.focus, b.focus.known && b.focus.slot == slot
}

func (b *board) takeFocused(m focused) {
	f := &b.focus
	if fresh, _ := f.job.finish(m.seq); !fresh {
		return
	}
	f.known, f.stale = true, false
	f.slot, f.account, f.touches, f.assessed, f.err = m.slot, m.account, m.touches, m.assessed, m.err
}

// refocus has the account read again.
func (b *board) refocus() {
	b.focus.job.drop()
	b.focus.stale = true
}
