package touch

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/account"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/words"
)

// offer is what is offered once the people of an account have been read.
type offer uint8

const (
	offerCopies offer = iota
	offerMails
)

// peopleRead is the answer to readPeople.
type peopleRead struct {
	row    accounts.Row
	people []account.Person
	offer  offer
	err    error
}

// readPeople offers something once the people of the account have been read.
func (a *Actions) readPeople(t Targets, o offer) tea.Cmd {
	return readPeople(a.board.Context(), a.board.Store(), t.Row, o)
}

// readPeople is the command that reads the people of an account.
func readPeople(ctx context.Context, s *store.Store, row accounts.Row, o offer) tea.Cmd {
	return func() tea.Msg {
		m := peopleRead{row: row, offer: o}
		found, err := accounts.BySlot(ctx, s, row.Slot)
		m.people, m.err = found.People(), err
		return m
	}
}

// handlePeople opens the menu of what can be copied, or of those one can write to.
func (a *Actions) handlePeople(m peopleRead) tea.Cmd {
	if m.err != nil {
		a.frame.Fail(m.err)
		return nil
	}
	if m.offer == offerMails {
		return a.offerMails(m)
	}
	var choices []dialog.Choice
	add := func(key, what, text clean.Text, note clean.Text) {
		if text == "" {
			return
		}
		for _, c := range choices {
			if c.Key == key {
				key = "" // that of the first of its kind
			}
		}
		shown := text
		if note != "" {
			shown += "  " + note
		}
		choices = append(choices, dialog.Choice{Key: key, Text: shown, Keywords: what, Run: func() tea.Cmd { return copyText(what, text, a.options) }})
	}
	for _, p := range m.people {
		add("e", "the address", clean.Of(p.Email), personNote(p))
	}
	for _, p := range m.people {
		add("p", "the number", clean.Of(p.Phone), personNote(p))
	}
	for _, p := range m.people {
		add("c", "the name of the contact", clean.Of(p.Name), clean.Of(p.Role))
	}
	add("n", "the name", words.AccountName(m.row), "name of the trial")
	add("i", "the id", clean.Of(m.row.ID), "id of the trial")
	a.frame.Open(dialog.NewMenu(a.frame, "Copy", choices))
	return nil
}

// personNote says whose an address or a number is.
func personNote(p account.Person) clean.Text {
	switch {
	case p.Name != "" && p.Role != "":
		return clean.Of(p.Name) + ", " + clean.Of(p.Role)
	case p.Name != "":
		return clean.Of(p.Name)
	}
	return clean.Of(p.Role)
}

// offerMails writes to the one who has an address, or asks to whom.
func (a *Actions) offerMails(m peopleRead) tea.Cmd {
	var choices []dialog.Choice
	for _, p := range m.people {
		if p.Email == "" {
			continue
		}
		choices = append(choices, dialog.Choice{
			Key: words.Number(len(choices) + 1), Text: clean.Of(p.Email) + "  " + personNote(p), Run: func() tea.Cmd { return openMail(a.options, p.Email) },
		})
	}
	switch len(choices) {
	case 0:
		a.frame.Tell("No address is known of " + words.AccountName(m.row))
		return nil
	case 1:
		return choices[0].Run()
	}
	a.frame.Open(dialog.NewMenu(a.frame, "Write a mail to", choices))
	return nil
}

// mailOpened is the answer to openMail.
type mailOpened struct {
	address clean.Text
	err     error
}

// openMail is the command that opens the mail program.
func openMail(o Options, address string) tea.Cmd {
	return func() tea.Msg { return mailOpened{clean.Of(address), o.OpenMail(address)} }
}

func (a *Actions) handleMail(m mailOpened) {
	if m.err != nil {
		a.frame.Tell("Write to " + m.address + "  (" + clean.Of(m.err.Error()) + ")")
		return
	}
	a.frame.Tell("The mail program was asked to write to " + m.address)
}

// copied is the answer to copyText.
type copied struct {
	what, text clean.Text
	local      bool // the local clipboard has it
}

// copyText is the command that copies a text to the clipboard of the terminal,
// which works through ssh, and to the local one.
func copyText(what, text clean.Text, o Options) tea.Cmd {
	return tea.Batch(
		o.TerminalClipboard(string(text)),
		func() tea.Msg { return copied{what, text, o.LocalClipboard(string(text)) == nil} },
	)
}

func (a *Actions) handleCopied(m copied) {
	if m.local {
		a.frame.Tell("Copied " + m.what + ": " + m.text)
		return
	}
	// A terminal does not say whether it took the text, so the message does not
	// claim it.
	a.frame.Tell("Sent " + m.what + " to the terminal's clipboard: " + m.text + "  (tmux needs set-clipboard on)")
}
