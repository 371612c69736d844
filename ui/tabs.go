package ui

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/host"
)

// tab is a screen with its name. The number keys open the tabs in their order, see
// tabKey.
type tab struct {
	name   clean.Text
	screen host.Screen
}

// tabKey is the key that opens a tab: its number, and 0 for what changed, which stands
// apart from the others and is behind them, as on a keyboard.
func (a *app) tabKey(index int) string {
	if a.tabs[index].screen == a.changes {
		return "0"
	}
	return strconv.Itoa(index + 1)
}

// screens are the screens of the tabs, and those within one.
func (a *app) screens() []tab {
	var all []tab
	for _, t := range a.tabs {
		all = append(all, t)
		switch t.screen {
		case a.journey:
			all = append(all, tab{"Plan", a.plan}, tab{"Messages", a.due})
		case a.segments:
			all = append(all, tab{"Workflows", a.workflows})
		}
	}
	return all
}

// current is the screen of the active tab.
func (a *app) current() host.Screen { return a.tabs[a.activeTab].screen }

// openTab opens a tab.
func (a *app) openTab(index int) tea.Cmd {
	if index < 0 || index >= len(a.tabs) || index == a.activeTab {
		return nil
	}
	a.previousTab, a.activeTab = a.activeTab, index
	return a.current().Update(host.TabOpened{})
}

// openTrial opens the drill-down of the account in a slot.
func (a *app) openTrial(slot uint32) tea.Cmd {
	return tea.Batch(a.trial.Open(slot), a.showScreen(a.trial))
}

// addSegment opens the editor of a new segment, which starts as the given one.
func (a *app) addSegment(initial rulebook.Segment) tea.Cmd { return a.addSegmentThen(initial, nil) }

// addWorkflow opens the editor of a new segment, and then that of a workflow about the
// trials that enter it.
func (a *app) addWorkflow(initial rulebook.Segment) tea.Cmd {
	return a.addSegmentThen(initial, func(s rulebook.Segment) tea.Cmd {
		a.segments.ShowWorkflows()
		return a.workflows.AddFor(s)
	})
}

func (a *app) addSegmentThen(initial rulebook.Segment, then func(rulebook.Segment) tea.Cmd) tea.Cmd {
	if why := a.draft.DisabledReason(); why != "" {
		a.Tell("Cannot add a segment: " + why)
		return nil
	}
	from := a.activeTab
	return tea.Batch(a.showScreen(a.segments), a.segments.Add(initial, then, func() tea.Cmd { return a.openTab(from) }))
}

// showFiltered opens the list of trials, filtered by a text.
func (a *app) showFiltered(text string) tea.Cmd {
	return tea.Batch(a.convert.ShowFilter(text), a.showScreen(a.convert))
}

// openStatuses opens the settings at the conditions of the statuses.
func (a *app) openStatuses() tea.Cmd {
	a.settings.SelectStatuses()
	return a.showScreen(a.settings)
}

// showScreen opens the tab of a screen.
func (a *app) showScreen(s host.Screen) tea.Cmd {
	for i, tab := range a.tabs {
		if tab.screen == s {
			return a.openTab(i)
		}
	}
	return nil
}

// bindings are the bindings that work on every screen, with the keys of the user.
func (a *app) bindings() []host.Binding { return host.Remap(a.frameBindings(), a.keys()) }

// screenBindings are those of the screen on show.
func (a *app) screenBindings() []host.Binding {
	return host.Remap(a.current().Bindings(), a.keys())
}

