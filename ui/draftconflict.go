package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rulebook"
	"trialist/store"
	"trialist/ui/clean"
)

// conflict is what somebody saved after the rulebook that the draft is made
// from.
type conflict struct {
	base    rulebook.Rulebook // that both started from
	theirs  rulebook.Rulebook // the newest saved
	version int64             // of theirs
	saves   []store.Version   // since base, newest first
}

func readConflict(ctx context.Context, s *store.Store, basedOn int64) (*conflict, error) {
	var c conflict
	var err error
	if c.theirs, c.version, err = s.Rulebook(ctx); err != nil {
		return nil, err
	}
	history, err := s.RulebookVersions(ctx)
	for _, saved := range history {
		if saved.Number > basedOn && saved.Number <= c.version {
			c.saves = append(c.saves, saved)
		}
	}
	return &c, err
}

// who is who saved, in words.
func (c *conflict) who() clean.Text {
	var names []clean.Text
	seen := make(map[string]bool)
	for _, saved := range c.saves {
		if saved.Who != "" && !seen[saved.Who] {
			seen[saved.Who] = true
			names = append(names, clean.Of(saved.Who).Fit(24))
		}
	}
	if len(names) == 0 {
		return "Somebody else"
	}
	return clean.Join(names, " and ")
}

// newDecision asks which of the two to have. Whichever it is, the other is not
// lost: theirs is in the history, mine comes back with redo.
func (d *drafting) newDecision(c *conflict) *decision {
	theirs := changeWords(rulebook.Diff(c.base, c.theirs))
	if len(theirs) == 0 {
		theirs = []clean.Text{"nothing in the end"}
	}
	return &decision{
		frame: d.frame, title: c.who() + " saved in between",
		parts: []part{{c.who() + " changed", theirs}, {"You changed", changeWords(d.changes())}},
		choices: []binding{
			{keys: []string{"b"}, does: "save your changes on top of theirs", short: "both, yours on top", run: func() tea.Cmd { return d.saveBoth(c) }},
			{keys: []string{"m"}, does: "save yours in the place of theirs", short: "mine, undoing theirs", run: func() tea.Cmd { return d.saveMine(c) }},
			{keys: []string{"t"}, does: "take theirs; redo brings yours back", short: "theirs, mine stays in redo", run: func() tea.Cmd { return d.takeTheirs(c) }},
		},
		back: "decide later",
	}
}

// saveMine saves the draft as it is over theirs, which stays in the history.
func (d *drafting) saveMine(c *conflict) tea.Cmd {
	return d.saveAs(rulebook.Restore(d.book(), c.theirs), c.theirs, c.version)
}

// saveBoth saves what the draft changes on top of theirs.
func (d *drafting) saveBoth(c *conflict) tea.Cmd {
	merged := rulebook.Rebase(c.base, d.book(), c.theirs)
	if err := merged.Validate(); err != nil {
		// Each was valid; together they break a rule. The draft then is both,
		// to be put right before it is saved.
		d.draft, d.version = rulebook.NewDraft(c.theirs).Edit(merged), c.version
		d.frame.Fail(err)
		return tea.Batch(d.changed(), d.board.reload())
	}
	return d.saveAs(merged, c.theirs, c.version)
}

// takeTheirs starts from theirs. The draft is one redo away.
func (d *drafting) takeTheirs(c *conflict) tea.Cmd {
	mine := rulebook.NewDraft(c.theirs).Edit(rulebook.Restore(d.book(), c.theirs))
	d.draft, _ = mine.Undo()
	d.version = c.version
	d.frame.Tell("These are theirs now  ctrl+r brings yours back")
	return tea.Batch(d.changed(), d.board.reload())
}
