package condition

import (
	"math"
	"slices"
	"strings"

	"trialist/scoring/value"
)

// contradictsValues reports whether no value satisfies both rules, which must be
// about the same one. It is not symmetric: what it does not find, asking the other
// rule about this one may.
func (r Rule) contradictsValues(other Rule) bool {
	a, b := r.Operator, other.Operator
	switch {
	case a == IsNotSet:
		return b != IsNotSet
	case a == IsYes:
		return b == IsNo || b.ComparesDate()
	case a == IsNo:
		return b == IsYes || b.ComparesDate()
	case a == Is:
		return r.noAlternativeMatches(other)
	case a.ComparesNumber() && b.ComparesNumber():
		return disjointNumbers(r, other)
	case a.ComparesNumber():
		return b.ComparesDate() // no value is a number and a date
	case r.ComparesAttributes() || other.ComparesAttributes():
		return r.Other == other.Other && a != b // one day is not before, after and on another at once
	case a.ComparesDate() && b.ComparesDate():
		lo, hi, sliding := r.dateInterval()
		otherLo, otherHi, otherSliding := other.dateInterval()
		return sliding == otherSliding && max(lo, otherLo) >= min(hi, otherHi)
	case a == StartsWith && b == StartsWith:
		return !anyPair(r.Texts, other.Texts, func(x, y string) bool {
			return strings.HasPrefix(x, y) || strings.HasPrefix(y, x)
		})
	case a == EndsWith && b == EndsWith:
		return !anyPair(r.Texts, other.Texts, func(x, y string) bool {
			return strings.HasSuffix(x, y) || strings.HasSuffix(y, x)
		})
	case (a == Contains || a == StartsWith || a == EndsWith) && b == DoesNotContain:
		return !slices.ContainsFunc(r.Texts, func(text string) bool {
			return !anyPair([]string{text}, other.Texts, strings.Contains)
		})
	}
	return false
}

// anyPair reports whether a text of one list and a text of the other, both folded,
// go together.
func anyPair(texts, others []string, together func(text, other string) bool) bool {
	for _, text := range texts {
		for _, other := range others {
			if together(value.Fold(text), value.Fold(other)) {
				return true
			}
		}
	}
	return false
}

// dateInterval is the dates [lo, hi) that satisfy a date rule: counted from as-of for
// rules that slide along with it, and absolute for the others.
func (r Rule) dateInterval() (lo, hi value.Instant, sliding bool) {
	lo, hi = dateBounds(r, Moment{})
	return lo, hi, r.Operator.isRelative()
}

// disjointNumbers reports whether no number satisfies both rules.
func disjointNumbers(a, b Rule) bool {
	lo, hi := math.Inf(-1), math.Inf(1)
	for _, r := range []Rule{a, b} {
		switch op := r.Operator; {
		case op == MoreThan:
			lo = max(lo, math.Nextafter(r.Number, math.Inf(1)))
		case op == AtLeast:
			lo = max(lo, r.Number)
		case op == AtMost:
			hi = min(hi, r.Number)
		case op == LessThan:
			hi = min(hi, math.Nextafter(r.Number, math.Inf(-1)))
		}
	}
	return lo > hi
}

// noAlternativeMatches reports whether no value that satisfies this rule, by being one
// of its alternatives, satisfies the other rule.
func (r Rule) noAlternativeMatches(other Rule) bool {
	test := CompilePredicate(other, Moment{})
	for _, text := range r.Texts {
		folded := value.Fold(text)
		if test.canMatch(folded, parseLiteral(folded), other.Operator.isRelative() || other.ComparesAttributes()) {
			return false
		}
	}
	return true
}

// canMatch reports whether some value that equals the folded alternative may satisfy
// the predicate. Sliding says that the dates of the predicate are not fixed. A
// number may have been written in many ways, and a text with a digit may be read
// as a number or a date.
func (t *Predicate) canMatch(folded string, like typedLiteral, sliding bool) bool {
	hasDigit := strings.ContainsAny(folded, "0123456789")
	switch {
	case t.MatchesText(folded):
		return true
	case t.Op == Is || t.Op == IsNot:
		return t.canEqual(folded, like)
	case like.isNumber:
		return !t.Op.ComparesNumber() || t.MatchesNumber(like.number)
	case like.day == value.Never || !t.Op.ComparesDate():
		return hasDigit && (t.Op.ComparesNumber() || t.Op.ComparesDate()) || like.day != value.Never && t.Op.ComparesText()
	}
	return sliding || max(like.day, t.lo) < min(like.day+value.Day, t.hi)
}

// canEqual is canMatch for the operators that compare whole values.
func (t *Predicate) canEqual(folded string, like typedLiteral) bool {
	var equal, unequal bool // to an alternative, of some value that is the folded one
	for i, l := range t.literals {
		switch {
		case t.Folded[i] == folded:
			equal = true
		case like.isNumber && l.isNumber:
			equal = equal || like.number == l.number
		case like.day != value.Never && l.day != value.Never:
			equal = equal || like.day == l.day
		default:
			equal = equal || (like.isNumber || like.day != value.Never || l.isNumber || l.day != value.Never) && maybeSame(folded, t.Folded[i])
		}
	}
	unequal = !slices.ContainsFunc(t.Folded, func(s string) bool { return s == folded })
	return t.Op == Is && equal || t.Op == IsNot && unequal
}

// maybeSame reports whether one value may be both texts, one of which is a number
// or a day: the other would have to hold a digit as well.
func maybeSame(a, b string) bool {
	const digits = "0123456789"
	return strings.ContainsAny(a, digits) && strings.ContainsAny(b, digits)
}
