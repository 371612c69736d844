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
	on    clean.Text // the name of the account that it was pressed on
	gone  string     // the account, where it was not the one under the cursor
	err   error
}

// undoing is what goBack does.
type undoing struct {
	who, account string
	at           value.Instant
	redo         bool
	on           clean.Text
	gone         string
}

// undo undoes what the user noted last on the account under the cursor. Right after a
// touch that took an account out of the list it is that account.
func (a *Actions) undo(t Targets) tea.Cmd { return a.goBack(t, false) }

// redo is the reverse of undo.
func (a *Actions) redo(t Targets) tea.Cmd { return a.goBack(t, true) }

func (a *Actions) goBack(t Targets, redo bool) tea.Cmd {
	u := undoing{who: a.options.Who, account: t.Row.ID, at: value.FromTime(a.board.Now()), redo: redo, on: words.AccountName(t.Row)}
	gone := a.gone
	if redo {
		gone = a.undoneOn
	}
	if gone != "" && !t.Stays {
		u.account, u.on, u.gone = gone, clean.Of(gone), gone
	}
	return goBack(a.board.Context(), a.board.Store(), u)
}

// goBack is the command that undoes or redoes.
func goBack(ctx context.Context, s *store.Store, u undoing) tea.Cmd {
	return func() tea.Msg {
		m := undone{redo: u.redo, on: u.on, gone: u.gone}
		if u.redo {
			m.batch, m.err = accounts.RedoLast(ctx, s, u.who, u.account)
		} else {
			m.batch, m.err = accounts.UndoLast(ctx, s, u.who, u.account, u.at)
		}
		if m.err == nil {
			m.name = names(ctx, s, m.batch)
		}
		return m
	}
}

// names is the name of the account that a batch is about, where it is one.
func names(ctx context.Context, s *store.Store, b accounts.Batch) map[string]clean.Text {
	if len(b.Touches) == 0 || b.Touches[0].Account != b.Touches[len(b.Touches)-1].Account {
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
	a.gone, a.undoneOn = "", ""
	if m.err == nil && m.redo {
		a.gone = m.gone
	} else if m.err == nil {
		a.undoneOn = m.gone
	}
	if errors.Is(m.err, store.ErrNotFound) {
		what := clean.Text("There is nothing of yours to undo on ")
		if m.redo {
			what = "There is nothing of yours to redo on "
		}
		a.frame.Tell(what + m.on)
		return nil
	}
	if m.err != nil {
		a.frame.Fail(m.err)
		return nil
	}
	sentence := words.BatchSentence(m.batch, func(id string) clean.Text { return m.name[id] })
	if m.redo {
		a.frame.Tell("Redid: " + sentence)
	} else {
		a.frame.Tell("Undid: " + sentence + "  " + a.frame.KeyOf("touch.redo") + " redoes it")
	}
	return a.announce(m.batch)
}
