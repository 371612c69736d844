package form

import (
	"slices"

	"trialist/scoring/condition"
	"trialist/scoring/value"
	"trialist/store/tables"
	"trialist/ui/clean"
	"trialist/ui/textfield"
)

// ruleInput is one rule as it is filled in. What another choice hides is kept,
// so that trying out operators loses nothing.
type ruleInput struct {
	subject  condition.Subject
	Name     entry[string]
	Operator condition.Operator
	Texts    entry[[]string]
	Number   entry[float64]
	Day      entry[value.Instant]
	span     condition.Span
	Count    entry[int]
	unit     condition.Unit

	kinds       [value.Flag + 1]int // of the values under the name; all 0 when there are none
	unknownName clean.Text          // that the data has no such name; "" when it has
	touched     map[FieldKind]bool  // fields that may be called wrong: somebody has been there
}

// emptyRuleInput asks whether something happened at all, which is what most signals
// do; what is still to be said.
func emptyRuleInput() ruleInput {
	return newRuleInput(condition.Rule{Subject: condition.EventSubject, Operator: condition.MoreThan})
}

func newRuleInput(rule condition.Rule) ruleInput {
	r := ruleInput{
		subject: rule.Subject, Operator: rule.Operator, span: rule.Window.Span, unit: rule.Window.Unit,
		Name: nameEntry(rule.Name), Texts: textsEntry(rule.Texts), Number: emptyNumberEntry(), Day: dayEntry(value.Never),
		Count: countEntry(7), touched: make(map[FieldKind]bool),
	}
	switch operandOf(rule.Operator) {
	case numberOperand, daysOperand:
		r.Number = numberEntry(rule.Number)
	case dateOperand:
		r.Day = dayEntry(rule.Day)
	case noOperand, textOperand:
	}
	if r.hasCount() {
		r.Count = countEntry(rule.Window.Count)
	}
	return r
}

// rule is what has been filled in, right or wrong.
func (r *ruleInput) rule() condition.Rule {
	rule := condition.Rule{
		Subject: r.subject, Name: r.Name.Parsed(), Operator: r.Operator, Texts: r.Texts.Parsed(),
		Number: r.Number.Parsed(), Day: r.Day.Parsed(), Window: condition.Window{Span: r.span},
	}
	if r.hasCount() {
		rule.Window.Count = max(r.Count.Parsed(), 0)
	}
	if r.span == condition.Last {
		rule.Window.Unit = r.unit
	}
	return rule.Canonical()
}

// hasCount reports whether the window has a count.
func (r *ruleInput) hasCount() bool {
	return r.span == condition.Last || r.span == condition.FirstOfTrial
}

// fields are the fields of the rule, in their order.
func (r *ruleInput) fields() []FieldKind {
	parts := []FieldKind{SubjectField}
	if r.subject.Named() {
		parts = append(parts, RuleNameField)
	}
	parts = append(parts, OperatorField)
	if operandOf(r.Operator) != noOperand {
		parts = append(parts, ValueField)
	}
	if r.subject.Windowed() {
		parts = append(parts, spanField)
		if r.hasCount() {
			parts = append(parts, CountField)
		}
		if r.span == condition.Last {
			parts = append(parts, unitField)
		}
	}
	return parts
}

// valueField is the field of what the rule compares with.
func (r *ruleInput) valueField() *textfield.Field {
	switch operandOf(r.Operator) {
	case textOperand:
		return &r.Texts.Field
	case numberOperand, daysOperand:
		return &r.Number.Field
	case dateOperand:
		return &r.Day.Field
	case noOperand:
	}
	return nil
}

// isYesNo reports whether the rule compares a yes/no attribute, which is chosen
// rather than typed.
func (r *ruleInput) isYesNo() bool {
	if r.Operator != condition.Is || r.singleKind() != value.Flag {
		return false
	}
	text := r.Texts.Value()
	return text == "" || text == "yes" || text == "no"
}

// singleKind is the kind of all values under the name, absent when there are none
// or several kinds.
func (r *ruleInput) singleKind() value.Kind {
	only := value.Absent
	for kind := value.Text; kind <= value.Flag; kind++ {
		switch {
		case r.kinds[kind] == 0:
		case only != value.Absent:
			return value.Absent
		default:
			only = kind
		}
	}
	return only
}

// Operators are those that fit the subject and the kinds of its values, and the
// one in force.
func (r *ruleInput) Operators() []condition.Operator {
	var fit []condition.Operator
	known := r.kinds != [value.Flag + 1]int{}
	for _, o := range operatorOrder {
		switch {
		case !slices.Contains(r.subject.Operators(), o) && o != r.Operator:
		case o == r.Operator, !known, r.SuitsData(o):
			fit = append(fit, o)
		}
	}
	return fit
}

// SuitsData reports whether the operator can be asked of any kind of value there
// is under the name.
func (r *ruleInput) SuitsData(o condition.Operator) bool {
	for kind := value.Text; kind <= value.Flag; kind++ {
		if r.kinds[kind] > 0 && suitsKind(o, kind) {
			return true
		}
	}
	return false
}

// setSubject changes the subject.
func (r *ruleInput) setSubject(s condition.Subject) {
	r.subject = s
	if !slices.Contains(s.Operators(), r.Operator) {
		r.Operator = defaultOperator(s, value.Absent)
	}
	if s == condition.EventSubject && r.Number.Value() == "" {
		r.Number = numberEntry(0)
	}
}

// setKinds takes over what the data holds under the name. An operator that makes
// no sense for it gives way.
func (r *ruleInput) setKinds(n tables.NameCount, change bool) {
	r.kinds = n.Kinds
	if r.kinds == [value.Flag + 1]int{} || !change {
		return
	}
	if !r.SuitsData(r.Operator) {
		r.Operator = defaultOperator(r.subject, n.Kind())
	}
	if r.isYesNo() && r.Texts.Value() == "" {
		r.Texts = textsEntry([]string{"yes"})
	}
}
