package convert

import (
	tea "charm.land/bubbletea/v2"

	"trialist/scoring/condition"
	"trialist/scoring/filter"
	"trialist/scoring/value"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/words"
)

// maxOfferedNames is how many attributes, events and owners each the menu offers.
const maxOfferedNames = 60

// chooseTerm opens a menu of what a filter can ask: the fields, and the attributes,
// signals, segments, events and owners that there are. The chosen term is added to the
// filter.
func (c *Screen) chooseTerm() tea.Cmd {
	var choices []dialog.Choice
	add := func(group clean.Text, term string, means clean.Text) {
		choices = append(choices, dialog.Choice{
			Group: group, Key: clean.Of(term), Text: means,
			Run: func() tea.Cmd { return c.addTerm(term) },
		})
	}
	for _, example := range filter.Examples() {
		if !namesWhatMayNotExist(example.Text) {
			add("Fields", example.Text, clean.Of(example.Means))
		}
	}
	vocabulary := c.words()
	named := func(group clean.Text, field filter.Field, all []filter.Word, means clean.Text) {
		for _, w := range all[:min(len(all), maxOfferedNames)] {
			term := filter.Term{Field: field, Operator: condition.Is, Texts: []string{w.Text}}
			add(group, term.String(), means)
		}
	}
	named("Signals", filter.SignalField, vocabulary.Signals, "a signal")
	for _, segment := range c.board.Book.Segments.List {
		term := filter.Term{Field: filter.SegmentField, Operator: condition.Is, Texts: []string{segment.Name}}
		add("Segments", term.String(), clean.Of(segment.When.String()))
	}
	for _, w := range vocabulary.Attributes[:min(len(vocabulary.Attributes), maxOfferedNames)] {
		term, means := attributeTerm(w)
		add("Attributes", term, means+", of "+words.Count(w.Count, "account", "accounts"))
	}
	named("Events", filter.EventField, vocabulary.Events, "it has happened")
	named("Owners", filter.OwnerField, vocabulary.Owners, "whose it is")
	m := dialog.NewMenu(c.frame, "Filter by", choices)
	m.Searchable = true
	c.frame.Open(m)
	return nil
}

// namesWhatMayNotExist reports whether a term names something that the data of this
// workspace need not have.
func namesWhatMayNotExist(term string) bool {
	f, err := filter.Parse(term)
	if err != nil || len(f.Terms) == 0 {
		return true
	}
	switch t := f.Terms[0]; t.Field {
	case filter.AttributeField, filter.SignalField, filter.SegmentField, filter.EventField, filter.DisqualifierField:
		return true
	case filter.OwnerField:
		return t.Texts[0] != ""
	case filter.TextField, filter.QualifiedField, filter.DisqualifiedField, filter.AdoptionField, filter.FitField, filter.DaysLeftField, filter.LastSeenField,
		filter.StatusField, filter.TouchedField, filter.LastTouchField, filter.SnoozedField, filter.DismissedField, filter.IDField, filter.NameField, filter.PaceField,
		filter.PossibleField, filter.LookerField, filter.BuilderField, filter.HandRaiserField:
	}
	return false
}

// attributeTerm is how a term about an attribute begins, and what can follow.
func attributeTerm(w filter.Word) (term string, means clean.Text) {
	name := filter.Term{Field: filter.AttributeField, Name: w.Text, Operator: condition.IsYes}.String()
	name = name[:len(name)-len(":yes")]
	switch w.Kind {
	case value.Number:
		return name + ">=", "a number"
	case value.Date:
		return name + "<", "a day, such as 2026-01-31"
	case value.YesNo:
		return name + ":", "yes or no"
	case value.Text, value.Absent:
	}
	return name + ":", "a text"
}

// addTerm appends a term to the filter.
func (c *Screen) addTerm(term string) tea.Cmd {
	field := &c.filter.field
	field.CursorEnd()
	if text := field.Value(); text != "" && text[len(text)-1] != ' ' {
		term = " " + term
	}
	field.Insert(term)
	return c.filterTextChanged()
}
