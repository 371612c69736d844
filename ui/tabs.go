package ui

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
)

// tab is a screen with its name. Number keys follow the order of the tabs.
type tab struct {
	name   clean.Text
	screen screen
}

// current is the screen of the active tab.
func (a *app) current() screen { return a.tabs[a.active].screen }

// show opens a tab.
func (a *app) show(index int) tea.Cmd {
	if index < 0 || index >= len(a.tabs) || index == a.active {
		return nil
	}
	a.previous, a.active = a.active, index
	return a.current().update(shown{})
}

// openTrial opens the drill-down of the account in a slot.
func (a *app) openTrial(slot uint32) tea.Cmd {
	return tea.Batch(a.trial.open(slot), a.showScreen(a.trial))
}

// openStatuses opens the settings at the conditions of the statuses.
func (a *app) openStatuses() tea.Cmd {
	a.settings.selectStatuses()
	return a.showScreen(a.settings)
}

// showScreen opens the tab of a screen.
func (a *app) showScreen(s screen) tea.Cmd {
	for i, tab := range a.tabs {
		if tab.screen == s {
			return a.show(i)
		}
	}
	return nil
}

// bindings is what can be done everywhere.
func (a *app) bindings() []binding {
	step := func(by int) func() tea.Cmd {
		return func() tea.Cmd { return a.show((a.active + by + len(a.tabs)) % len(a.tabs)) }
	}
	bindings := []binding{
		{keys: []string{"?"}, does: "show what the keys do", short: "help", group: aboutFrame, run: a.openHelp},
		{keys: []string{":", "ctrl+k"}, does: "find an action by its name", group: aboutFrame, run: a.openPalette},
		{keys: []string{"tab"}, does: "go to the next tab", group: aboutFrame, run: step(1)},
		{keys: []string{"shift+tab"}, does: "go to the tab before", group: aboutFrame, run: step(-1)},
		{keys: []string{"esc"}, does: "go back one step", group: aboutFrame, run: a.back},
		{keys: []string{"ctrl+l"}, does: "draw the screen again", group: aboutFrame, run: func() tea.Cmd { return tea.ClearScreen }},
		{keys: []string{"ctrl+z"}, does: "put trialist in the background", group: aboutFrame, run: func() tea.Cmd { return tea.Suspend }},
		{keys: []string{"q", "ctrl+c"}, does: "quit", group: aboutFrame, run: a.quit},
	}
	for i, tab := range a.tabs {
		bindings = append(bindings, binding{
			keys: []string{strconv.Itoa(i + 1)}, does: "go to " + tab.name, group: aboutFrame,
			run: func() tea.Cmd { return a.show(i) },
		})
	}
	return bindings
}

// back goes back one step: inside the screen where it has one, else to the tab
// before.
func (a *app) back() tea.Cmd {
	if l, ok := a.current().(leaver); ok {
		if cmd, left := l.leave(); left {
			return cmd
		}
	}
	if a.active == 0 {
		return nil
	}
	cmd := a.show(a.previous)
	a.previous = 0 // one step further back is the list, not where esc came from
	return cmd
}

// quit leaves the program, and asks first when that would lose something.
func (a *app) quit() tea.Cmd {
	for _, tab := range a.tabs {
		if k, ok := tab.screen.(keeper); ok {
			if lost := k.loses(); lost != "" {
				a.Open(&confirm{frame: a, asks: lost, key: "x", yes: "quit and lose it", run: func() tea.Cmd {
					a.drafting.abandon()
					return tea.Quit
				}})
				return nil
			}
		}
	}
	for _, o := range a.overlays {
		if k, ok := o.(keeper); ok && k.loses() != "" {
			a.Open(&confirm{frame: a, asks: k.loses(), key: "x", yes: "quit and lose it", run: func() tea.Cmd { return tea.Quit }})
			return nil
		}
	}
	return tea.Quit
}
