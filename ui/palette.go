package ui

import (
	tea "charm.land/bubbletea/v2"
)

// openPalette lists every action by what it does.
func (a *app) openPalette() tea.Cmd {
	var choices []choice
	for _, c := range a.helpChoices() {
		c.group = ""
		c.text = sentence(c.text)
		choices = append(choices, c)
	}
	m := newMenu(a, "Actions", choices)
	m.search, m.keysLast = true, true
	a.Open(m)
	return nil
}
