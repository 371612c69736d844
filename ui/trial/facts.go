package trial

import (
	"trialist/scoring/value"
	"trialist/ui/clean"
	"trialist/ui/theme"
)

// attributesSection is all that is known of the account itself.
func (t *Screen) attributesSection(look theme.Theme, width int) section {
	s := section{title: look.Strong.Line("Attributes")}
	label := 4
	for _, a := range t.account.Attributes {
		label = max(label, min(clean.Of(a.Name).Width(), width/2, 28))
	}
	row := func(name, value clean.Text) {
		s.lines = append(s.lines, look.Muted.Line(name.Pad(label)).Space(2).Add(look.Text, value).Fit(width))
	}
	row("id", clean.Of(t.account.ID))
	for _, a := range t.account.Attributes {
		row(clean.Of(a.Name), formatValue(a.Value))
	}
	return s
}

// contactsSection is the people of the account and what is known of each.
func (t *Screen) contactsSection(look theme.Theme, width int) section {
	s := section{title: look.Strong.Line("Contacts")}
	for _, c := range t.account.Contacts {
		s.lines = append(s.lines, look.Text.Line(clean.Of(c.ID)).Fit(width))
		var facts []clean.Text
		for _, a := range c.Attributes {
			if a.Value.Kind != value.Absent && a.Value.String() != c.ID {
				facts = append(facts, clean.Of(a.Name)+" "+formatValue(a.Value))
			}
		}
		if len(facts) == 0 {
			continue
		}
		for _, part := range clean.Join(facts, ", ").Wrap(width - 2) {
			s.lines = append(s.lines, theme.Line{}.Space(2).Add(look.Muted, part))
		}
	}
	return s
}

// formatValue is an attribute value as people read it.
func formatValue(v value.Value) clean.Text {
	if v.Kind == value.Date && v.Date != v.Date.Midnight() {
		return clean.Of(v.Date.Time().Format("2 Jan 2006 15:04"))
	}
	if v.Kind == value.Date {
		return clean.Of(v.Date.Time().Format("2 Jan 2006"))
	}
	return clean.Of(v.String())
}
