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

// conflict is what others saved after the version that the draft is based on.
type conflict struct {
	base    rulebook.Rulebook   // the version that both are based on
	theirs  rulebook.Rulebook   // the newest saved version
	version int64               // of theirs
	saves   []rulebooks.Version // since base, newest first
}

func readConflict(ctx context.Context, s *store.Store, basedOn int64) (*conflict, error) {
	var c conflict
	var err error
	if c.theirs, c.version, err = rulebooks.Current(ctx, s); err != nil {
		return nil, err
	}
	history, err := rulebooks.History(ctx, s)
	for _, saved := range history {
		if saved.Number > basedOn && saved.Number <= c.version {
			c.saves = append(c.saves, saved)
		}
	}
	return &c, err
}

// authors is the names of those who saved.
func (c *conflict) authors() clean.Text {
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

// conflictDialog asks which version to keep. The other is never lost: theirs is in
// the history, and the draft comes back with redo.
func (d *Editor) conflictDialog(c *conflict) *dialog.Decision {
	theirs := changeLines(rulebook.Diff(c.base, c.theirs))
	if len(theirs) == 0 {
		theirs = []clean.Text{"nothing in the end"}
	}
	return &dialog.Decision{
		Frame: d.frame, Title: c.authors() + " saved in between",
		Sections: []dialog.Section{{Heading: c.authors() + " changed", Lines: theirs}, {Heading: "You changed", Lines: changeLines(d.changes())}},
		Choices: []host.Binding{
			{Keys: []string{"b"}, Desc: "save your changes on top of theirs", Hint: "both, yours on top", Run: func() tea.Cmd { return d.saveBoth(c) }},
			{Keys: []string{"m"}, Desc: "save yours in the place of theirs", Hint: "mine, undoing theirs", Run: func() tea.Cmd { return d.saveMine(c) }},
			{Keys: []string{"t"}, Desc: "take theirs; redo brings yours back", Hint: "theirs, mine stays in redo", Run: func() tea.Cmd { return d.acceptTheirs(c) }},
		},
		EscLabel: "decide later",
	}
}

// saveMine saves the draft in the place of theirs, which stays in the history.
func (d *Editor) saveMine(c *conflict) tea.Cmd {
	return d.saveAs(rulebook.Restore(d.Book(), c.theirs), c.theirs, c.version)
}

// saveBoth saves what the draft changes on top of theirs.
func (d *Editor) saveBoth(c *conflict) tea.Cmd {
	merged := rulebook.Rebase(c.base, d.Book(), c.theirs)
	if err := merged.Validate(); err != nil {
		// Each is valid, but together they break a rule. The merged rulebook
		// becomes the draft, for the user to correct before saving.
		d.draft, d.version = rulebook.NewDraft(c.theirs).Edit(merged), c.version
		d.frame.Fail(err)
		return tea.Batch(d.afterEdit(), d.board.Reload())
	}
	return d.saveAs(merged, c.theirs, c.version)
}

// acceptTheirs bases the draft on theirs, without changes. Redo brings the user's
// changes back.
func (d *Editor) acceptTheirs(c *conflict) tea.Cmd {
	mine := rulebook.NewDraft(c.theirs).Edit(rulebook.Restore(d.Book(), c.theirs))
	d.draft, _ = mine.Undo()
	d.version = c.version
	d.frame.Tell("These are theirs now  " + d.frame.KeyOf("draft.redo") + " brings yours back")
	return tea.Batch(d.afterEdit(), d.board.Reload())
}
