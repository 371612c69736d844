package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rulebook"
	"trialist/store"
	"trialist/ui/clean"
)

// Answers about earlier versions.
type (
	// historyRead is what was saved, newest first.
	historyRead struct {
		saves []store.Version
		err   error
	}

	// versionRead is the rulebook of one of the saves.
	versionRead struct {
		saved store.Version
		book  rulebook.Rulebook
		err   error
	}
)

// openHistory lists the saves: when, who and what.
func (d *drafting) openHistory() tea.Cmd {
	return readHistory(d.board.ctx, d.board.store)
}

func readHistory(ctx context.Context, s *store.Store) tea.Cmd {
	return func() tea.Msg {
		saves, err := s.RulebookVersions(ctx)
		return historyRead{saves, err}
	}
}

func (d *drafting) takeHistory(m historyRead) tea.Cmd {
	switch {
	case m.err != nil:
		d.frame.Fail(m.err)
		return nil
	case len(m.saves) == 0:
		d.frame.Tell("Nothing was saved yet")
		return nil
	}
	ctx, s := d.board.ctx, d.board.store
	var choices []choice
	for _, saved := range m.saves {
		choices = append(choices, choice{
			key: d.savedWhen(saved), now: saved.Number == d.version,
			text: clean.Join([]clean.Text{savedWho(saved), savedWhat(saved)}, "  "),
			run: func() tea.Cmd {
				return func() tea.Msg {
					book, err := s.RulebookAt(ctx, saved.Number)
					return versionRead{saved, book, err}
				}
			},
		})
	}
	d.frame.Open(newMenu(d.frame, "Saved before", choices))
	return nil
}

// savedWhen is when a version was saved, in the user's zone.
func (d *drafting) savedWhen(s store.Version) clean.Text {
	now := d.board.now()
	at := s.At.Time().In(now.Location())
	if at.Year() != now.Year() {
		return clean.Of(at.Format("2 Jan 2006"))
	}
	return clean.Of(at.Format("2 Jan 15:04"))
}

func savedWho(s store.Version) clean.Text {
	if s.Who == "" {
		return "somebody"
	}
	return clean.Of(s.Who).Fit(16)
}

func savedWhat(s store.Version) clean.Text {
	if s.Summary == "" {
		return "saved"
	}
	return clean.Of(s.Summary)
}

// takeVersion shows what going back to an earlier version would change.
func (d *drafting) takeVersion(m versionRead) tea.Cmd {
	if m.err != nil {
		d.frame.Fail(m.err)
		return nil
	}
	book := rulebook.Restore(m.book, d.book())
	changes := rulebook.Diff(d.book(), book)
	if len(changes) == 0 {
		d.frame.Tell("The signals and settings are what they were then")
		return nil
	}
	d.frame.Open(&decision{
		frame: d.frame, title: d.savedWhen(m.saved) + ", " + savedWho(m.saved),
		parts: []part{{"To go back would change", changeWords(changes)}},
		choices: []binding{{
			keys: []string{"r"}, does: "make this the draft", short: "restore into the draft", why: d.why(),
			run: func() tea.Cmd {
				d.frame.Tell("As of " + d.savedWhen(m.saved) + "  ctrl+s saves it, u undoes it")
				return d.edit(book)
			},
		}},
		back: "back",
	})
	return nil
}
