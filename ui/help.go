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
	m := dialog.NewMenu(a, "Keys", a.bindingChoices(host.GroupScreen, host.GroupMoving, host.GroupEverywhere))
	m.Searchable = true
	a.Open(m)
	return nil
}

// bindingChoices are the bindings that work now, by their groups.
func (a *app) bindingChoices(groups ...host.Group) []dialog.Choice {
	var choices []dialog.Choice
	bindings := append(a.screenBindings(), a.bindings()...)
	for _, g := range groups {
		for _, b := range bindings {
			if b.Group == g {
				choices = append(choices, dialog.Choice{Group: clean.Of(g.String()), Key: b.KeyList(), Text: b.Desc, Keywords: b.Hint + " " + b.Keywords, DisabledReason: b.DisabledReason, Run: b.Run})
			}
		}
	}
	return choices
}
