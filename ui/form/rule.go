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
	name     entry[string]
	operator condition.Operator
	texts    entry[[]string]
	number   entry[float64]
	day      entry[value.Instant]
	span     condition.Span
	count    entry[int]
	unit     condition.Unit

	kinds        [value.YesNo + 1]int // of the values under the name; all 0 when there are none
	unsuitedName clean.Text           // what of the name does not fit the data; "" when it fits
	touched      map[FieldKind]bool   // fields that may be called wrong: somebody has been there
}

// emptyRuleInput asks whether something happened at all, which is what most signals
// do; what is still to be said.
func emptyRuleInput() ruleInput {
	return newRuleInput(condition.Rule{Subject: condition.EventSubject, Operator: condition.MoreThan})
}

func newRuleInput(rule condition.Rule) ruleInput {
	r := ruleInput{
		subject: rule.Subject, operator: rule.Operator, span: rule.Window.Span, unit: rule.Window.Unit,
		name: nameEntry(rule.Name), texts: textsEntry(rule.Texts), number: emptyNumberEntry(), day: dayEntry(value.Never),
		count: countEntry(7), touched: make(map[FieldKind]bool),
	}
	switch operandOf(rule.Operator) {
	case numberOperand, daysOperand:
		r.number = numberEntry(rule.Number)
	case dateOperand:
		r.day = dayEntry(rule.Day)
	case noOperand, textOperand:
	}
	if r.hasCount() {
		r.count = countEntry(rule.Window.Count)
	}
	return r
}

// rule is what has been filled in, right or wrong.
func (r *ruleInput) rule() condition.Rule {
	rule := condition.Rule{
		Subject: r.subject, Name: r.name.parsed(), Operator: r.operator, Texts: r.texts.parsed(),
		Number: r.number.parsed(), Day: r.day.parsed(), Window: condition.Window{Span: r.span},
	}
	if r.hasCount() {
		rule.Window.Count = max(r.count.parsed(), 0)
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
	if operandOf(r.operator) != noOperand {
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
	switch operandOf(r.operator) {
	case textOperand:
		return &r.texts.Field
	case numberOperand, daysOperand:
		return &r.number.Field
	case dateOperand:
		return &r.day.Field
	case noOperand:
	}
	return nil
}

// operators are those that fit the subject and the kinds of its values, and the
// one in force.
func (r *ruleInput) operators() []condition.Operator {
	var fit []condition.Operator
	known := r.kinds != [value.YesNo + 1]int{}
	for _, o := range operatorOrder {
		switch {
		case !slices.Contains(r.subject.Operators(), o) && o != r.operator:
		case o == r.operator, !known, r.suitsData(o):
			fit = append(fit, o)
		}
	}
	return fit
}

// suitsData reports whether the operator can be asked of any kind of value there
// is under the name.
func (r *ruleInput) suitsData(o condition.Operator) bool {
	for kind := value.Text; kind <= value.YesNo; kind++ {
		if r.kinds[kind] > 0 && suitsKind(o, kind) {
			return true
		}
	}
	return false
}

// setSubject changes the subject.
func (r *ruleInput) setSubject(s condition.Subject) {
	r.subject = s
	if !slices.Contains(s.Operators(), r.operator) {
		r.operator = defaultOperator(s, value.Absent)
	}
	if s == condition.EventSubject && r.number.Value() == "" {
		r.number = numberEntry(0)
	}
}

// setKinds takes over what the data holds under the name. An operator that makes
// no sense for it gives way.
func (r *ruleInput) setKinds(n tables.NameCount, change bool) {
	r.kinds = n.Kinds
	if r.kinds == [value.YesNo + 1]int{} || !change {
		return
	}
	if kind := n.Kind(); !r.suitsData(r.operator) || kind == value.YesNo && r.operator == condition.Is && r.texts.Value() == "" {
		r.operator = defaultOperator(r.subject, kind)
	}
}