// frameBindings are the bindings that work on every screen, with their default keys.
func (a *app) frameBindings() []host.Binding {
	step := func(by int) func() tea.Cmd {
		return func() tea.Cmd { return a.openTab((a.activeTab + by + len(a.tabs)) % len(a.tabs)) }
	}
	bindings := []host.Binding{
		{Action: "everywhere.help", Keys: []string{"?"}, Desc: "show what the keys do", Hint: "help", Group: host.GroupEverywhere, Run: a.openHelp},
		{Action: "everywhere.actions", Keys: []string{":", "ctrl+k"}, Desc: "find an action by its name", Group: host.GroupEverywhere, Run: a.openPalette},
		{Action: "everywhere.next-tab", Keys: []string{"tab"}, Desc: "go to the next tab", Group: host.GroupEverywhere, Run: step(1)},
		{Action: "everywhere.previous-tab", Keys: []string{"shift+tab"}, Desc: "go to the tab before", Group: host.GroupEverywhere, Run: step(-1)},
		{Action: "everywhere.back", Keys: []string{"esc"}, Desc: "go back one step", Group: host.GroupEverywhere, Run: a.back},
		{Action: "everywhere.redraw", Keys: []string{"ctrl+l"}, Desc: "draw the screen again", Group: host.GroupEverywhere, Run: func() tea.Cmd { return tea.ClearScreen }},
		{Action: "everywhere.suspend", Keys: []string{"ctrl+z"}, Desc: "put trialist in the background", Group: host.GroupEverywhere, Run: func() tea.Cmd { return tea.Suspend }},
		a.reloadBinding(),
		{Action: "everywhere.quit", Keys: []string{"q", "ctrl+c"}, Desc: "quit", Group: host.GroupEverywhere, Run: a.quit},
	}
	bindings = append(bindings, a.travelBindings()...)
	for i, tab := range a.tabs {
		bindings = append(bindings, host.Binding{
			Action: "everywhere.go-to-" + strings.ToLower(string(tab.name)),
			Keys:   []string{a.tabKey(i)}, Desc: "go to " + tab.name, Keywords: tabKeywords[tab.name], Group: host.GroupEverywhere,
			Run: func() tea.Cmd { return a.openTab(i) },
		})
	}
	return append(bindings, a.innerBindings()...)
}

// back goes back one step: within the screen if it has one, else to the previous
// tab.
func (a *app) back() tea.Cmd {
	if l, ok := a.current().(host.BackHandler); ok {
		if cmd, left := l.Back(); left {
			return cmd
		}
	}
	if a.activeTab == 0 {
		return nil
	}
	cmd := a.openTab(a.previousTab)
	a.previousTab = 0 // another esc goes to the list, not to the tab just left
	return cmd
}

// quit ends the program. It asks first when that would lose unsaved work, and offers
// to save what can be saved.
func (a *app) quit() tea.Cmd {
	inDraft, elsewhere := a.draft.UnsavedWork(), a.unsavedInOverlays()
	if inDraft == "" && elsewhere == "" {
		return tea.Quit
	}
	question := &dialog.Decision{Frame: a, Title: "Quit?", EscLabel: "go back"}
	for _, lost := range []clean.Text{inDraft, elsewhere} {
		if lost != "" {
			question.Sections = append(question.Sections, dialog.Section{Heading: lost})
		}
	}
	if elsewhere == "" {
		question.Choices = append(question.Choices, host.Binding{
			Keys: []string{"s", "ctrl+s"}, Desc: "save the draft and quit", Hint: "save and quit", Run: func() tea.Cmd { return a.draft.SaveThen(tea.Quit) },
		})
	}
	question.Choices = append(question.Choices, host.Binding{Keys: []string{"x"}, Desc: "quit and lose it", Hint: "quit and lose it", Run: func() tea.Cmd {
		if inDraft != "" {
			a.draft.Abandon()
		}
		return tea.Quit
	}})
	a.Open(question)
	return nil
}

// unsavedInOverlays is what quitting would lose of a form that is open; "" for
// nothing.
func (a *app) unsavedInOverlays() clean.Text {
	for _, o := range a.overlays {
		if k, ok := o.(host.Unsaved); ok && k.UnsavedWork() != "" {
			return k.UnsavedWork()
		}
	}
	return ""
}
