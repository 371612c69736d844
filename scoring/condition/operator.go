package condition

import (
	"slices"
	"strings"
)

// String is the words that sentences about the subject begin with, such as "contact
// attribute".
func (s Subject) String() string {
	if form, ok := s.grammar(); ok {
		return form.words
	}
	return "unknown subject"
}

// Operators lists what can be asked of the subject, in the order of their
// declaration.
func (s Subject) Operators() []Operator {
	form, _ := s.grammar()
	operators := make([]Operator, len(form.phrases))
	for i, p := range form.phrases {
		operators[i] = p.operator
	}
	slices.Sort(operators)
	return slices.Compact(operators)
}

// Named reports whether rules about the subject need a name.
func (s Subject) Named() bool {
	form, _ := s.grammar()
	return form.named
}

// Windowed reports whether rules about the subject look at a window of time.
func (s Subject) Windowed() bool {
	form, _ := s.grammar()
	return form.windowed
}

// String is the operator in words without its operand, such as "more than",
// "does not contain" or "more than days ago".
func (o Operator) String() string {
	for _, form := range subjectGrammars {
		p, ok := form.phrase(o)
		if !ok {
			continue
		}
		words := p.before
		for _, verb := range []string{"is ", "happened "} {
			if rest, found := strings.CutPrefix(words, verb); found && !o.keepsVerb() {
				words = rest
			}
		}
		if p.operand == daysOperand { // else it would read like a comparison of numbers
			words += " " + p.after
		}
		return words
	}
	return "unknown operator"
}

// keepsVerb reports whether the words of the operator are not understood without
// their verb.
func (o Operator) keepsVerb() bool { return o <= IsNo || o == IsNot }

// ComparesText reports whether the operator compares texts.
func (o Operator) ComparesText() bool { return Is <= o && o <= EndsWith }

// ComparesNumber reports whether the operator compares numbers.
func (o Operator) ComparesNumber() bool { return MoreThan <= o && o <= LessThan }

// ComparesDate reports whether the operator compares dates.
func (o Operator) ComparesDate() bool { return Before <= o && o <= InFuture }

// isRelative reports whether the operator compares dates with as-of itself.
func (o Operator) isRelative() bool { return MoreThanDaysAgo <= o && o <= InFuture }

// CountsDays reports whether the operator compares a number of days from as-of.
func (o Operator) CountsDays() bool { return MoreThanDaysAgo <= o && o <= InNextDays }
