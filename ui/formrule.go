package ui

import (
	"slices"

	"trialist/scoring/condition"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/ui/clean"
	"trialist/ui/textfield"
)

// formRule is one rule as it is filled in. What another choice hides is kept,
// so that trying out operators loses nothing.
type formRule struct {
	subject  condition.Subject
	name     formEntry[string]
	operator condition.Operator
	texts    formEntry[[]string]
	number   formEntry[float64]
	day      formEntry[value.Instant]
	span     condition.Span
	count    formEntry[int]
	unit     condition.Unit

	kinds   [value.Flag + 1]int // of the values under the name; all 0 when there are none
	strange clean.Text          // that the data has no such name; "" when it has
	touched map[formPart]bool   // fields that may be called wrong: somebody has been there
}

// blankRule asks whether something happened at all, which is what most signals
// do; what is still to be said.
func blankRule() formRule {
	return newFormRule(condition.Rule{Subject: condition.EventSubject, Operator: condition.MoreThan})
}

func newFormRule(rule condition.Rule) formRule {
	r := formRule{
		subject: rule.Subject, operator: rule.Operator, span: rule.Window.Span, unit: rule.Window.Unit,
		name: nameEntry(rule.Name), texts: textsEntry(rule.Texts), number: noNumber(), day: dayEntry(value.Never),
		count: countEntry(7), touched: make(map[formPart]bool),
	}
	switch operandOf(rule.Operator) {
	case numbers, distances:
		r.number = numberEntry(rule.Number)
	case days:
		r.day = dayEntry(rule.Day)
	case nothing, alternatives:
	}
	if r.counted() {
		r.count = countEntry(rule.Window.Count)
	}
	return r
}

// rule is what has been filled in, right or wrong.
func (r *formRule) rule() condition.Rule {
	rule := condition.Rule{
		Subject: r.subject, Name: r.name.what(), Operator: r.operator, Texts: r.texts.what(),
		Number: r.number.what(), Day: r.day.what(), Window: condition.Window{Span: r.span},
	}
	if r.counted() {
		rule.Window.Count = max(r.count.what(), 0)
	}
	if r.span == condition.Last {
		rule.Window.Unit = r.unit
	}
	return rule.Canonical()
}

// counted reports whether the window has a count.
func (r *formRule) counted() bool {
	return r.span == condition.Last || r.span == condition.FirstOfTrial
}

// parts are the fields of the rule, in their order.
func (r *formRule) parts() []formPart {
	parts := []formPart{subjectPart}
	if r.subject.Named() {
		parts = append(parts, aboutPart)
	}
	parts = append(parts, operatorPart)
	if operandOf(r.operator) != nothing {
		parts = append(parts, valuePart)
	}
	if r.subject.Windowed() {
		parts = append(parts, spanPart)
		if r.counted() {
			parts = append(parts, countPart)
		}
		if r.span == condition.Last {
			parts = append(parts, unitPart)
		}
	}
	return parts
}

// valueField is the field of what the rule compares with.
func (r *formRule) valueField() *textfield.Field {
	switch operandOf(r.operator) {
	case alternatives:
		return &r.texts.Field
	case numbers, distances:
		return &r.number.Field
	case days:
		return &r.day.Field
	case nothing:
	}
	return nil
}

// yesOrNo reports whether the rule compares a yes/no attribute, which is chosen
// rather than typed.
func (r *formRule) yesOrNo() bool {
	if r.operator != condition.Is || r.onlyKind() != value.Flag {
		return false
	}
	text := r.texts.Value()
	return text == "" || text == "yes" || text == "no"
}

// onlyKind is the kind of all values under the name, absent when there are none
// or several kinds.
func (r *formRule) onlyKind() value.Kind {
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

// operators are those that fit the subject and the kinds of its values, and the
// one in force.
func (r *formRule) operators() []condition.Operator {
	var fit []condition.Operator
	known := r.kinds != [value.Flag + 1]int{}
	for _, o := range operatorOrder {
		switch {
		case !slices.Contains(r.subject.Operators(), o) && o != r.operator:
		case o == r.operator, !known, r.suits(o):
			fit = append(fit, o)
		}
	}
	return fit
}

// suits reports whether the operator can be asked of any kind of value there
// is under the name.
func (r *formRule) suits(o condition.Operator) bool {
	for kind := value.Text; kind <= value.Flag; kind++ {
		if r.kinds[kind] > 0 && suits(o, kind) {
			return true
		}
	}
	return false
}

// ask changes the subject.
func (r *formRule) ask(s condition.Subject) {
	r.subject = s
	if !slices.Contains(s.Operators(), r.operator) {
		r.operator = usual(s, value.Absent)
	}
	if s == condition.EventSubject && r.number.Value() == "" {
		r.number = numberEntry(0)
	}
}

// learn takes over what the data holds under the name. An operator that makes
// no sense for it gives way.
func (r *formRule) learn(n store.NameCount, change bool) {
	r.kinds = n.Kinds
	if r.kinds == [value.Flag + 1]int{} || !change {
		return
	}
	if !r.suits(r.operator) {
		r.operator = usual(r.subject, n.Kind())
	}
	if r.yesOrNo() && r.texts.Value() == "" {
		r.texts = textsEntry([]string{"yes"})
	}
}
