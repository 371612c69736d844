package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/value"
	"trialist/store"
	"trialist/ui/clean"
	"trialist/ui/textfield"
)

// doneTouch is a touch that was written down here and can be taken back.
type doneTouch struct {
	touch store.Touch
	about clean.Text // the account, in words
}

// touchActions are what can be done about an account, and the touches of this
// session that can be taken back.
type touchActions struct {
	frame   frame
	board   *board
	options touchOptions
	undo    []doneTouch // newest last
}

// touchOptions say who writes touches down and where copies go.
type touchOptions struct {
	Who               string // "" when not known
	ReadOnly          bool
	LocalClipboard    func(string) error   // writes that of this machine
	TerminalClipboard func(string) tea.Cmd // has the terminal write its own
}

func newTouchActions(f frame, b *board, o touchOptions) *touchActions {
	return &touchActions{frame: f, board: b, options: o}
}

// update handles the answers of the commands here. It reports whether the message
// was one of them.
func (a *touchActions) update(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case touched:
		return a.handleAdded(msg), true
	case untouched:
		return a.handleRemoved(msg), true
	case copied:
		a.handleCopied(msg)
		return nil, true
	}
	return nil, false
}

// undoMost is how many touches can be taken back.
const undoMost = 100

// bindings are what can be done about an account, on every screen that
// has one: subject gives its row, or false when there is none.
func (a *touchActions) bindings(subject func() (store.Row, bool)) []binding {
	row, ok := subject()
	why := a.disabledReason(ok)
	about := rowName(row)
	undoWhy := clean.Text("")
	if len(a.undo) == 0 {
		undoWhy = "there is nothing to undo"
	}
	copyWhy := clean.Text("")
	if !ok {
		copyWhy = "no trial is selected"
	}
	return []binding{
		{keys: []string{"c"}, does: "mark as contacted", short: "contacted", why: why, run: func() tea.Cmd {
			return a.record(row, store.Called, "")
		}},
		{keys: []string{"n"}, does: "add a note", short: "note", why: why, run: func() tea.Cmd {
			a.frame.Open(&prompt{frame: a.frame, label: "Note on " + about, take: func(text string) tea.Cmd {
				return a.record(row, store.Noted, text)
			}})
			return nil
		}},
		{keys: []string{"o"}, does: "set the owner", short: "owner", why: why, run: func() tea.Cmd {
			a.frame.Open(&prompt{frame: a.frame, label: "Owner of " + about, field: textfield.New(row.Owner), take: func(text string) tea.Cmd {
				return a.record(row, store.Assigned, text)
			}})
			return nil
		}},
		{keys: []string{"y"}, does: "copy the name", short: "copy", why: copyWhy, run: func() tea.Cmd { return copyText(about, a.options) }},
		{keys: []string{"Y"}, does: "copy the id", why: copyWhy, run: func() tea.Cmd { return copyText(clean.Of(row.ID), a.options) }},
		{keys: []string{"u"}, does: "undo the last note, owner or contact", why: undoWhy, run: a.undoLast},
	}
}

func (a *touchActions) disabledReason(selected bool) clean.Text {
	switch {
	case !selected:
		return "no trial is selected"
	case a.options.ReadOnly:
		return "the workspace is open for reading only"
	}
	return ""
}

// record writes down one thing. A note without words is none, and an owner who
// is already that is no news.
func (a *touchActions) record(row store.Row, kind store.TouchKind, body string) tea.Cmd {
	if kind == store.Noted && body == "" || kind == store.Assigned && body == row.Owner {
		return nil
	}
	t := store.Touch{Account: row.ID, At: value.FromTime(a.board.now()), Kind: kind, Who: a.options.Who, Body: body}
	return addTouch(a.board.ctx, a.board.store, t, rowName(row))
}

// undoLast removes the newest touch of this session.
func (a *touchActions) undoLast() tea.Cmd {
	last := len(a.undo) - 1
	if last < 0 {
		return nil
	}
	d := a.undo[last]
	a.undo = a.undo[:last]
	return removeTouch(a.board.ctx, a.board.store, d)
}

// handleAdded tells what was written down and remembers how to undo it.
func (a *touchActions) handleAdded(m touched) tea.Cmd {
	if m.err != nil {
		a.frame.Fail(m.err)
		return nil
	}
	a.undo = append(a.undo, doneTouch{m.touch, m.about})
	if len(a.undo) > undoMost {
		a.undo = a.undo[1:]
	}
	a.frame.Tell(touchWords(m.touch, m.about) + "  u undoes it")
	return a.announce(m.touch.Account)
}

func (a *touchActions) handleRemoved(m untouched) tea.Cmd {
	if m.err != nil {
		a.frame.Fail(m.err)
		return nil
	}
	a.frame.Tell("Undone: " + touchWords(m.done.touch, m.done.about))
	return a.announce(m.done.touch.Account)
}

// touchWords is what a touch says happened.
func touchWords(t store.Touch, about clean.Text) clean.Text {
	switch t.Kind {
	case store.Called:
		return "Contacted " + about
	case store.Mailed:
		return "Mailed " + about
	case store.Noted:
		return "Note on " + about
	case store.Snoozed:
		return "Snoozed " + about
	case store.Disqualified:
		return "Disqualified " + about
	case store.Assigned:
		if t.Body == "" {
			return about + " has no owner now"
		}
		return about + " is " + clean.Of(t.Body) + "'s now"
	}
	return about
}

// announce has what is shown of an account read again.
func (a *touchActions) announce(account string) tea.Cmd {
	cmd := a.board.invalidateAccount(account)
	return tea.Batch(a.frame.Broadcast(touchesChanged{account}), cmd)
}

// touchesChanged is sent to all screens when something was written down
// about an account, here or elsewhere.
type touchesChanged struct{ account string }

// touched is a touch that was written.
type touched struct {
	touch store.Touch
	about clean.Text // the account, in words
	err   error
}

// untouched is a touch that was taken back.
type untouched struct {
	done doneTouch
	err  error
}

// copied is an attempt to reach the local clipboard.
type copied struct {
	what  clean.Text
	local bool
}

// addTouch writes down what somebody did about an account.
func addTouch(ctx context.Context, s *store.Store, t store.Touch, about clean.Text) tea.Cmd {
	return func() tea.Msg {
		t, err := s.AddTouch(ctx, t)
		return touched{touch: t, about: about, err: err}
	}
}

// removeTouch takes a touch back.
func removeTouch(ctx context.Context, s *store.Store, d doneTouch) tea.Cmd {
	return func() tea.Msg {
		return untouched{done: d, err: s.RemoveTouch(ctx, d.touch.ID)}
	}
}

// copyText puts text on the clipboard of the terminal, which works through
// ssh, and on the local one.
func copyText(what clean.Text, o touchOptions) tea.Cmd {
	return tea.Batch(
		o.TerminalClipboard(string(what)),
		func() tea.Msg { return copied{what: what, local: o.LocalClipboard(string(what)) == nil} },
	)
}

func (a *touchActions) handleCopied(m copied) {
	if m.local {
		a.frame.Tell("Copied " + m.what)
		return
	}
	// Whether the terminal takes it cannot be known, so nothing is promised.
	a.frame.Tell("Sent to the terminal's clipboard: " + m.what + "  (tmux needs set-clipboard on)")
}
