package scoring

import (
	"math"
	"slices"
	"strings"
)

// excludesValues reports whether no value satisfies both rules, which are about
// the same one. Asking the other way round may find more.
func (r Rule) excludesValues(other Rule) bool {
	a, b := r.Operator, other.Operator
	switch {
	case a == IsNotSet:
		return b != IsNotSet
	case a == Is:
		return r.noAlternative(other)
	case a.onNumber() && b.onNumber():
		return apart(r, other)
	case a.onNumber():
		return b.onDate() // of two kinds at once
	case a.onDate() && b.onDate():
		lo, hi, sliding := r.stretch()
		otherLo, otherHi, otherSliding := other.stretch()
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
			if together(Fold(text), Fold(other)) {
				return true
			}
		}
	}
	return false
}

// stretch is the dates that a date rule means, from as-of where they slide along
// with it and absolutely where they do not.
func (r Rule) stretch() (lo, hi Instant, sliding bool) {
	lo, hi = dateBounds(r, 0)
	return lo, hi, r.Operator.slides()
}

// apart reports whether no number satisfies both rules.
func apart(a, b Rule) bool {
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

// noAlternative reports whether no value that is one of the rule's alternatives
// satisfies the other rule.
func (r Rule) noAlternative(other Rule) bool {
	test := newValueTest(other, Moment{})
	for _, text := range r.Texts {
		folded := Fold(text)
		if test.admits(folded, newLikeness(folded), other.Operator.slides()) {
			return false
		}
	}
	return true
}

// admits reports whether some value that is the folded alternative may satisfy
// the test, whose dates slide along with as-of or do not.
func (t *valueTest) admits(folded string, like likeness, sliding bool) bool {
	switch {
	case t.text(folded) || like.isFlag && t.onFlag(like.flag):
		return true
	case like.isNumber && (t.onNumber(like.number) || like.number == 0 && t.onNumber(-like.number)):
		return true // zero equals the negative zero, which is written otherwise
	case like.day == Never:
		return false
	case t.op.onDate():
		return sliding || max(like.day, t.lo) < min(like.day+Day, t.hi)
	case t.op == Is || t.op == IsNot:
		return t.onDate(like.day)
	}
	return t.op.onText() // which may be about the time of the day
}
