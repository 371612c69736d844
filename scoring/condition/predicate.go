package condition

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"trialist/scoring/value"
)

// Predicate is a rule about an attribute, or about last seen, compiled for one
// moment: its texts are folded and read as numbers and days, and its dates are
// turned into a half-open interval. Both evaluators of package eval use it.
type Predicate struct {
	Op       Operator
	Folded   []string       // alternatives, folded
	literals []typedLiteral // what the alternatives of Is and IsNot mean to numbers and dates, by alternative
	number   float64
	lo, hi   value.Instant // of date operators
	zone     *value.Zone   // in which dates fall on days
}

// typedLiteral is what an alternative means to values that are not text alone.
type typedLiteral struct {
	isNumber bool // it is a number in plain form
	number   float64
	day      value.Instant // Never when it is not a day
}

// CompilePredicate compiles the rule.
func CompilePredicate(r Rule, m Moment) Predicate {
	t := Predicate{Op: r.Operator, number: r.Number, zone: m.Zone}
	for _, text := range r.Texts {
		folded := value.Fold(text)
		t.Folded = append(t.Folded, folded)
		t.literals = append(t.literals, parseLiteral(folded))
	}
	t.lo, t.hi = dateBounds(r, m)
	return t
}

// Zone is the zone whose days the predicate goes by.
func (t *Predicate) Zone() *value.Zone { return t.zone }

// parseLiteral reads a folded alternative as a plain number and as a day.
func parseLiteral(folded string) typedLiteral {
	like := typedLiteral{day: value.Never}
	if f, ok := ParseNumber(folded); ok {
		like.number = f
		like.isNumber = folded == value.NumberValue(f).String() || folded == NumberString(f)
	}
	if day, ok := value.ParseDay(folded); ok {
		like.day = day
	}
	return like
}

// Matches tests a value of any kind.
func (t *Predicate) Matches(v value.Value) bool {
	switch v.Kind {
	case value.Text:
		return t.MatchesText(v.Text)
	case value.Number:
		if v.Text != "" && !t.Op.ComparesNumber() {
			return t.matchesWritten(v)
		}
		return t.MatchesNumber(v.Number)
	case value.Date:
		if v.IsWritten() && !t.Op.ComparesDate() {
			return t.matchesWritten(v)
		}
		return t.MatchesDate(v.Date)
	case value.Absent, value.YesNo:
	}
	return t.MatchesAbsent()
}

// matchesWritten tests a number or a date that was written in some way of its own,
// with an operator that is not one of its kind.
func (t *Predicate) matchesWritten(v value.Value) bool {
	text := v.String()
	if t.Op == Is || t.Op == IsNot {
		equal := v.Kind == value.Number && t.EqualsNumber(v.Number, text) || v.Kind == value.Date && t.equalsDate(v.Date, text)
		return equal == (t.Op == Is)
	}
	return t.MatchesText(text)
}

// EqualsNumber reports whether a number, written as text, is one of the
// alternatives: by value where the alternative is a number in plain form, and as
// it was written otherwise.
func (t *Predicate) EqualsNumber(f float64, text string) bool {
	folded := ""
	for i, l := range t.literals {
		if l.isNumber {
			if l.number == f {
				return true
			}
			continue
		}
		if folded == "" {
			folded = value.Fold(text)
		}
		if t.Folded[i] == folded {
			return true
		}
	}
	return false
}

// equalsDate reports whether a date, written as text, is one of the alternatives:
// it lies on that day, or it was written so.
func (t *Predicate) equalsDate(d value.Instant, text string) bool {
	day, folded := t.zone.Day(d), value.Fold(text)
	for i, l := range t.literals {
		if l.day == day || t.Folded[i] == folded {
			return true
		}
	}
	return false
}

// MatchesAbsent is the answer for an absent value. It satisfies no rule but "is not
// set", not even a negated one: what is not known must not score.
func (t *Predicate) MatchesAbsent() bool { return t.Op == IsNotSet }

// MatchesText tests a text that is not empty and reads as nothing else.
func (t *Predicate) MatchesText(s string) bool {
	switch {
	case t.Op == IsSet:
		return true
	case t.Op == IsYes || t.Op == IsNo:
		yes, ok := value.ParseYesNo(s)
		return ok && yes == (t.Op == IsYes)
	}
	return t.Op.ComparesText() && matchesAnyText(t.Op, t.Folded, value.Fold(s))
}

