package settings

import (
	tea "charm.land/bubbletea/v2"

	"trialist/scoring/condition"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/form"
	"trialist/ui/theme"
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

// activate opens the form, after asking whether nobody is to be left out any more.
func (r leftOutSetting) activate() tea.Cmd {
	if !r.draftBook().Lifecycle.LeavesOut() {
		return r.edit()
	}
	r.frame.Open(dialog.NewMenu(r.frame, "Left out", []dialog.Choice{
		{Text: "Edit the condition", Run: r.edit},
		{Text: "Leave nobody out", Run: func() tea.Cmd { return r.leaveOut(condition.Condition{}) }},
	}))
	return nil
}

func (r leftOutSetting) edit() tea.Cmd {
	return form.EditCondition(r.options.Forms, "An account is left out when", r.draftBook().Lifecycle.LeftOut, r.leaveOut)
}

func (r leftOutSetting) leaveOut(when condition.Condition) tea.Cmd {
	life := r.draftBook().Lifecycle
	life.LeftOut = when
	return r.editLifecycle(life)
}

func (r leftOutSetting) keys() keyLabels {
	return keyLabels{activate: "edit the condition", activateHint: "edit", disabledReason: r.draft.DisabledReason()}
}
