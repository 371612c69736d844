package form

import (
	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/textfield"
	"trialist/ui/words"
)

// startTemplate is the template that the form was started from. Until somebody
// changes the signal's name, that follows the name of the rule.
type startTemplate struct {
	template      rulebook.Template
	used          bool
	suggestedName string // the name that the template gave the signal
}

// openTemplates opens a menu of common signals to start from.
func (f *Form) openTemplates() tea.Cmd {
	f.picker.open = false
	var choices []dialog.Choice
	const keys = "123456789abcdefg"
	for i, t := range rulebook.Templates() {
		group := words.Capitalize(clean.Of(t.Side.String()))
		if t.Disqualifies() {
			group = "Disqualifier"
		}
		choices = append(choices, dialog.Choice{
			Group: group, Key: clean.Text(keys[i : i+1]), Text: clean.Of(t.Title),
			Run: func() tea.Cmd { return f.applyTemplate(t) },
		})
	}
	f.frame.Open(dialog.NewMenu(f.frame, "Start from", choices))
	return nil
}

// applyTemplate fills the form from a template, with the name in the data that fits
// best, and opens the picker to choose another.
func (f *Form) applyTemplate(t rulebook.Template) tea.Cmd {
	picked := t.Suggest(f.names.all())
	s := t.Signal(picked)
	s.ID, s.Enabled = f.original.ID, f.original.Enabled
	if picked == "" {
		s.Name = ""
	}
	f.setSignal(s)
	f.startTemplate = startTemplate{template: t, used: true, suggestedName: f.name.Value()}
	cmd := f.afterEdit(FieldRef{Kind: JoinField})
	f.updateKinds(&f.rules[0], false)
	f.focusField(FieldRef{RuleNameField, 0})
	f.openPicker(true)
	return cmd
}

// syncName gives the signal the template's name for what the rule asks about.
func (f *Form) syncName(ref FieldRef) {
	if !f.startTemplate.used || ref != (FieldRef{RuleNameField, 0}) || f.name.Value() != f.startTemplate.suggestedName {
		return
	}
	name := ""
	if picked := f.rules[0].name.parsed(); picked != "" {
		name = f.startTemplate.template.Signal(picked).Name
	}
	f.name = textfield.New(name)
	f.startTemplate.suggestedName = f.name.Value()
}
