package form

import (
	"slices"

	"trialist/scoring/condition"
	"trialist/ui/textfield"
)

// FieldKind is a field of the form.
type FieldKind uint8

// The fields, in the order that tab goes through them. Those from subject to
// unit belong to a rule.
const (
	NameField FieldKind = iota
	SideField
	phaseField
	WeightField
	JoinField
	SubjectField
	RuleNameField
	OperatorField
	ValueField
	spanField
	CountField
	unitField
	SentenceField
)

// FieldRef is one field of the form on screen.
type FieldRef struct {
	Kind FieldKind
	Rule int // that the field belongs to
}

// fields are the fields that there are now, in their order.
func (f *Form) fields() []FieldRef {
	var spots []FieldRef
	if f.editsSignal {
		spots = append(spots, FieldRef{Kind: NameField}, FieldRef{Kind: SideField}, FieldRef{Kind: phaseField}, FieldRef{Kind: WeightField})
	}
	spots = append(spots, FieldRef{Kind: JoinField})
	for i := range f.rules {
		for _, part := range f.rules[i].fields() {
			spots = append(spots, FieldRef{part, i})
		}
	}
	return append(spots, FieldRef{Kind: SentenceField})
}

// moveField goes a number of fields on, around the end and the beginning.
func (f *Form) moveField(by int) {
	spots := f.fields()
	at := max(slices.Index(spots, f.current), 0)
	f.focusField(spots[(at+by+len(spots))%len(spots)])
}

// onLastField reports whether there is no field after the one with the cursor.
func (f *Form) onLastField() bool { return f.current.Kind == SentenceField }

// moveLine goes to the field on the nearest line above or below that has one.
func (f *Form) moveLine(by int) {
	page := f.page(f.innerWidth())
	here, ok := page.place(f.current)
	if !ok {
		return
	}
	best, found := placement{}, false
	for _, p := range page.placements {
		switch d := (p.line - here.line) * by; {
		case d <= 0:
		case !found || d < (best.line-here.line)*by:
			best, found = p, true
		case p.line == best.line && p.distance(here.x) < best.distance(here.x):
			best = p
		}
	}
	if found {
		f.focusField(best.field)
	}
}

// focusField brings the cursor to a field.
func (f *Form) focusField(spot FieldRef) {
	f.picker.open = false
	f.current = spot
	f.rejection, f.replaceOnType = "", false
	if field := f.textField(spot); field != nil {
		field.CursorEnd()
		f.replaceOnType = f.isNumeric(spot) && field.Value() != ""
	}
	switch {
	case spot.Kind == SentenceField && f.sentence.parseError == "":
		f.sentence.Field = textfield.New(f.editableSentence())
	case spot.Kind == RuleNameField && f.rules[spot.Rule].name.Value() == "":
		f.openPicker(true)
	}
	f.scrollToField()
}

// isNumeric reports whether a field takes a number. Nobody adds digits to the
// number that a rule starts with: what is typed takes its place.
func (f *Form) isNumeric(spot FieldRef) bool {
	if spot.Kind == CountField {
		return true
	}
	operand := noOperand
	if spot.Kind == ValueField {
		operand = operandOf(f.rules[spot.Rule].operator)
	}
	return operand == numberOperand || operand == daysOperand
}

// restoreFocus brings the cursor back to a field after some may have gone.
func (f *Form) restoreFocus() {
	spots := f.fields()
	if slices.Contains(spots, f.current) {
		return
	}
	at := FieldRef{Kind: JoinField}
	for _, spot := range spots {
		if spot.Rule == min(f.current.Rule, len(f.rules)-1) && spot.Kind >= SubjectField && spot.Kind <= max(f.current.Kind, SubjectField) && spot.Kind < SentenceField {
			at = spot
		}
	}
	f.focusField(at)
}

// textField is the text field at a spot, nil where there is none.
func (f *Form) textField(spot FieldRef) *textfield.Field {
	switch spot.Kind {
	case NameField:
		return &f.name
	case SentenceField:
		return &f.sentence.Field
	case RuleNameField, ValueField, CountField:
		r := &f.rules[spot.Rule]
		switch {
		case spot.Kind == RuleNameField:
			return &r.name.Field
		case spot.Kind == CountField:
			return &r.count.Field
		}
		return r.valueField()
	case SideField, phaseField, WeightField, JoinField, SubjectField, OperatorField, spanField, unitField:
	}
	return nil
}

// fieldOf is the field that a path of a scoring.FieldError means.
func (f *Form) fieldOf(field string) FieldRef {
	switch field {
	case "name":
		return FieldRef{Kind: NameField}
	case "side", "enabled":
		return FieldRef{Kind: SideField}
	case "phase":
		return FieldRef{Kind: phaseField}
	case "weight":
		return FieldRef{Kind: WeightField}
	}
	return FieldRef{Kind: JoinField}
}

// fieldKindOf is the field of the rule that a path of a scoring.FieldError means.
func (r *ruleInput) fieldKindOf(field string) FieldKind {
	switch field {
	case "name":
		return RuleNameField
	case "operator":
		return OperatorField
	case "texts", "number", "day":
		return ValueField
	case "window":
		if r.span == condition.Last || r.span == condition.FirstOfTrial {
			return CountField
		}
		return spanField
	}
	return SubjectField
}
