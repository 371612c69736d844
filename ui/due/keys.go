package due

import (
	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	storejourney "trialist/store/journey"
	"trialist/store/outbox"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/host"
	"trialist/ui/words"
)

// Bindings are the actions there are now.
func (s *Screen) Bindings() []host.Binding {
	if s.showsLog {
		return s.logBindings()
	}
	none := clean.Text("")
	d, ok := s.selectedDue()
	if !ok {
		none = "no message is due"
	}
	note := s.noteDisabledReason()
	if note == "" {
		note = none
	}
	text := none
	if _, filled := s.texts[d.Slot]; none == "" && !filled {
		text = "it is being filled in"
	}
	undo := s.noteDisabledReason()
	if undo == "" && len(s.noted) == 0 {
		undo = "nothing was noted here yet"
	}
	filter, filterHint := s.filterWords()
	export := s.noteDisabledReason()
	if export == "" && len(s.due) == 0 {
		export = none
	}
	bindings := []host.Binding{
		{Action: "due.read", Keys: []string{"enter"}, Desc: "read the message", Hint: "read", DisabledReason: text, Run: s.read},
		{Action: "due.sent", Keys: []string{"s"}, Desc: s.aboutMarked("note that you sent"), Keywords: "mail", Hint: "sent", DisabledReason: note, Run: s.note(outbox.Sent)},
		{Action: "due.skip", Keys: []string{"x"}, Desc: s.aboutMarked("never send"), Hint: "skip", DisabledReason: note, Run: s.note(outbox.Skipped)},
		{Action: "due.undo", Keys: []string{"u"}, Desc: "take back what you noted last", Keywords: "unsend", Hint: "undo", DisabledReason: undo, Run: s.undoLast},
		{Action: "due.filter", Keys: []string{"f"}, Desc: filter, Hint: filterHint, Run: s.nextFilter},
		{Action: "due.copy", Keys: []string{"y"}, Desc: "copy the message", Hint: "copy", DisabledReason: text, Run: s.copySelected},
		{Action: "due.write", Keys: []string{"w"}, Desc: "open it in the mail program", Keywords: "email send", Hint: "mail", DisabledReason: text, Run: s.mailSelected},
		{Action: "due.outbox", Keys: []string{"o"}, Desc: "list what trials were told, and what became of it", Keywords: "sent past history mail", Hint: "told", Run: func() tea.Cmd { s.showLog(true); return nil }},
		{Action: "due.export", Keys: []string{"E"}, Desc: "export what is listed for another program to send", Keywords: "save write file csv json mailer outbox", Hint: "export", DisabledReason: export, Run: s.askForExport},
		{Action: "due.trial", Keys: []string{"right", "l"}, Desc: "open the trial", Hint: "trial", DisabledReason: none, Run: func() tea.Cmd { return s.options.OpenTrial(uint32(d.Slot)) }},
	}
	return append(bindings, s.markBindings(none)...)
}

// logBindings are the actions on what was told.
func (s *Screen) logBindings() []host.Binding {
	none := clean.Text("")
	t, ok := s.selectedEntry()
	if !ok {
		none = "nothing was told yet"
	}
	back, retry := s.noteDisabledReason(), s.noteDisabledReason()
	if back == "" {
		back = none
	}
	if back == "" {
		back = cannotTakeBack(s.chosenTold())
	}
	if retry == "" {
		if retry = none; ok && t.State != outbox.Failed {
			retry = "it has not failed"
		}
	}
	bindings := []host.Binding{
		{Action: "due.read", Keys: []string{"enter"}, Desc: "read the message", Hint: "read", DisabledReason: none, Run: s.read},
		{Action: "due.undo", Keys: []string{"u"}, Desc: s.takeBackWords(), Keywords: "undo unsend cancel", Hint: "take back", DisabledReason: back, Run: s.takeBackChosen},
		{Action: "due.retry", Keys: []string{"R"}, Desc: "have it tried again by the next delivery", Hint: "try again", DisabledReason: retry, Run: s.retry},
		{Action: "due.copy", Keys: []string{"y"}, Desc: "copy the message", Hint: "copy", DisabledReason: none, Run: s.copySelected},
		{Action: "due.outbox", Keys: []string{"o"}, Desc: "list what is due", Keywords: "sent past history mail", Hint: "what is due", Run: func() tea.Cmd { s.showLog(false); return nil }},
		{
			Action: "due.trial", Keys: []string{"right", "l"}, Desc: "open the trial", Hint: "trial", DisabledReason: none,
			Run: func() tea.Cmd { return s.options.OpenTrial(uint32(t.AccountID - 1)) },
		},
	}
	return append(bindings, s.markBindings(none)...)
}

