package touch

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/ui/board"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/host"
	"trialist/ui/textfield"
	"trialist/ui/words"
)

// undoEntry is a touch that was written down here and can be taken back.
type undoEntry struct {
	touch       accounts.Touch
	accountName clean.Text // the account, in words
}

// Actions are what can be done about an account, and the touches of this
// session that can be taken back.
type Actions struct {
	frame     host.Frame
	board     *board.Board
	options   Options
	undoStack []undoEntry // newest last
}

// Options say who writes touches down and where copies go.
type Options struct {
	Who               string // "" when not known
	ReadOnly          bool
	LocalClipboard    func(string) error   // writes that of this machine
	TerminalClipboard func(string) tea.Cmd // has the terminal write its own
}

// New has nothing to undo yet.
func New(f host.Frame, b *board.Board, o Options) *Actions {
	return &Actions{frame: f, board: b, options: o}
}

// Update handles the answers of the commands here. It reports whether the message
// was one of them.
func (a *Actions) Update(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case touchAdded:
		return a.handleAdded(msg), true
	case touchRemoved:
		return a.handleRemoved(msg), true
	case copied:
		a.handleCopied(msg)
		return nil, true
	}
	return nil, false
}

// maxUndo is how many touches can be taken back.
const maxUndo = 100

// Bindings are what can be done about an account, on every screen that
// has one: subject gives its row, or false when there is none.
func (a *Actions) Bindings(subject func() (accounts.Row, bool)) []host.Binding {
	row, ok := subject()
	why := a.disabledReason(ok)
	about := words.AccountName(row)
	undoWhy := clean.Text("")
	if len(a.undoStack) == 0 {
		undoWhy = "there is nothing to undo"
	}
	copyWhy := clean.Text("")
	if !ok {
		copyWhy = "no trial is selected"
	}
	return []host.Binding{
		{Keys: []string{"c"}, Desc: "mark as contacted", Hint: "contacted", DisabledReason: why, Run: func() tea.Cmd {
			return a.record(row, accounts.Called, "")
		}},
		{Keys: []string{"n"}, Desc: "add a note", Hint: "note", DisabledReason: why, Run: func() tea.Cmd {
			a.frame.Open(&dialog.Prompt{Frame: a.frame, Label: "Note on " + about, OnEnter: func(text string) tea.Cmd {
				return a.record(row, accounts.Noted, text)
			}})
			return nil
		}},
		{Keys: []string{"o"}, Desc: "set the owner", Hint: "owner", DisabledReason: why, Run: func() tea.Cmd {
			a.frame.Open(&dialog.Prompt{Frame: a.frame, Label: "Owner of " + about, Field: textfield.New(row.Owner), OnEnter: func(text string) tea.Cmd {
				return a.record(row, accounts.Assigned, text)
			}})
			return nil
		}},
		{Keys: []string{"y"}, Desc: "copy the name", Hint: "copy", DisabledReason: copyWhy, Run: func() tea.Cmd { return copyText(about, a.options) }},
		{Keys: []string{"Y"}, Desc: "copy the id", DisabledReason: copyWhy, Run: func() tea.Cmd { return copyText(clean.Of(row.ID), a.options) }},
		{Keys: []string{"u"}, Desc: "undo the last note, owner or contact", DisabledReason: undoWhy, Run: a.undoLast},
	}
}

func (a *Actions) disabledReason(selected bool) clean.Text {
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
func (a *Actions) record(row accounts.Row, kind accounts.TouchKind, body string) tea.Cmd {
	if kind == accounts.Noted && body == "" || kind == accounts.Assigned && body == row.Owner {
		return nil
	}
	t := accounts.Touch{Account: row.ID, At: value.FromTime(a.board.Now()), Kind: kind, Who: a.options.Who, Body: body}
	return addTouch(a.board.Context(), a.board.Store(), t, words.AccountName(row))
}

// undoLast removes the newest touch of this session.
func (a *Actions) undoLast() tea.Cmd {
	last := len(a.undoStack) - 1
	if last < 0 {
		return nil
	}
	d := a.undoStack[last]
	a.undoStack = a.undoStack[:last]
	return removeTouch(a.board.Context(), a.board.Store(), d)
}

// handleAdded tells what was written down and remembers how to undo it.
func (a *Actions) handleAdded(m touchAdded) tea.Cmd {
	if m.err != nil {
		a.frame.Fail(m.err)
		return nil
	}
	a.undoStack = append(a.undoStack, undoEntry{m.touch, m.accountName})
	if len(a.undoStack) > maxUndo {
		a.undoStack = a.undoStack[1:]
	}
	a.frame.Tell(touchSentence(m.touch, m.accountName) + "  u undoes it")
	return a.announce(m.touch.Account)
}

func (a *Actions) handleRemoved(m touchRemoved) tea.Cmd {
	if m.err != nil {
		a.frame.Fail(m.err)
		return nil
	}
	a.frame.Tell("Undone: " + touchSentence(m.done.touch, m.done.accountName))
	return a.announce(m.done.touch.Account)
}

// touchSentence is what a touch says happened.
func touchSentence(t accounts.Touch, about clean.Text) clean.Text {
	switch t.Kind {
	case accounts.Called:
		return "Contacted " + about
	case accounts.Mailed:
		return "Mailed " + about
	case accounts.Noted:
		return "Note on " + about
	case accounts.Snoozed:
		return "Snoozed " + about
	case accounts.Disqualified:
		return "Disqualified " + about
	case accounts.Assigned:
		if t.Body == "" {
			return about + " has no owner now"
		}
		return about + " is " + clean.Of(t.Body) + "'s now"
	}
	return about
}

// announce has what is shown of an account read again.
func (a *Actions) announce(account string) tea.Cmd {
	cmd := a.board.InvalidateAccount(account)
	return tea.Batch(a.frame.Broadcast(Changed{account}), cmd)
}

// Changed is sent to all screens when something was written down
// about an account, here or elsewhere.
type Changed struct{ account string }

// touchAdded is a touch that was written.
type touchAdded struct {
	touch       accounts.Touch
	accountName clean.Text // the account, in words
	err         error
}

// touchRemoved is a touch that was taken back.
type touchRemoved struct {
	done undoEntry
	err  error
}

// copied is an attempt to reach the local clipboard.
type copied struct {
	what  clean.Text
	local bool
}

// addTouch writes down what somebody did about an account.
func addTouch(ctx context.Context, s *store.Store, t accounts.Touch, about clean.Text) tea.Cmd {
	return func() tea.Msg {
		t, err := accounts.AddTouch(ctx, s, t)
		return touchAdded{touch: t, accountName: about, err: err}
	}
}

// removeTouch takes a touch back.
func removeTouch(ctx context.Context, s *store.Store, d undoEntry) tea.Cmd {
	return func() tea.Msg {
		return touchRemoved{done: d, err: accounts.RemoveTouch(ctx, s, d.touch.ID)}
	}
}

// copyText puts text on the clipboard of the terminal, which works through
// ssh, and on the local one.
func copyText(what clean.Text, o Options) tea.Cmd {
	return tea.Batch(
		o.TerminalClipboard(string(what)),
		func() tea.Msg { return copied{what: what, local: o.LocalClipboard(string(what)) == nil} },
	)
}

func (a *Actions) handleCopied(m copied) {
	if m.local {
		a.frame.Tell("Copied " + m.what)
		return
	}
	// Whether the terminal takes it cannot be known, so nothing is promised.
	a.frame.Tell("Sent to the terminal's clipboard: " + m.what + "  (tmux needs set-clipboard on)")
}
