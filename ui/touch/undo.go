package touch

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/ui/clean"
	"trialist/ui/words"
)

// undone is the answer to undo and redo.
type undone struct {
	batch accounts.Batch
	redo  bool
	name  map[string]clean.Text
	on    clean.Text // the name of the account that it had to be about; "" for any
	err   error
}

// undoing is what goBack does.
type undoing struct {
	scope accounts.UndoScope
	at    value.Instant
	redo  bool
	on    clean.Text
}

// undo undoes what this dashboard said last that it would, or else what the user noted
// last; on a screen of one account, what the user noted about it.
func (a *Actions) undo(t Targets) tea.Cmd { return a.goBack(t, false, a.undoes) }

// redo is the reverse of undo.
func (a *Actions) redo(t Targets) tea.Cmd { return a.goBack(t, true, a.redoes) }

func (a *Actions) goBack(t Targets, redo bool, promised int64) tea.Cmd {
	u := undoing{scope: accounts.UndoScope{Who: a.options.Who, Batch: promised}, at: value.FromTime(a.board.Now()), redo: redo}
	if t.Stays {
		u.scope.Account, u.on = t.Row.ID, words.AccountName(t.Row)
	}
	return goBack(a.board.Context(), a.board.Store(), u)
}

// goBack is the command that undoes or redoes.
func goBack(ctx context.Context, s *store.Store, u undoing) tea.Cmd {
	return func() tea.Msg {
		m := undone{redo: u.redo, on: u.on}
		if u.redo {
			m.batch, m.err = accounts.RedoLast(ctx, s, u.scope)
		} else {
			m.batch, m.err = accounts.UndoLast(ctx, s, u.scope, u.at)
		}
		if m.err == nil {
			m.name = names(ctx, s, m.batch)
		}
		return m
	}
}

// names is the name of the account that the first touch of a batch is about.
func names(ctx context.Context, s *store.Store, b accounts.Batch) map[string]clean.Text {
	if len(b.Touches) == 0 {
		return nil
	}
	id := b.Touches[0].Account
	slot, err := accounts.SlotOf(ctx, s, id)
	if err != nil {
		return nil // it is called by its id
	}
	rows, err := accounts.Rows(ctx, s, []uint32{slot}, accounts.Latest)
	if err != nil {
		return nil
	}
	return map[string]clean.Text{id: words.AccountName(rows[0])}
}

// handleUndone says what was undone or redone.
func (a *Actions) handleUndone(m undone) tea.Cmd {
	a.undoes, a.redoes = 0, 0
	if errors.Is(m.err, store.ErrNotFound) {
		what := clean.Text("There is nothing of yours to undo")
		if m.redo {
			what = "There is nothing of yours to redo"
		}
		if m.on != "" {
			what += " on " + m.on
		}
		a.frame.Tell(what)
		return nil
	}
	if m.err != nil {
		a.frame.Fail(m.err)
		return nil
	}
	sentence := words.BatchSentence(m.batch, func(id string) clean.Text { return m.name[id] })
	if m.redo {
		a.undoes = m.batch.ID
		a.frame.Tell("Redid: " + sentence)
	} else {
		a.redoes = m.batch.ID
		a.frame.Tell("Undid: " + sentence + "  " + a.frame.KeyOf("touch.redo") + " redoes it")
	}
	return a.announce(m.batch)
}
