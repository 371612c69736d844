package ui

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/host"
	"trialist/ui/words"
)

// openPalette opens a menu of all actions by what they do, to be searched. A number
// goes to that row. Moves of the cursor come last: nobody looks for them by name.
func (a *app) openPalette() tea.Cmd {
	var choices []dialog.Choice
	for _, c := range a.bindingChoices(host.GroupScreen, host.GroupEverywhere, host.GroupMoving) {
		c.Group = ""
		c.Text = words.Capitalize(c.Text)
		choices = append(choices, c)
	}
	m := dialog.NewMenu(a, "Actions", choices)
	m.Searchable, m.KeysLast, m.Suggest = true, true, a.suggestRow
	a.Open(m)
	return nil
}

// suggestRow is the choice to go to a row of the screen, where the text is its number.
func (a *app) suggestRow(text string) []dialog.Choice {
	numbered, ok := a.current().(host.Numbered)
	number, err := strconv.Atoi(text)
	if !ok || err != nil {
		return nil
	}
	return []dialog.Choice{{
		Text: "Go to number " + clean.Text(strconv.Itoa(number)),
		Run:  func() tea.Cmd { return numbered.JumpTo(number) },
	}}
}