// MatchesNumber tests a number that was written plainly.
func (t *Predicate) MatchesNumber(f float64) bool {
	switch {
	case t.Op == Is || t.Op == IsNot:
		return slices.ContainsFunc(t.literals, func(l typedLiteral) bool { return l.isNumber && l.number == f }) == (t.Op == Is)
	case t.Op.ComparesNumber():
		return CompareNumbers(t.Op, f, t.number)
	case t.Op == IsYes:
		return f == 1
	case t.Op == IsNo:
		return f == 0
	}
	return t.MatchesText(value.NumberValue(f).String())
}

// MatchesDate tests a date that was written plainly.
func (t *Predicate) MatchesDate(d value.Instant) bool {
	switch {
	case t.Op == Is || t.Op == IsNot:
		day := t.zone.Day(d)
		return slices.ContainsFunc(t.literals, func(l typedLiteral) bool { return l.day == day }) == (t.Op == Is)
	case t.Op.ComparesDate():
		return t.lo <= d && d < t.hi
	}
	return t.MatchesText(value.DateValue(d).String())
}

// IsRelative reports whether the answer for one and the same date depends on as-of.
func (t *Predicate) IsRelative() bool { return t.Op.isRelative() }

// MatchesEarlier is MatchesDate for a question that is asked by so many milliseconds
// earlier than the predicate was compiled for. The date may be [value.Never].
func (t *Predicate) MatchesEarlier(d, by value.Instant) bool {
	if d == value.Never || !t.IsRelative() {
		return d != value.Never && t.MatchesDate(d)
	}
	return t.MatchesDate(d + by) // the distance from as-of is all that counts
}

// matchesAnyText reports whether a folded text satisfies a text operator for any
// of the folded alternatives, or a negated one for none of them.
func matchesAnyText(op Operator, alternatives []string, folded string) bool {
	negated := op == IsNot || op == DoesNotContain
	for _, alternative := range alternatives {
		if matchesOneText(op, folded, alternative) {
			return !negated
		}
	}
	return negated
}

// matchesOneText compares with one alternative, ignoring negation.
func matchesOneText(op Operator, folded, alternative string) bool {
	switch {
	case op == StartsWith:
		return strings.HasPrefix(folded, alternative)
	case op == EndsWith:
		return strings.HasSuffix(folded, alternative)
	case op == Contains || op == DoesNotContain:
		return strings.Contains(folded, alternative)
	}
	return folded == alternative
}

// CompareNumbers compares a number or a count with the rule's number. It is false for
// operators that do not compare numbers.
func CompareNumbers(op Operator, f, than float64) bool {
	return op == MoreThan && f > than || op == AtLeast && f >= than || op == Exactly && f == than ||
		op == AtMost && f <= than || op == LessThan && f < than
}

// dateBounds is the half-open interval [lo, hi) of the dates that satisfy a date
// operator at the moment. It is empty for other operators.
func dateBounds(r Rule, m Moment) (lo, hi value.Instant) {
	const first, last = value.Never + 1, math.MaxInt64
	asOf, days := m.AsOf, value.Instant(r.Number)*value.Day
	switch op := r.Operator; {
	case op == Before:
		return first, m.Zone.StartOfDay(r.Day)
	case op == After:
		return m.Zone.EndOfDay(r.Day), last
	case op == On:
		return m.Zone.StartOfDay(r.Day), m.Zone.EndOfDay(r.Day)
	case op == MoreThanDaysAgo:
		return first, asOf - days
	case op == LessThanDaysAgo:
		return asOf - days + 1, asOf + 1
	case op == InNextDays:
		return asOf + 1, asOf + days + 1
	case op == InPast:
		return first, asOf + 1
	case op == InFuture:
		return asOf + 1, last
	}
	return 0, 0
}

// ParseNumber reads a decimal number, with or without an exponent. Other numbers that
// Go would read, such as inf or 0x10, are texts to people.
func ParseNumber(s string) (float64, bool) {
	if strings.Trim(s, "0123456789+-.eE") != "" {
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil
}
