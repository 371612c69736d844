package board

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/explain"
	"trialist/scoring/rulebook"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/ui/job"
)

// Account is the one account of which everything is in memory: the one that the
// preview shows, and the drill-down opens without waiting.
type Account struct {
	job      job.Latest
	known    bool
	stale    bool // to be read again; shown as it was until then
	slot     uint32
	Account  account.Account
	Touches  []accounts.Touch // newest first
	Assessed explain.Assessment
	Err      error // why the account of the slot could not be read
}

// RequestAccount has everything about the account in a slot read, unless it is at hand.
// While one account is on its way another waits: the next call asks for it.
func (b *Board) RequestAccount(slot uint32) tea.Cmd {
	f := &b.current
	if !b.Ready() || f.job.Running || f.known && f.slot == slot && !f.stale {
		return nil
	}
	f.job.Start()
	return assessAccount(b.ctx, f.job.Seq, b.store, slot, b.Book, b.Moment())
}

// assessAccount reads the account in a slot, and what the rulebook says of it.
func assessAccount(ctx context.Context, seq int, s *store.Store, slot uint32, book rulebook.Rulebook, moment condition.Moment) tea.Cmd {
	return func() tea.Msg {
		m := accountAssessed{AccountLoaded: readAccount(ctx, seq, s, slot)}
		if m.Err == nil {
			m.assessed = explain.Assess(book, &m.Account, moment)
		}
		return m
	}
}

// Account is the account in a slot, or false while it is being read.
func (b *Board) Account(slot uint32) (*Account, bool) {
	return &b.current, b.current.known && b.current.slot == slot
}

func (b *Board) handleAssessed(m accountAssessed) {
	f := &b.current
	if fresh, _ := f.job.Finish(m.Seq); !fresh {
		return
	}
	f.known, f.stale = true, false
	f.slot, f.Account, f.Touches, f.Assessed, f.Err = m.slot, m.Account, m.Touches, m.assessed, m.Err
}

// InvalidateAccount has the account read again.
func (b *Board) invalidateAccount() {
	b.current.job.Invalidate()
	b.current.stale = true
}
