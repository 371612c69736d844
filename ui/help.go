package ui

import (
	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
)

// openHelp lists what every key does here, to be searched and, with enter,
// done.
func (a *app) openHelp() tea.Cmd {
	m := newMenu(a, "Keys", a.helpChoices())
	m.search = true
	a.Open(m)
	return nil
}

func (a *app) helpChoices() []choice {
	var choices []choice
	bindings := append(a.current().bindings(), a.bindings()...)
	for _, g := range []group{aboutScreen, aboutMoving, aboutFrame} {
		for _, b := range bindings {
			if b.group == g {
				choices = append(choices, choice{group: clean.Of(g.String()), key: b.keyList(), text: b.does, also: b.short, why: b.why, run: b.run})
			}
		}
	}
	return choices
}
