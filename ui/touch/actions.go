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

// undoEntry is a touch that was recorded in this session and can be undone.
type undoEntry struct {
	touch       accounts.Touch
	accountName clean.Text
}

// Actions are the actions on an account, and the touches of this session that can
// be undone.
type Actions struct {
	frame     host.Frame
	board     *board.Board
	options   Options
	undoStack []undoEntry // newest last
}

// Options say who records touches and where copies go.
type Options struct {
	Who               string // "" when not known
	ReadOnly          bool
	LocalClipboard    func(string) error   // writes the clipboard of this machine
	TerminalClipboard func(string) tea.Cmd // asks the terminal to write its own
}

// New is the actions with nothing to undo.
func New(f host.Frame, b *board.Board, o Options) *Actions {
	return &Actions{frame: f, board: b, options: o}
}

// Update handles the answers of the actions' commands. It reports whether the
// message was one of them.
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

// maxUndo is how many touches can be undone.
const maxUndo = 100

// Bindings are the bindings for an account, for every screen that has one. subject
// is its row, or false when there is none now.
func (a *Actions) Bindings(subject func() (accounts.Row, bool)) []host.Binding {
	row, ok := subject()
	noTouch := a.disabledReason(ok)
	name := words.AccountName(row)
	noUndo := clean.Text("")
	if len(a.undoStack) == 0 {
		noUndo = "there is nothing to undo"
	}
	noCopy := clean.Text("")
	if !ok {
		noCopy = "no trial is selected"
	}
	return []host.Binding{
		{Action: "touch.contacted", Keys: []string{"c"}, Desc: "mark as contacted", Hint: "contacted", DisabledReason: noTouch, Run: func() tea.Cmd {
			return a.record(row, accounts.Called, "")
		}},
		{Action: "touch.note", Keys: []string{"n"}, Desc: "add a note", Hint: "note", DisabledReason: noTouch, Run: func() tea.Cmd {
			a.frame.Open(&dialog.Prompt{Frame: a.frame, Label: "Note on " + name, OnEnter: func(text string) tea.Cmd {
				return a.record(row, accounts.Noted, text)
			}})
			return nil
		}},
		{Action: "touch.owner", Keys: []string{"o"}, Desc: "set the owner", Hint: "owner", DisabledReason: noTouch, Run: func() tea.Cmd {
			a.frame.Open(&dialog.Prompt{Frame: a.frame, Label: "Owner of " + name, Field: textfield.New(row.Owner), OnEnter: func(text string) tea.Cmd {
				return a.record(row, accounts.Assigned, text)
			}})
			return nil
		}},
		{Action: "touch.copy", Keys: []string{"y"}, Desc: "copy the name", Hint: "copy", DisabledReason: noCopy, Run: func() tea.Cmd { return copyText(name, a.options) }},
		{Action: "touch.copy-id", Keys: []string{"Y"}, Desc: "copy the id", DisabledReason: noCopy, Run: func() tea.Cmd { return copyText(clean.Of(row.ID), a.options) }},
		{Action: "touch.undo", Keys: []string{"u"}, Desc: "undo the last note, owner or contact", DisabledReason: noUndo, Run: a.undoLast},
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

// record adds a touch. An empty note and an owner who is the owner already are
// ignored.
func (a *Actions) record(row accounts.Row, kind accounts.TouchKind, body string) tea.Cmd {
	if kind == accounts.Noted && body == "" || kind == accounts.Assigned && body == row.Owner {
		return nil
	}
	t := accounts.Touch{Account: row.ID, At: a.board.TouchTime(), Kind: kind, Who: a.options.Who, Body: body}
	return addTouch(a.board.Context(), a.board.Store(), t, words.AccountName(row))
}

// undoLast removes the newest touch of this session that was not undone.
func (a *Actions) undoLast() tea.Cmd {
	last := len(a.undoStack) - 1
	if last < 0 {
		return nil
	}
	entry := a.undoStack[last]
	a.undoStack = a.undoStack[:last]
	return removeTouch(a.board.Context(), a.board.Store(), entry, a.options.Who, value.FromTime(a.board.Now()))
}

// ForgetUndo leaves nothing to undo.
func (a *Actions) ForgetUndo() { a.undoStack = nil }

// handleAdded says what was recorded and puts it on the undo stack.
func (a *Actions) handleAdded(m touchAdded) tea.Cmd {
	if m.err != nil {
		a.frame.Fail(m.err)
		return nil
	}
	a.undoStack = append(a.undoStack, undoEntry{m.touch, m.accountName})
	if len(a.undoStack) > maxUndo {
		a.undoStack = a.undoStack[1:]
	}
	a.frame.Tell(touchSentence(m.touch, m.accountName) + "  " + a.frame.KeyOf("touch.undo") + " undoes it")
	return a.announce(m.touch.Account)
}

func (a *Actions) handleRemoved(m touchRemoved) tea.Cmd {
	if m.err != nil {
		a.frame.Fail(m.err)
		return nil
	}
	a.frame.Tell("Undone: " + touchSentence(m.entry.touch, m.entry.accountName))
	return a.announce(m.entry.touch.Account)
}

// touchSentence is a touch as a sentence about an account.
func touchSentence(t accounts.Touch, account clean.Text) clean.Text {
	switch t.Kind {
	case accounts.Called:
		return "Contacted " + account
	case accounts.Mailed:
		return "Mailed " + account
	case accounts.Noted:
		return "Note on " + account
	case accounts.Snoozed:
		return "Snoozed " + account
	case accounts.Dismissed:
		return "Dismissed " + account
	case accounts.Met:
		return "Met " + account
	case accounts.Restored:
		return account + " is back in the list"
	case accounts.Assigned:
		if t.Body == "" {
			return account + " has no owner now"
		}
		return account + " is " + clean.Of(t.Body) + "'s now"
	}
	return account
}

// announce has the board and the screens read an account again.
func (a *Actions) announce(account string) tea.Cmd {
	cmd := a.board.InvalidateAccount(account)
	return tea.Batch(a.frame.Broadcast(Changed{account}), cmd)
}

// Changed is sent to all screens when a touch was added or removed.
type Changed struct{ account string }

// touchAdded is the answer to addTouch.
type touchAdded struct {
	touch       accounts.Touch
	accountName clean.Text
	err         error
}

// touchRemoved is the answer to removeTouch.
type touchRemoved struct {
	entry undoEntry
	err   error
}

// copied is the answer to copyText.
type copied struct {
	what  clean.Text
	local bool // the local clipboard has it
}

// addTouch is the command that adds a touch.
func addTouch(ctx context.Context, s *store.Store, t accounts.Touch, accountName clean.Text) tea.Cmd {
	return func() tea.Msg {
		t, err := accounts.AddTouch(ctx, s, t)
		return touchAdded{touch: t, accountName: accountName, err: err}
	}
}

// removeTouch is the command that removes a touch.
func removeTouch(ctx context.Context, s *store.Store, entry undoEntry, who string, at value.Instant) tea.Cmd {
	return func() tea.Msg {
		_, err := accounts.UndoLast(ctx, s, who, entry.touch.Account, at)
		return touchRemoved{entry: entry, err: err}
	}
}

// copyText is the command that copies a text to the clipboard of the terminal,
// which works through ssh, and to the local one.
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
	// A terminal does not say whether it took the text, so the message does not
	// claim it.
	a.frame.Tell("Sent to the terminal's clipboard: " + m.what + "  (tmux needs set-clipboard on)")
}