// filterWords say what the key of the filter does next.
func (s *Screen) filterWords() (desc, hint clean.Text) {
	switch s.delivery {
	case rulebook.ByFit:
		return "list those that you send only", "mine"
	case rulebook.AsTask:
		return "list those that your mailer sends only", "mailer's"
	case rulebook.Automatic:
	}
	return "list all messages", "all"
}

// nextFilter lists messages of the next delivery.
func (s *Screen) nextFilter() tea.Cmd {
	all := rulebook.Deliveries()
	s.delivery = all[(int(s.delivery)+1)%len(all)]
	s.updateRows()
	return nil
}

// read opens the message under the cursor.
func (s *Screen) read() tea.Cmd {
	if t, ok := s.selectedEntry(); ok {
		sections := []dialog.Section{{Heading: clean.Of(t.Subject), Lines: bodyLines(t.Said())}, {Lines: []clean.Text{words.Capitalize(s.EntryWords(t)) + ": it " + words.MessageMeaning(t.Past.Kind) + ".", s.StateWords(t)}}}
		s.frame.Open(&dialog.Decision{Frame: s.frame, Title: s.entryName(t), Sections: sections, EscLabel: "close"})
		return nil
	}
	if d, ok := s.selectedDue(); ok {
		if one, filled := s.texts[d.Slot]; filled {
			s.openMessage(one)
		}
	}
	return nil
}

// openMessage opens a message of the list.
func (s *Screen) openMessage(m storejourney.Message) { s.Open(m, s.list.AsOf) }

// Open opens a message that is due as of an instant, to read it and say what became of it.
func (s *Screen) Open(m storejourney.Message, asOf value.Instant) {
	note := s.noteDisabledReason()
	heading := clean.Text("To " + recipient(m) + ", sent by " + deliveryWords(m.Delivery))
	sections := []dialog.Section{{Heading: heading, Lines: []clean.Text{"It " + words.MessageMeaning(m.Kind) + "."}}, {Heading: clean.Of(m.Subject), Lines: bodyLines(m.Body)}}
	if missing := missingWords(m.Missing); missing != "" {
		sections = append(sections, dialog.Section{Heading: missing})
	}
	s.frame.Open(&dialog.Decision{Frame: s.frame, Title: accountName(m) + ": " + s.MessageWords(m.Due), Sections: sections, Choices: []host.Binding{
		{Keys: []string{"s"}, Desc: "note that you sent it", Hint: "sent", DisabledReason: note, Run: s.noteOne(m.Due, asOf, outbox.Sent)},
		{Keys: []string{"x"}, Desc: "never send it", Hint: "skip", DisabledReason: note, Run: s.noteOne(m.Due, asOf, outbox.Skipped)},
		{Keys: []string{"y"}, Desc: "copy it", Hint: "copy", Run: func() tea.Cmd { return s.copyText(m.Subject, m.Body) }},
		{Keys: []string{"w"}, Desc: "open it in the mail program", Hint: "mail", Run: func() tea.Cmd { return s.mail(m) }},
	}, EscLabel: "close"})
}
