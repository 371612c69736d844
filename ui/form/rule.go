package form

import (
	"slices"

	"trialist/scoring/condition"
	"trialist/scoring/value"
	"trialist/store/tables"
	"trialist/ui/clean"
	"trialist/ui/textfield"
)

// ruleInput is one rule as it is filled in. Fields that the current operator does
// not use keep their values, so that trying out operators loses nothing.
type ruleInput struct {
	subject  condition.Subject
	name     entry[string]
	operator condition.Operator
	texts    entry[[]string]
	number   entry[[]float64]
	day      entry[comparedDay]
	span     condition.Span
	count    entry[[]int]
	unit     condition.Unit

	kinds        [value.YesNo + 1]int // number of values under the name, by kind; all 0 when there are none
	unsuitedName clean.Text           // what of the name does not fit the data; "" when it fits
	touched      map[FieldKind]bool   // fields that were edited: their errors are shown
}

// emptyRuleInput is a new rule. It asks whether an event happened at all, as most
// signals do; the name of the event is empty.
func emptyRuleInput() ruleInput {
	return newRuleInput(condition.Rule{Subject: condition.EventSubject, Operator: condition.MoreThan})
}

func newRuleInput(rule condition.Rule) ruleInput {
	r := ruleInput{
		subject: rule.Subject, operator: rule.Operator, span: rule.Window.Span, unit: rule.Window.Unit,
		name: nameEntry(rule.Name), texts: textsEntry(rule.Texts), number: emptyNumberEntry(), day: dayEntry(comparedDay{day: value.Never}),
		count: countEntry(7), touched: make(map[FieldKind]bool),
	}
	switch operandOf(rule.Operator) {
	case numberOperand, daysOperand:
		r.number = numberEntry(rule.Number)
		if len(rule.Numbers) > 0 {
			r.number = numberEntry(rule.Numbers...)
		}
	case dateOperand:
		r.day = dayEntry(comparedDay{rule.Day, rule.Other})
	case noOperand, textOperand:
	}
	if r.hasCount() {
		r.count = countEntry(rule.Window.Count)
		if len(rule.Counts) > 0 {
			r.count = countEntry(rule.Counts...)
		}
	}
	return r
}

// rule is the rule as filled in, valid or not.
func (r *ruleInput) rule() condition.Rule {
	rule := condition.Rule{
		Subject: r.subject, Name: r.name.parsed(), Operator: r.operator, Texts: r.texts.parsed(),
		Day: r.day.parsed().day, Other: r.day.parsed().other, Window: condition.Window{Span: r.span},
	}
	if numbers := r.number.parsed(); len(numbers) > 1 {
		rule.Numbers = numbers
	} else {
		rule.Number = numbers[0]
	}
	if counts := r.count.parsed(); r.hasCount() && len(counts) > 1 {
		rule.Counts = counts
	} else if r.hasCount() {
		rule.Window.Count = max(counts[0], 0)
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

// fields are the fields that the rule has now, in their order.
func (r *ruleInput) fields() []FieldKind {
	fields := []FieldKind{SubjectField}
	if r.subject.Named() {
		fields = append(fields, RuleNameField)
	}
	fields = append(fields, OperatorField)
	if operandOf(r.operator) != noOperand {
		fields = append(fields, ValueField)
	}
	if r.subject.Windowed() {
		fields = append(fields, spanField)
		if r.hasCount() {
			fields = append(fields, CountField)
		}
		if r.span == condition.Last {
			fields = append(fields, unitField)
		}
	}
	return fields
}

// valueField is the text field of the value that the rule compares with; nil when
// it has none.
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

// operators are the operators that fit the subject and the kinds of its values,
// and the current one in any case.
func (r *ruleInput) operators() []condition.Operator {
	var suitable []condition.Operator
	known := r.kinds != [value.YesNo + 1]int{}
	for _, o := range operatorOrder {
		switch {
		case !slices.Contains(r.subject.Operators(), o) && o != r.operator:
		case o == r.operator, !known, r.suitsData(o):
			suitable = append(suitable, o)
		}
	}
	return suitable
}

// suitsData reports whether the operator makes sense for any of the values under
// the name.
func (r *ruleInput) suitsData(o condition.Operator) bool {
	for kind := value.Text; kind <= value.YesNo; kind++ {
		if r.kinds[kind] > 0 && suitsKind(o, kind) {
			return true
		}
	}
	return false
}

// setSubject changes the subject, and the operator where the subject does not have
// it.
func (r *ruleInput) setSubject(s condition.Subject) {
	r.subject = s
	if !slices.Contains(s.Operators(), r.operator) {
		r.operator = defaultOperator(s, value.Absent)
	}
	if s == condition.EventSubject && r.number.Value() == "" {
		r.number = numberEntry(0)
	}
}

// setKinds takes over the kinds of the values under the name. With change an
// operator that makes no sense for them is replaced.
func (r *ruleInput) setKinds(n tables.NameCount, change bool) {
	r.kinds = n.Kinds
	if r.kinds == [value.YesNo + 1]int{} || !change {
		return
	}
	if kind := n.Kind(); !r.suitsData(r.operator) || kind == value.YesNo && r.operator == condition.Is && r.texts.Value() == "" {
		r.operator = defaultOperator(r.subject, kind)
	}
}
