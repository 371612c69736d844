package touch

import (
	tea "charm.land/bubbletea/v2"

	"trialist/store/accounts"
	"trialist/ui/board"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/host"
)

// Actions are the actions on accounts.
type Actions struct {
	frame   host.Frame
	board   *board.Board
	options Options

	// undoes and redoes are the batches that the last message said the keys undo and
	// redo, 0 for none. What another dashboard notes meanwhile does not take their place.
	undoes, redoes int64
}

// Options say who records touches and where copies go.
type Options struct {
	Who               string // "" when not known
	ReadOnly          bool
	LocalClipboard    func(string) error         // writes the clipboard of this machine
	TerminalClipboard func(string) tea.Cmd       // asks the terminal to write its own
	OpenMail          func(address string) error // opens the mail program of this machine
}

// New is the actions with nothing noted yet.
func New(f host.Frame, b *board.Board, o Options) *Actions {
	return &Actions{frame: f, board: b, options: o}
}

// Update handles the answers of the actions' commands. It reports whether the
// message was one of them.
func (a *Actions) Update(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case noted:
		return a.handleNoted(msg), true
	case undone:
		return a.handleUndone(msg), true
	case ownersRead:
		a.openOwnerPrompt(msg)
	case touchesRead:
		a.openTouches(msg)
	case peopleRead:
		return a.handlePeople(msg), true
	case mailOpened:
		a.handleMail(msg)
	case copied:
		a.handleCopied(msg)
	default:
		return nil, false
	}
	return nil, true
}

// Bindings are the bindings for accounts, for every screen that has some.
func (a *Actions) Bindings(targets func() Targets) []host.Binding {
	t := targets()
	noTouch, noUndo := a.disabledReason(t.any()), a.disabledReason(t.Present || !t.Stays)
	undoDesc, redoDesc := clean.Text("undo what you noted last"), clean.Text("redo what you undid last")
	if t.Stays {
		undoDesc, redoDesc = undoDesc+" on this trial", redoDesc+" on this trial"
	}
	noReach := clean.Text("")
	if !t.Present {
		noReach = "no trial is selected"
	}
	notBack := noTouch
	if notBack == "" && t.one() && t.Row.Snooze == nil && t.Row.Dismissal == nil {
		notBack = "the trial is neither snoozed nor dismissed"
	}
	note := func(kind accounts.TouchKind) func() tea.Cmd {
		return func() tea.Cmd { return a.confirm(t, accounts.Touch{Kind: kind}) }
	}
	return []host.Binding{
		{Action: "touch.called", Keys: []string{"c"}, Desc: "note a call", Keywords: "phone call outreach", Hint: "called", DisabledReason: noTouch, Run: note(accounts.Called)},
		{Action: "touch.mailed", Keys: []string{"m"}, Desc: "note a mail", Keywords: "email outreach", DisabledReason: noTouch, Run: note(accounts.Mailed)},
		{Action: "touch.met", Keys: []string{"M"}, Desc: "note a meeting and its outcome", Keywords: "demo outreach", DisabledReason: noTouch, Run: func() tea.Cmd {
			return a.askText(t, "Met "+t.label()+", outcome", accounts.Met)
		}},
		{Action: "touch.note", Keys: []string{"n"}, Desc: "add a note", Hint: "note", DisabledReason: noTouch, Run: func() tea.Cmd {
			return a.askText(t, "Note on "+t.label(), accounts.Noted)
		}},
		{Action: "touch.snooze", Keys: []string{"z"}, Desc: "snooze until a day", Keywords: "later remind hide postpone", Hint: "snooze", DisabledReason: noTouch, Run: func() tea.Cmd { return a.askSnooze(t) }},
		{Action: "touch.owner", Keys: []string{"o"}, Desc: "set the owner", Keywords: "assign hand over", Hint: "owner", DisabledReason: noTouch, Run: func() tea.Cmd { return a.readOwners(t) }},
		{Action: "touch.dismiss", Keys: []string{"x"}, Desc: "dismiss with a reason", Keywords: "disqualify competitor hide remove not a fit", DisabledReason: noTouch, Run: func() tea.Cmd { return a.askDismissal(t) }},
		{Action: "touch.restore", Keys: []string{"b"}, Desc: "bring back into the list", Keywords: "undismiss back", DisabledReason: notBack, Run: note(accounts.Restored)},
		{Action: "touch.read", Keys: []string{"e"}, Desc: "read, change or delete what was noted", DisabledReason: noReach, Run: func() tea.Cmd { return a.Read(t.Row) }},
		{Action: "touch.undo", Keys: []string{"u"}, Desc: undoDesc, DisabledReason: noUndo, Run: func() tea.Cmd { return a.undo(t) }},
		{Action: "touch.redo", Keys: []string{"ctrl+r"}, Desc: redoDesc, DisabledReason: noUndo, Run: func() tea.Cmd { return a.redo(t) }},
		{Action: "touch.copy", Keys: []string{"y"}, Desc: "copy an address, number, name or id", Keywords: "email phone clipboard", Hint: "copy", DisabledReason: noReach, Run: func() tea.Cmd { return a.readPeople(t, offerCopies) }},
		{Action: "touch.copy-id", Keys: []string{"Y"}, Desc: "copy the id", DisabledReason: noReach, Run: func() tea.Cmd { return copyText("the id", clean.Of(t.Row.ID), a.options) }},
		{Action: "touch.write", Keys: []string{"w"}, Desc: "write a mail in the mail program", Keywords: "email send", DisabledReason: noReach, Run: func() tea.Cmd { return a.readPeople(t, offerMails) }},
	}
}

func (a *Actions) disabledReason(selected bool) clean.Text {
	switch {
	case !selected:
		return "no trial is selected"
	case a.options.ReadOnly:
		return "the workspace is open for reading only"
	case a.board.InPast():
		return a.board.PastReason(a.frame.KeyOf("everywhere.now"))
	}
	return ""
}

// confirm notes a touch, and asks first where it is about accounts that a filter hides.
func (a *Actions) confirm(t Targets, template accounts.Touch) tea.Cmd {
	if t.Hidden == 0 {
		return a.record(t, template)
	}
	a.frame.Open(&dialog.Confirm{
		Frame: a.frame, Key: "y", Action: "note it",
		Question:  t.question(),
		OnConfirm: func() tea.Cmd { return a.record(t, template) },
	})
	return nil
}

// Changed is sent to all screens when a touch was added, changed, undone or redone.
type Changed struct{}

// announce has the board and the screens read accounts again.
func (a *Actions) announce(batch accounts.Batch) tea.Cmd {
	ids := make([]string, len(batch.Touches))
	for i, t := range batch.Touches {
		ids[i] = t.Account
	}
	cmd := a.board.InvalidateAccounts(ids)
	return tea.Batch(a.frame.Broadcast(Changed{}), cmd)
}
