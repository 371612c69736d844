package condition

import (
	"math"
	"strconv"
	"strings"

	"trialist/scoring/value"
)

// Predicate is a rule about an attribute, or about last seen, made ready for
// one moment: texts folded and read as numbers and days, dates turned into the
// half-open stretch they mean. The slow and the fast evaluator both ask it.
type Predicate struct {
	Op       Operator
	Folded   []string       // alternatives, folded
	literals []typedLiteral // what the alternatives of Is and IsNot mean to other kinds, by alternative
	number   float64
	lo, hi   value.Instant // of date operators
}

// typedLiteral is what an alternative means to values that are not text.
type typedLiteral struct {
	isNumber bool
	number   float64
	isFlag   bool
	flag     bool
	day      value.Instant // Never when it is not a day
}

// CompilePredicate makes the rule ready.
func CompilePredicate(r Rule, m Moment) Predicate {
	t := Predicate{Op: r.Operator, number: r.Number}
	for _, text := range r.Texts {
		folded := value.Fold(text)
		t.Folded = append(t.Folded, folded)
		t.literals = append(t.literals, parseLiteral(folded))
	}
	t.lo, t.hi = dateBounds(r, m.AsOf)
	return t
}

// parseLiteral reads a folded alternative as a number, a day and a yes or no.
func parseLiteral(folded string) typedLiteral {
	like := typedLiteral{day: value.Never}
	like.number, like.isNumber = ParseNumber(folded)
	like.flag = folded == "yes" || folded == "true"
	like.isFlag = like.flag || folded == "no" || folded == "false"
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
		return t.MatchesNumber(v.Number)
	case value.Date:
		return t.MatchesDate(v.Date)
	case value.Flag:
		return t.MatchesFlag(v.Flag)
	case value.Absent:
	}
	return t.MatchesAbsent()
}

// MatchesAbsent is the answer for a value that is not there: unknown data earns
// nothing, not even the negated rules.
func (t *Predicate) MatchesAbsent() bool { return t.Op == IsNotSet }

// MatchesText tests a text that is not empty.
func (t *Predicate) MatchesText(s string) bool {
	if t.Op == IsSet {
		return true
	}
	return t.Op.ComparesText() && matchesAnyText(t.Op, t.Folded, value.Fold(s))
}

// MatchesNumber tests a number.
func (t *Predicate) MatchesNumber(f float64) bool {
	switch {
	case t.Op == Is || t.Op == IsNot:
		return t.anyLiteral(func(l typedLiteral) bool { return l.isNumber && l.number == f }) == (t.Op == Is)
	case t.Op.ComparesNumber():
		return CompareNumbers(t.Op, f, t.number)
	}
	return t.MatchesText(value.NumberValue(f).String())
}

// MatchesDate tests a date.
func (t *Predicate) MatchesDate(d value.Instant) bool {
	switch {
	case t.Op == Is || t.Op == IsNot:
		day := d.Midnight()
		return t.anyLiteral(func(l typedLiteral) bool { return l.day == day }) == (t.Op == Is)
	case t.Op.ComparesDate():
		return t.lo <= d && d < t.hi
	}
	return t.MatchesText(value.DateValue(d).String())
}

// MatchesFlag tests a yes or no.
func (t *Predicate) MatchesFlag(yes bool) bool {
	if t.Op == Is || t.Op == IsNot {
		return t.anyLiteral(func(l typedLiteral) bool { return l.isFlag && l.flag == yes }) == (t.Op == Is)
	}
	return t.MatchesText(value.FlagValue(yes).String())
}

func (t *Predicate) anyLiteral(match func(typedLiteral) bool) bool {
	for _, l := range t.literals {
		if match(l) {
			return true
		}
	}
	return false
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

// matchesOneText compares with one alternative, as if a negated operator were not.
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

// CompareNumbers compares a number or a count with the rule's number. Operators
// that do not compare numbers are satisfied by none.
func CompareNumbers(op Operator, f, than float64) bool {
	return op == MoreThan && f > than || op == AtLeast && f >= than || op == Exactly && f == than ||
		op == AtMost && f <= than || op == LessThan && f < than
}

// dateBounds is the half-open stretch [lo, hi) that a date operator means at
// as-of. Other operators have an empty one.
func dateBounds(r Rule, asOf value.Instant) (lo, hi value.Instant) {
	const first, last = value.Never + 1, math.MaxInt64
	days := value.Instant(r.Number) * value.Day
	switch op := r.Operator; {
	case op == Before:
		return first, r.Day
	case op == After:
		return r.Day + value.Day, last
	case op == On:
		return r.Day, r.Day + value.Day
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

// ParseNumber reads a plain decimal number, with an exponent at most. What Go
// would read beyond that, such as inf or 0x10, is text to people.
func ParseNumber(s string) (float64, bool) {
	if strings.Trim(s, "0123456789+-.eE") != "" {
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil
}
