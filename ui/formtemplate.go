package ui

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/textfield"
)

// formStart is the template that the form was started from. As long as nobody
// changes the signal's name, it follows the name that is picked for the rule.
type formStart struct {
	template rulebook.Template
	used     bool
	named    string // the name it gave to the signal
}

// openTemplates offers common signals to start from.
func (f *form) openTemplates() tea.Cmd {
	f.picker.open = false
	var choices []choice
	for i, t := range rulebook.Templates() {
		choices = append(choices, choice{
			group: sentence(clean.Of(t.Side.String())), key: clean.Text(strconv.Itoa(i + 1)), text: clean.Of(t.Title),
			run: func() tea.Cmd { return f.startFrom(t) },
		})
	}
	f.frame.Open(newMenu(f.frame, "Start from", choices))
	return nil
}

// startFrom fills the form with a template, about what is most likely meant,
// and asks for the name.
func (f *form) startFrom(t rulebook.Template) tea.Cmd {
	picked := t.Suggest(f.names.all())
	s := t.Signal(picked)
	s.ID, s.Enabled = f.given.ID, f.given.Enabled
	if picked == "" {
		s.Name = ""
	}
	f.fill(s)
	f.start = formStart{template: t, used: true, named: f.name.Value()}
	cmd := f.changed(formSpot{part: joinPart})
	f.learn(&f.rules[0], false)
	f.visit(formSpot{aboutPart, 0})
	f.pick(true)
	return cmd
}

// rename gives the signal the name that fits what was picked.
func (f *form) rename(spot formSpot) {
	if !f.start.used || spot != (formSpot{aboutPart, 0}) || f.name.Value() != f.start.named {
		return
	}
	name := ""
	if picked := f.rules[0].name.what(); picked != "" {
		name = f.start.template.Signal(picked).Name
	}
	f.name = textfield.New(name)
	f.start.named = f.name.Value()
}
