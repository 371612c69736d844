package form

import (
	"fmt"
	"slices"
	"strings"

	"trialist/scoring/condition"
	"trialist/scoring/rulebook"
	"trialist/ui/textfield"
)

// FieldKind is a kind of field of the form.
type FieldKind uint8

// The kinds of fields, in the order that tab goes through them. Those from
// SubjectField to unitField are fields of a rule.
const (
	NameField FieldKind = iota
	SideField
	phaseField
	WeightField
	handRaiserField
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

// FieldRef refers to one field of the form.
type FieldRef struct {
	Kind FieldKind
	Rule int // index of the rule that the field belongs to, 0 for other fields
}

// fields are the fields of the form now, in the order of tab.
func (f *Form) fields() []FieldRef {
	var refs []FieldRef
	if f.editsSignal {
		refs = append(refs, FieldRef{Kind: NameField}, FieldRef{Kind: SideField})
		if !f.signal.Disqualifier && f.signal.Side == rulebook.Adoption { // fit has no place in the journey
			refs = append(refs, FieldRef{Kind: phaseField})
		}
		if !f.signal.Disqualifier {
			refs = append(refs, FieldRef{Kind: WeightField}, FieldRef{Kind: handRaiserField})
		}
	}
	refs = append(refs, FieldRef{Kind: JoinField})
	for i := range f.rules {
		for _, kind := range f.rules[i].fields() {
			refs = append(refs, FieldRef{kind, i})
		}
	}
	return append(refs, FieldRef{Kind: SentenceField})
}

// moveField moves the cursor by a number of fields, around the ends.
func (f *Form) moveField(by int) {
	refs := f.fields()
	at := max(slices.Index(refs, f.current), 0)
	f.focusField(refs[(at+by+len(refs))%len(refs)])
}

// onLastField reports whether the cursor is in the last field.
func (f *Form) onLastField() bool { return f.current.Kind == SentenceField }

// moveLine moves the cursor to the nearest line above or below that has a field,
// and there to the field closest to the current column.
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

// focusField moves the cursor to a field.
func (f *Form) focusField(ref FieldRef) {
	f.picker.open = false
	f.current = ref
	f.rejection, f.replaceOnType = "", false
	if field := f.textField(ref); field != nil {
		field.CursorEnd()
		f.replaceOnType = f.isNumeric(ref) && field.Value() != ""
	}
	switch {
	case ref.Kind == SentenceField && f.sentence.parseError == "":
		f.sentence.Field = textfield.NewLong(f.editableSentence())
	case ref.Kind == RuleNameField && f.rules[ref.Rule].name.Value() == "":
		f.openPicker(true)
	}
	f.scrollToField()
}

// isNumeric reports whether a field takes a number. There the first key replaces
// the text: nobody adds digits to the number that a rule starts with.
func (f *Form) isNumeric(ref FieldRef) bool {
	if ref.Kind == CountField {
		return true
	}
	operand := noOperand
	if ref.Kind == ValueField {
		operand = operandOf(f.rules[ref.Rule].operator)
	}
	return operand == numberOperand || operand == daysOperand
}

// restoreFocus moves the cursor to a field that exists, after an edit that may have
// removed its field: to the last one before it in its rule.
func (f *Form) restoreFocus() {
	refs := f.fields()
	if slices.Contains(refs, f.current) {
		return
	}
	at := FieldRef{Kind: JoinField}
	for _, ref := range refs {
		if ref.Rule == min(f.current.Rule, len(f.rules)-1) && ref.Kind >= SubjectField && ref.Kind <= max(f.current.Kind, SubjectField) && ref.Kind < SentenceField {
			at = ref
		}
	}
	f.focusField(at)
}

// textField is the text field of a field; nil for a choice.
func (f *Form) textField(ref FieldRef) *textfield.Field {
	switch ref.Kind {
	case NameField:
		return &f.name
	case SentenceField:
		return &f.sentence.Field
	case RuleNameField, ValueField, CountField:
		r := &f.rules[ref.Rule]
		switch {
		case ref.Kind == RuleNameField:
			return &r.name.Field
		case ref.Kind == CountField:
			return &r.count.Field
		}
		return r.valueField()
	case SideField, phaseField, WeightField, handRaiserField, JoinField, SubjectField, OperatorField, spanField, unitField:
	}
	return nil
}

// fieldOf is the field that a value.FieldError of a signal is about.
func (f *Form) fieldOf(field string) FieldRef {
	var rule int
	if n, _ := fmt.Sscanf(field, "rules[%d]", &rule); n == 1 && rule < len(f.rules) {
		_, part, _ := strings.Cut(field, "].")
		return FieldRef{f.rules[rule].fieldKindOf(part), rule}
	}
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

// fieldKindOf is the field of the rule that a value.FieldError is about.
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
