package trial

import (
	"trialist/scoring/value"
	"trialist/ui/clean"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// attributesSection is the id and the attributes of the account.
func (t *Screen) attributesSection(styles theme.Theme, width int) section {
	s := section{title: styles.Strong.Line("Attributes")}
	label := 4
	for _, a := range t.account.Attributes {
		label = max(label, min(clean.Of(a.Name).Width(), width/2, 28))
	}
	row := func(name, value clean.Text) {
		names, values := name.Wrap(label), value.Wrap(max(width-label-2, 1))
		for i := range max(len(names), len(values)) { // nothing else shows what is cut here
			line := theme.Line{}
			if i < len(names) {
				line = styles.Muted.Line(names[i])
			}
			if line = line.Pad(label); i < len(values) {
				line = line.Space(2).Add(styles.Text, values[i])
			}
			s.lines = append(s.lines, line.Fit(width))
		}
	}
	row("id", clean.Of(t.account.ID))
	for _, a := range t.account.Attributes {
		row(clean.Of(a.Name), formatValue(a.Value, t.board.Zone()))
	}
	return s
}

// contactsSection is the contacts of the account with their attributes.
func (t *Screen) contactsSection(styles theme.Theme, width int) section {
	s := section{title: styles.Strong.Line("Contacts")}
	for _, c := range t.account.Contacts {
		s.lines = append(s.lines, styles.Text.Line(clean.Of(c.ID)).Fit(width))
		var facts []clean.Text
		for _, a := range c.Attributes {
			if a.Value.Kind != value.Absent && a.Value.String() != c.ID {
				facts = append(facts, clean.Of(a.Name)+" "+formatValue(a.Value, t.board.Zone()))
			}
		}
		if len(facts) == 0 {
			continue
		}
		for _, part := range clean.Join(facts, ", ").Wrap(width - 2) {
			s.lines = append(s.lines, theme.Line{}.Space(2).Add(styles.Muted, part))
		}
	}
	return s
}

// formatValue is the value of an attribute for display.
func formatValue(v value.Value, zone *value.Zone) clean.Text {
	if v.Kind == value.Date && !v.IsDay() {
		return words.Timestamp(v.Date, zone)
	}
	if v.Kind == value.Date {
		return clean.Of(zone.Day(v.Date).Time().Format("2 Jan 2006"))
	}
	return clean.Of(v.String())
}
