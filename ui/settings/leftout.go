package settings

import (
	tea "charm.land/bubbletea/v2"

	"trialist/scoring/condition"
	"trialist/scoring/leftout"
	"trialist/store/facts"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/form"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// leftOutSetting is the condition of accounts that count nowhere.
type leftOutSetting struct{ *Screen }

func (r leftOutSetting) draw(width int, selected bool) []theme.Line {
	styles := r.frame.Theme()
	life, saved := r.draftBook().Lifecycle, r.savedBook().Lifecycle
	changed := !life.LeftOut.Equal(saved.LeftOut)
	ink := styles.Muted
	if changed {
		ink = styles.Accent
	}
	left := styles.Muted.Line("0").Space(1).Join(r.nameLine("left out", selected))
	if changed {
		left = left.Space(1).Add(styles.Muted, "changed")
	}
	lines := []theme.Line{theme.Justify(left, r.countCell(r.counts.leftOut, r.counts.savedLeftOut), width)}
	said := "nobody: your own accounts, tests and competitors can be"
	if life.LeavesOut() {
		said = life.LeftOut.String()
	}
	for _, part := range clean.Of(said).Wrap(max(width-2, 0)) {
		lines = append(lines, theme.Line{}.Space(2).Add(ink, part))
	}
	return lines
}

func (r leftOutSetting) adjust(int) tea.Cmd { return nil }

// activate opens the form, after asking whether to look for accounts to leave out, or
// whether nobody is to be left out any more.
func (r leftOutSetting) activate() tea.Cmd {
	if !r.draftBook().Lifecycle.LeavesOut() {
		r.frame.Open(dialog.NewMenu(r.frame, "Left out", []dialog.Choice{
			{Text: "Look for accounts that seem to be your own, or tests", Run: r.propose},
			{Text: "Write the condition", Run: r.edit},
		}))
		return nil
	}
	r.frame.Open(dialog.NewMenu(r.frame, "Left out", []dialog.Choice{
		{Text: "Edit the condition", Run: r.edit},
		{Text: "Leave nobody out", Run: func() tea.Cmd { return r.leaveOut(condition.Condition{}) }},
	}))
	return nil
}

func (r leftOutSetting) edit() tea.Cmd { return r.editFrom(r.draftBook().Lifecycle.LeftOut) }

// editFrom opens the form with a condition.
func (r leftOutSetting) editFrom(when condition.Condition) tea.Cmd {
	return form.EditCondition(r.options.Forms, "An account is left out when", when, r.leaveOut)
}

// proposed is who could be left out.
type proposed struct {
	leftout.Proposal
	err error
}

// propose looks for accounts that could be left out.
func (r leftOutSetting) propose() tea.Cmd {
	ctx, cache, asOf, days := r.board.Context(), r.board.Cache(), r.board.AsOf, r.draftBook().Lifecycle.TrialDays
	r.frame.Tell("Looking for your own accounts and tests")
	return func() tea.Msg {
		var p proposed
		p.err = cache.Do(ctx, func(f *facts.Snapshot) (err error) {
			p.Proposal, err = leftout.Propose(ctx, f, condition.Moment{AsOf: asOf, TrialDays: days, Zone: f.NameIDs.Zone})
			return err
		})
		return p
	}
}

// handleProposed opens the form with what was found: whoever sees what it takes out
// accepts it with one key, or changes it.
func (r leftOutSetting) handleProposed(p proposed) tea.Cmd {
	switch {
	case p.err != nil:
		r.frame.Fail(p.err)
		return nil
	case p.Accounts == 0:
		r.frame.Tell("No account looks like your own, or like a test")
		return nil
	case r.draftBook().Lifecycle.LeavesOut(): // somebody said meanwhile who is
		return nil
	}
	if p.Doubtful() {
		r.frame.Tell("That is " + words.Number(p.Percent()) + " % of all accounts: they may well be customers")
	}
	return r.editFrom(p.When)
}

func (r leftOutSetting) leaveOut(when condition.Condition) tea.Cmd {
	life := r.draftBook().Lifecycle
	life.LeftOut = when
	return r.editLifecycle(life)
}

func (r leftOutSetting) keys() keyLabels {
	return keyLabels{activate: "edit the condition", activateHint: "edit", disabledReason: r.draft.DisabledReason()}
}
