package ui

import (
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
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
	a.open(m)
	return nil
}

// sentence is text with a capital letter.
func sentence(text clean.Text) clean.Text {
	for i, r := range string(text) {
		return clean.Of(strings.ToUpper(string(unicode.ToUpper(r)))) + text[i+len(string(r)):]
	}
	return text
}
