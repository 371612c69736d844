package draft

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rulebook"
	"trialist/store"
	"trialist/store/rulebooks"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/host"
)

// Answers about earlier versions.
type (
	// historyRead is all saves, newest first.
	historyRead struct {
		saves []rulebooks.Version
		err   error
	}

	// versionRead is the rulebook of one save.
	versionRead struct {
		saved rulebooks.Version
		book  rulebook.Rulebook
		err   error
	}
)

// openHistory opens a menu of all saves: when, who and what.
func (d *Editor) openHistory() tea.Cmd {
	return readHistory(d.board.Context(), d.board.Store())
}

func readHistory(ctx context.Context, s *store.Store) tea.Cmd {
	return func() tea.Msg {
		saves, err := rulebooks.History(ctx, s)
		return historyRead{saves, err}
	}
}

func (d *Editor) handleHistory(m historyRead) tea.Cmd {
	switch {
	case m.err != nil:
		d.frame.Fail(m.err)
		return nil
	case len(m.saves) == 0:
		d.frame.Tell("Nothing was saved yet")
		return nil
	}
	ctx, s := d.board.Context(), d.board.Store()
	var choices []dialog.Choice
	for _, saved := range m.saves {
		choices = append(choices, dialog.Choice{
			Key: d.saveTime(saved), Current: saved.Number == d.version,
			Text: clean.Join([]clean.Text{saveAuthor(saved), saveSummary(saved)}, "  "),
			Run: func() tea.Cmd {
				return func() tea.Msg {
					book, err := rulebooks.At(ctx, s, saved.Number)
					return versionRead{saved, book, err}
				}
			},
		})
	}
	d.frame.Open(dialog.NewMenu(d.frame, "Saved before", choices))
	return nil
}

// saveTime is when a version was saved, on the clocks of the workspace's time zone.
func (d *Editor) saveTime(s rulebooks.Version) clean.Text {
	zone := d.board.Zone()
	at := zone.Time(s.At)
	if at.Year() != d.board.Now().In(zone.Location()).Year() {
		return clean.Of(at.Format("2 Jan 2006"))
	}
	return clean.Of(at.Format("2 Jan 15:04 MST"))
}

func saveAuthor(s rulebooks.Version) clean.Text {
	if s.Who == "" {
		return "somebody"
	}
	return clean.Of(s.Who).Fit(16)
}

func saveSummary(s rulebooks.Version) clean.Text {
	if s.Summary == "" {
		return "saved"
	}
	return clean.Of(s.Summary)
}

// zoneStays says what going back leaves as it is.
func (d *Editor) zoneStays() clean.Text {
	return "The time zone stays " + clean.Of(d.Book().TimeZoneText())
}

// handleVersion shows what restoring an earlier version would change, and asks.
func (d *Editor) handleVersion(m versionRead) tea.Cmd {
	if m.err != nil {
		d.frame.Fail(m.err)
		return nil
	}
	m.book.TimeZone = d.Book().TimeZone // no version has one of its own; the draft may change it
	book := rulebook.Restore(m.book, d.Book())
	changes := rulebook.Diff(d.Book(), book)
	sections := []dialog.Section{{Heading: "What was saved", Lines: []clean.Text{saveSummary(m.saved)}}}
	if len(changes) == 0 {
		sections = append(sections, dialog.Section{Heading: "The signals and settings are what they were then", Lines: []clean.Text{d.zoneStays()}})
		d.frame.Open(&dialog.Decision{
			Frame: d.frame, Title: d.saveTime(m.saved) + ", " + saveAuthor(m.saved), Sections: sections, EscLabel: "back",
		})
		return nil
	}
	d.frame.Open(&dialog.Decision{
		Frame: d.frame, Title: d.saveTime(m.saved) + ", " + saveAuthor(m.saved),
		Sections: append(sections, dialog.Section{Heading: "To go back would change", Lines: append(changeLines(changes), d.zoneStays())}),
		Choices: []host.Binding{{
			Keys: []string{"r"}, Desc: "make this the draft", Hint: "restore into the draft", DisabledReason: d.DisabledReason(),
			Run: func() tea.Cmd {
				d.frame.Tell("As of " + d.saveTime(m.saved) + "  " + d.frame.KeyOf("draft.save") + " saves it, " + d.frame.KeyOf("draft.undo") + " undoes it")
				return d.Edit(book)
			},
		}},
		EscLabel: "back",
	})
	return nil
}
