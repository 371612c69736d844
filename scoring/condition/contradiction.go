package condition

import (
	"math"
	"slices"
	"strings"

	"trialist/scoring/value"
)

// contradictsValues reports whether no value satisfies both rules, which are about
// the same one. Asking the other way round may find more.
func (r Rule) contradictsValues(other Rule) bool {
	a, b := r.Operator, other.Operator
	switch {
	case a == IsNotSet:
		return b != IsNotSet
	case a == Is:
		return r.noAlternativeMatches(other)
	case a.ComparesNumber() && b.ComparesNumber():
		return disjointNumbers(r, other)
	case a.ComparesNumber():
		return b.ComparesDate() // of two kinds at once
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

// anyPair reports whether some text of each list, folded, go together.
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

// dateInterval is the dates that a date rule means, from as-of where they slide along
// with it and absolutely where they do not.
func (r Rule) dateInterval() (lo, hi value.Instant, sliding bool) {
	lo, hi = dateBounds(r, 0)
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

// noAlternativeMatches reports whether no value that is one of the rule's alternatives
// satisfies the other rule.
func (r Rule) noAlternativeMatches(other Rule) bool {
	test := CompilePredicate(other, Moment{})
	for _, text := range r.Texts {
		folded := value.Fold(text)
		if test.canMatch(folded, parseLiteral(folded), other.Operator.isRelative()) {
			return false
		}
	}
	return true
}

// canMatch reports whether some value that is the folded alternative may satisfy
// the test, whose dates slide along with as-of or do not.
func (t *Predicate) canMatch(folded string, like typedLiteral, sliding bool) bool {
	switch {
	case t.MatchesText(folded) || like.isFlag && t.MatchesFlag(like.flag):
		return true
	case like.isNumber && (t.MatchesNumber(like.number) || like.number == 0 && t.MatchesNumber(-like.number)):
		return true // zero equals the negative zero, which is written otherwise
	case like.day == value.Never:
		return false
	case t.Op.ComparesDate():
		return sliding || max(like.day, t.lo) < min(like.day+value.Day, t.hi)
	case t.Op == Is || t.Op == IsNot:
		return t.MatchesDate(like.day)
	}
	return t.Op.ComparesText() // which may be about the time of the day
}
