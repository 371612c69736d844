package board

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/explain"
	"trialist/scoring/possible"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/workflows"
	"trialist/ui/job"
)

// Account is the one account that is held in memory completely: the one that
// the preview of the list shows.
type Account struct {
	job      job.Latest
	known    bool
	stale    bool // it is read again at the next request, and shown as it was until then
	slot     uint32
	Account  account.Account
	Touches  []accounts.Touch   // oldest first
	Firings  []workflows.Logged // of workflows, newest first
	Assessed explain.Assessment
	Possible [2]possible.Side // what is not known, by side
	Err      error            // why the account of the slot could not be read
}

// RequestAccount reads everything about the account in a slot, unless it is in
// memory. One account is read at a time: while one is pending nothing is
// started, and a later call asks for the slot that is selected by then.
func (b *Board) RequestAccount(slot uint32) tea.Cmd {
	current := &b.current
	if !b.Ready() || current.job.Running || current.known && current.slot == slot && !current.stale {
		return nil
	}
	current.job.Start()
	return assessAccount(b.ctx, current.job.Seq, b.store, slot, b.Book, b.Moment(), b.TouchesAt())
}

// assessAccount is the command that reads the account in a slot and applies the
// rulebook to it.
func assessAccount(ctx context.Context, seq int, s *store.Store, slot uint32, book rulebook.Rulebook, moment condition.Moment, touches value.Instant) tea.Cmd {
	return func() tea.Msg {
		m := accountAssessed{AccountLoaded: readAccount(ctx, seq, s, slot, touches)}
		if m.Err == nil {
			m.assessed = explain.Assess(book, &m.Account, moment)
			m.possible = AssessPossible(book, &m.Account, moment)
		}
		return m
	}
}

// AssessPossible is what is not known of the account, by side.
func AssessPossible(book rulebook.Rulebook, a *account.Account, m condition.Moment) (sides [2]possible.Side) {
	m.TrialDays = book.Lifecycle.TrialDays
	for _, side := range rulebook.Sides() {
		sides[side] = possible.Assess(book.Card, side, a, m)
	}
	return sides
}

// Account is the account in a slot, or false while it is being read.
func (b *Board) Account(slot uint32) (*Account, bool) {
	return &b.current, b.current.known && b.current.slot == slot
}

func (b *Board) handleAssessed(m accountAssessed) {
	current := &b.current
	if fresh, _ := current.job.Finish(m.Seq); !fresh {
		return
	}
	current.known, current.stale = true, false
	current.slot, current.Account, current.Touches, current.Firings = m.slot, m.Account, m.Touches, m.Firings
	current.Assessed, current.Possible, current.Err = m.assessed, m.possible, m.Err
}

// invalidateAccount has the account read again, and drops the answer of a read
// that is pending.
func (b *Board) invalidateAccount() {
	b.current.job.Invalidate()
	b.current.stale = true
}
