package ui

import (
	tea "charm.land/bubbletea/v2"

	"trialist/ui/dialog"
	"trialist/ui/host"
	"trialist/ui/words"
)

// openPalette opens a menu of all actions by what they do, to be searched. Moves of
// the cursor come last: nobody looks for them by name.
func (a *app) openPalette() tea.Cmd {
	var choices []dialog.Choice
	for _, c := range a.bindingChoices(host.GroupScreen, host.GroupEverywhere, host.GroupMoving) {
		c.Group = ""
		c.Text = words.Capitalize(c.Text)
		choices = append(choices, c)
	}
	m := dialog.NewMenu(a, "Actions", choices)
	m.Searchable, m.KeysLast = true, true
	a.Open(m)
	return nil
}
