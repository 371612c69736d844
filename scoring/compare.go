package scoring

import (
	"math"
	"strconv"
	"strings"
)

// valueTest is a rule about an attribute, or about last seen, made ready for
// one moment: texts folded and read as numbers and days, dates turned into the
// half-open stretch they mean. The slow and the fast evaluator both ask it.
type valueTest struct {
	op     Operator
	folded []string   // alternatives, folded
	likes  []likeness // what the alternatives of Is and IsNot mean to other kinds, by alternative
	number float64
	lo, hi Instant // of date operators
}

// likeness is what an alternative means to values that are not text.
type likeness struct {
	isNumber bool
	number   float64
	isFlag   bool
	flag     bool
	day      Instant // Never when it is not a day
}

// newValueTest makes the rule ready.
func newValueTest(r Rule, m Moment) valueTest {
	t := valueTest{op: r.Operator, number: r.Number}
	for _, text := range r.Texts {
		folded := Fold(text)
		t.folded = append(t.folded, folded)
		t.likes = append(t.likes, newLikeness(folded))
	}
	t.lo, t.hi = dateBounds(r, m.AsOf)
	return t
}

// newLikeness reads a folded alternative as a number, a day and a yes or no.
func newLikeness(folded string) likeness {
	like := likeness{day: Never}
	like.number, like.isNumber = parseNumber(folded)
	like.flag = folded == "yes" || folded == "true"
	like.isFlag = like.flag || folded == "no" || folded == "false"
	if day, ok := parseDay(folded); ok {
		like.day = day
	}
	return like
}

// holds tests a value of any kind.
func (t *valueTest) holds(v Value) bool {
	switch v.Kind {
	case Text:
		return t.text(v.Text)
	case Number:
		return t.onNumber(v.Number)
	case Date:
		return t.onDate(v.Date)
	case Flag:
		return t.onFlag(v.Flag)
	case Absent:
	}
	return t.absent()
}

// absent is the answer for a value that is not there: unknown data earns
// nothing, not even the negated rules.
func (t *valueTest) absent() bool { return t.op == IsNotSet }

// text tests a text that is not empty.
func (t *valueTest) text(s string) bool {
	if t.op == IsSet {
		return true
	}
	return t.op.onText() && textMatches(t.op, t.folded, Fold(s))
}

// onNumber tests a number.
func (t *valueTest) onNumber(f float64) bool {
	switch {
	case t.op == Is || t.op == IsNot:
		return t.anyLike(func(l likeness) bool { return l.isNumber && l.number == f }) == (t.op == Is)
	case t.op.onNumber():
		return numberMatches(t.op, f, t.number)
	}
	return t.text(NumberValue(f).String())
}

// onDate tests a date.
func (t *valueTest) onDate(d Instant) bool {
	switch {
	case t.op == Is || t.op == IsNot:
		day := d.Midnight()
		return t.anyLike(func(l likeness) bool { return l.day == day }) == (t.op == Is)
	case t.op.onDate():
		return t.lo <= d && d < t.hi
	}
	return t.text(DateValue(d).String())
}

// onFlag tests a yes or no.
func (t *valueTest) onFlag(yes bool) bool {
	if t.op == Is || t.op == IsNot {
		return t.anyLike(func(l likeness) bool { return l.isFlag && l.flag == yes }) == (t.op == Is)
	}
	return t.text(FlagValue(yes).String())
}

func (t *valueTest) anyLike(match func(likeness) bool) bool {
	for _, l := range t.likes {
		if match(l) {
			return true
		}
	}
	return false
}

// textMatches reports whether a folded text satisfies a text operator for any
// of the folded alternatives, or a negated one for none of them.
func textMatches(op Operator, alternatives []string, folded string) bool {
	negated := op == IsNot || op == DoesNotContain
	for _, alternative := range alternatives {
		if textMatch(op, folded, alternative) {
			return !negated
		}
	}
	return negated
}

// textMatch compares with one alternative, as if a negated operator were not.
func textMatch(op Operator, folded, alternative string) bool {
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

// numberMatches compares a number or a count with the rule's number. Operators
// that do not compare numbers are satisfied by none.
func numberMatches(op Operator, f, than float64) bool {
	return op == MoreThan && f > than || op == AtLeast && f >= than || op == Exactly && f == than ||
		op == AtMost && f <= than || op == LessThan && f < than
}

// dateBounds is the half-open stretch [lo, hi) that a date operator means at
// as-of. Other operators have an empty one.
func dateBounds(r Rule, asOf Instant) (lo, hi Instant) {
	const first, last = Never + 1, math.MaxInt64
	days := Instant(r.Number) * Day
	switch op := r.Operator; {
	case op == Before:
		return first, r.Day
	case op == After:
		return r.Day + Day, last
	case op == On:
		return r.Day, r.Day + Day
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

// parseNumber reads a plain decimal number, with an exponent at most. What Go
// would read beyond that, such as inf or 0x10, is text to people.
func parseNumber(s string) (float64, bool) {
	if strings.Trim(s, "0123456789+-.eE") != "" {
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil
}
