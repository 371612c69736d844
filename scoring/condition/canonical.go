package condition

import (
	"slices"

	"trialist/scoring/value"
)

// Canonical is the condition without what makes no difference: fields that its
// rules do not use, and Any of a single rule. Conditions with the same sentence
// have deeply equal canonical forms.
func (c Condition) Canonical() Condition {
	canonical := Condition{Any: c.Any && len(c.Rules) > 1}
	for _, r := range c.Rules {
		canonical.Rules = append(canonical.Rules, r.Canonical())
	}
	return canonical
}

// Canonical is the rule with the fields that it does not use zeroed, its list from the
// easiest level to the hardest, and slices of its own.
func (r Rule) Canonical() Rule {
	form, _ := r.Subject.grammar()
	p, ok := form.phrase(r.Operator)
	if !ok {
		return r
	}
	canonical := Rule{Subject: r.Subject, Operator: r.Operator}
	if form.named {
		canonical.Name = r.Name
	}
	switch p.operand {
	case textOperand:
		canonical.Texts = slices.Clone(r.Texts)
	case numberOperand, countOperand, daysOperand, levelOperand:
		canonical.Number = r.Number
		if len(r.Numbers) > 0 {
			canonical.Numbers = easiestFirst(r.Numbers, r.Operator.numberNesting())
			canonical.Number = canonical.Numbers[0]
		}
	case dayOperand:
		if canonical.Other = r.Other; r.Other == "" {
			canonical.Day = r.Day
		}
	case noOperand:
	}
	if form.windowed {
		canonical.Window = r.Window.Canonical()
		if counts := r.countList(); len(counts) > 0 {
			canonical.Counts = easiestFirst(counts, r.windowNesting())
			canonical.Window.Count = canonical.Counts[0]
		}
	}
	return canonical
}

// Canonical is the window with the fields that its span does not use zeroed.
func (w Window) Canonical() Window {
	switch w.Span {
	case Last:
		return w
	case FirstOfTrial:
		return Window{Span: w.Span, Count: w.Count}
	case Ever, DuringTrial:
	}
	return Window{Span: w.Span}
}

// Equal reports whether the conditions ask the same in the same order.
func (c Condition) Equal(d Condition) bool {
	return c.sameJoin(d) && slices.EqualFunc(c.Rules, d.Rules, Rule.Equal)
}

// sameJoin reports whether the conditions join their rules the same way.
func (c Condition) sameJoin(d Condition) bool { return c.Any == d.Any || len(c.Rules) < 2 }

// Equal reports whether the rules ask the same.
func (r Rule) Equal(s Rule) bool {
	a, b := r.Canonical(), s.Canonical()
	return a.Subject == b.Subject && a.Name == b.Name && a.Operator == b.Operator && a.Number == b.Number &&
		a.Day == b.Day && a.Other == b.Other && a.Window == b.Window && slices.Equal(a.Texts, b.Texts) &&
		slices.Equal(a.Numbers, b.Numbers) && slices.Equal(a.Counts, b.Counts)
}

// DependsOnClock reports whether the answer may change while as-of moves ahead over
// a time with no event and no date in it. Windows that end at as-of and dates
// relative to as-of move along with it. The answers to other conditions change
// only where as-of passes an event.
func (c Condition) DependsOnClock() bool { return slices.ContainsFunc(c.Rules, Rule.dependsOnClock) }

func (r Rule) dependsOnClock() bool {
	return r.Operator.isRelative() || r.Subject.Windowed() && r.Window.Span == Last ||
		r.Subject == AttributeSubject && value.ReadingDependsOnClock(r.Name)
}
