package due

import (
	"cmp"
	"strings"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/journey"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	storejourney "trialist/store/journey"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/host"
	"trialist/ui/textfield"
	"trialist/ui/words"
)

// Answers of the commands that give messages to other programs.
type (
	shared   struct{ said clean.Text }
	exported struct {
		seq  int
		path string
		done storejourney.Exported
		err  error
	}
)

// copySelected copies the message under the cursor.
func (s *Screen) copySelected() tea.Cmd {
	if t, ok := s.selectedEntry(); ok {
		return s.copyText(t.Subject, t.Said())
	}
	d, _ := s.selectedDue()
	if m, ok := s.texts[d.Slot]; ok {
		return s.copyText(m.Subject, m.Body)
	}
	return nil
}

// copyText copies a message to the clipboard of the terminal and the local one.
func (s *Screen) copyText(subject, body string) tea.Cmd {
	text, local := subject+"\n\n"+body, s.options.LocalClipboard
	return tea.Batch(s.options.TerminalClipboard(text), func() tea.Msg {
		if local(text) != nil {
			return shared{"Sent to the terminal's clipboard: " + clean.Of(subject) + "  (tmux needs set-clipboard on)"}
		}
		return shared{"Copied: " + clean.Of(subject)}
	})
}

// mailSelected opens the message under the cursor in the mail program.
func (s *Screen) mailSelected() tea.Cmd {
	d, _ := s.selectedDue()
	if m, ok := s.texts[d.Slot]; ok {
		return s.mail(m)
	}
	return nil
}

// mail opens a message in the mail program. That it was opened is not that it was sent.
func (s *Screen) mail(m storejourney.Message) tea.Cmd {
	if m.Contact.Email == "" {
		s.frame.Tell("No address is known of " + accountName(m))
		return nil
	}
	open, sent := s.options.OpenMail, s.frame.KeyOf("due.sent")
	return func() tea.Msg {
		to := clean.Of(m.Contact.Email)
		if err := open(m.Contact.Email, m.Subject, m.Body); err != nil {
			return shared{"Write to " + to + "  (" + clean.Of(err.Error()) + ")"}
		}
		return shared{"The mail program was asked to write to " + to + "  " + sent + " notes that it is sent"}
	}
}

// askForExport asks where to export what is listed to.
func (s *Screen) askForExport() tea.Cmd {
	if s.list == nil || len(s.due) == 0 {
		return nil
	}
	name := "messages-" + s.board.Zone().Local(s.board.AsOf).Time().Format(value.DayLayout) + ".csv"
	s.frame.Open(&dialog.Prompt{
		Frame: s.frame, Label: "Export " + words.Count(len(s.due), "message", "messages") + " to", Field: textfield.New(name),
		Meaning: func(path string) (clean.Text, bool) {
			if strings.HasSuffix(strings.ToLower(strings.TrimSpace(path)), ".json") {
				return "as JSON", true
			}
			return "as CSV", true
		},
		OnEnter: func(path string) tea.Cmd { return s.confirmExport(strings.TrimSpace(path)) },
	})
	return nil
}

// confirmExport shows the path in full and asks: that messages were exported cannot be
// taken back, and texts that nobody has written are hardly meant to be sent.
func (s *Screen) confirmExport(path string) tea.Cmd {
	if path == "" || s.list == nil {
		return nil
	}
	sections := []dialog.Section{
		{Heading: "To " + clean.Of(path)},
		{Heading: "They are due no more then, and that cannot be taken back."},
	}
	atFirst := 0
	for _, d := range s.due {
		if s.list.SaysDefault(d) {
			atFirst++
		}
	}
	if atFirst > 0 {
		sections = append(sections, dialog.Section{Heading: words.Number(atFirst) + " of the " + words.Number(len(s.due)) +
			" use texts that came with the program. The Plan is where you write your own."})
	}
	s.frame.Open(&dialog.Decision{
		Frame: s.frame, Title: "Export " + words.Count(len(s.due), "message", "messages"), Sections: sections, EscLabel: "back", Choices: []host.Binding{
			// Another key than the one that ended the path.
			{Keys: []string{"x"}, Desc: "export them for good", Hint: "export them for good", Run: func() tea.Cmd { return s.export(path) }},
		},
	})
	return nil
}

// export exports what is listed, as far as it is still due.
func (s *Screen) export(path string) tea.Cmd {
	if path == "" || s.list == nil || s.noteDisabledReason() != "" {
		return nil
	}
	listed := make(map[int]journey.Due, len(s.due))
	for _, d := range s.due {
		listed[d.Slot] = d
	}
	delivery := s.delivery
	choice := storejourney.Choice{AsOf: s.list.AsOf, At: s.board.TouchTime(), By: s.options.Who, Filter: func(l *storejourney.List, now journey.Due) bool {
		d, ok := listed[now.Slot]
		return ok && d.Kind == now.Kind && d.Milestone == now.Milestone && (delivery == rulebook.ByFit || l.Delivery(now) == delivery)
	}}
	s.markJob.Start()
	seq, ctx, cache, open := s.markJob.Seq, s.board.Context(), s.board.Cache(), s.board.Store()
	return func() tea.Msg {
		m := exported{seq: seq}
		var file *file
		if file, m.err = newFile(open, path, choice.AsOf); m.err != nil {
			return m
		}
		defer file.discard()
		m.path = file.path
		m.done, m.err = storejourney.Export(ctx, cache, choice, file.path, file)
		return m
	}
}

func (s *Screen) handleExported(m exported) tea.Cmd {
	if fresh, _ := s.markJob.Finish(m.seq); !fresh {
		return nil
	}
	s.dropFind()
	if m.err != nil {
		s.frame.Fail(m.err)
		return s.frame.Broadcast(Changed{})
	}
	said := "Exported " + words.Count(m.done.Messages, "message", "messages") + " to " + clean.Of(m.path)
	if m.done.Messages == 0 {
		said = "Nothing was exported"
	}
	if m.done.Incomplete > 0 {
		said += "; " + words.Number(m.done.Incomplete) + " lack a field that nothing is known for and are still due"
	}
	s.frame.Tell(said)
	return s.frame.Broadcast(Changed{})
}

func accountName(m storejourney.Message) clean.Text { return clean.Of(cmp.Or(m.Name, m.Account)) }

// recipient is whom a message is to.
func recipient(m storejourney.Message) clean.Text {
	name, email := clean.Of(m.Contact.Name), clean.Of(m.Contact.Email)
	switch {
	case name != "" && email != "":
		return name + ", " + email
	case name+email != "":
		return name + email
	}
	return "nobody whose address is known"
}
