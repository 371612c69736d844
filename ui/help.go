package ui

import (
	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/host"
)

// openHelp opens a menu of all bindings, which can be searched, and run with
// enter. Where the screen draws marks it says what they mean.
func (a *app) openHelp() tea.Cmd {
	title, choices := clean.Text("Keys"), a.bindingChoices(host.GroupScreen, host.GroupMoving, host.GroupEverywhere)
	if e, ok := a.current().(host.Explainer); ok {
		title = "Keys and marks"
		for _, m := range e.Legend() {
			choices = append(choices, dialog.Choice{Group: "Marks", Key: m.Mark, Text: m.Text, Run: func() tea.Cmd { return nil }})
		}
	}
	m := dialog.NewMenu(a, title, choices)
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
