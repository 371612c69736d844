package ui

import (
	tea "charm.land/bubbletea/v2"

	"trialist/ui/dialog"
	"trialist/ui/words"
)

// openPalette opens a menu of all actions by what they do, to be searched.
func (a *app) openPalette() tea.Cmd {
	var choices []dialog.Choice
	for _, c := range a.helpChoices() {
		c.Group = ""
		c.Text = words.Capitalize(c.Text)
		choices = append(choices, c)
	}
	m := dialog.NewMenu(a, "Actions", choices)
	m.Searchable, m.KeysLast = true, true
	a.Open(m)
	return nil
}
