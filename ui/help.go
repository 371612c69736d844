package ui

import (
	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/host"
)

// openHelp opens a menu of all bindings, which can be searched, and run with
// enter.
func (a *app) openHelp() tea.Cmd {
	m := dialog.NewMenu(a, "Keys", a.helpChoices())
	m.Searchable = true
	a.Open(m)
	return nil
}

func (a *app) helpChoices() []dialog.Choice {
	var choices []dialog.Choice
	bindings := append(a.current().Bindings(), a.bindings()...)
	for _, g := range []host.Group{host.GroupScreen, host.GroupMoving, host.GroupEverywhere} {
		for _, b := range bindings {
			if b.Group == g {
				choices = append(choices, dialog.Choice{Group: clean.Of(g.String()), Key: b.KeyList(), Text: b.Desc, Keywords: b.Hint, DisabledReason: b.DisabledReason, Run: b.Run})
			}
		}
	}
	return choices
}
