package touch

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/ui/clean"
	"trialist/ui/words"
)

// noted is the answer to note.
type noted struct {
	batch  accounts.Batch
	names  map[string]clean.Text // of the accounts, by id
	hidden int                   // of them, those that a filter hides
	then   func()                // what the targets want called; nil for nothing
	err    error
}

// noting is what note does.
type noting struct {
	targets  Targets
	template accounts.Touch // without its account
	ranking  *rank.Ranking  // has the bands of dismissals
}

// record notes a touch of each of the targets. A note without a text, and an owner
// whose it is already, are ignored.
func (a *Actions) record(t Targets, template accounts.Touch) tea.Cmd {
	if template.Kind == accounts.Noted && template.Body == "" ||
		t.one() && template.Kind == accounts.Assigned && template.Body == t.Row.Owner {
		return nil
	}
	template.At, template.Who = a.board.TouchTime(), a.options.Who
	return note(a.board.Context(), a.board.Store(), noting{t, template, a.board.Ranking()})
}

// note is the command that notes touches.
func note(ctx context.Context, s *store.Store, n noting) tea.Cmd {
	return func() tea.Msg {
		m := noted{names: make(map[string]clean.Text), hidden: n.targets.Hidden, then: n.targets.Noted}
		rows := []accounts.Row{n.targets.Row}
		if !n.targets.one() {
			if rows, m.err = accounts.Rows(ctx, s, n.targets.slots(), accounts.Latest); m.err != nil {
				return m
			}
		}
		touches := make([]accounts.Touch, 0, len(rows))
		for _, row := range rows {
			if row.ID == "" { // no account any more
				continue
			}
			t := n.template
			t.Account = row.ID
			if t.Higher {
				t.Band = rulebook.NoBand
				if n.ranking != nil {
					t.Band = n.ranking.Band(rulebook.Adoption, int(row.Slot))
				}
			}
			m.names[row.ID] = words.AccountName(row)
			touches = append(touches, t)
		}
		m.batch, m.err = accounts.AddTouches(ctx, s, touches)
		return m
	}
}

// handleNoted says what was noted.
func (a *Actions) handleNoted(m noted) tea.Cmd {
	if m.err != nil {
		a.frame.Fail(m.err)
		return nil
	}
	if len(m.batch.Touches) == 0 {
		return nil
	}
	a.undoes, a.redoes = m.batch.ID, 0
	if m.then != nil {
		m.then()
	}
	text := words.Capitalize(words.BatchSentence(m.batch, func(id string) clean.Text { return m.names[id] }))
	if m.hidden > 0 {
		text += ", " + words.Number(m.hidden) + " of them hidden by the filter"
	}
	a.frame.Tell(text + a.board.NotedAsOf() + "  " + a.frame.KeyOf("touch.undo") + " undoes it")
	return a.announce(m.batch)
}
