package condition

import (
	"fmt"
	"slices"
	"strconv"

	"trialist/scoring/value"
)

// KindCounts says how many values of each kind an attribute has.
type KindCounts = [value.YesNo + 1]int

// UnsuitedValues has a message for each attribute that the condition compares as a
// number or as a date and whose values mostly are neither:
// `none of the 900 values of attribute "plan" is a number, so the comparison never holds`.
// Such a condition is still valid. Kinds returns the counts of the attribute of a
// subject, zero where there is none of that name.
func UnsuitedValues(c Condition, kinds func(s Subject, name string) KindCounts) []string {
	var unsuited []string
	for _, r := range c.Rules {
		var wanted value.Kind
		var what string
		switch {
		case r.Subject != AttributeSubject && r.Subject != ContactSubject:
			continue
		case r.Operator.ComparesNumber():
			wanted, what = value.Number, "a number"
		case r.Operator.ComparesDate():
			wanted, what = value.Date, "a date"
		default:
			continue
		}
		counts, all := kinds(r.Subject, r.Name), 0
		for kind := value.Text; kind <= value.YesNo; kind++ {
			all += counts[kind]
		}
		if 2*counts[wanted] >= all {
			continue
		}
		words := unsuitedText(r, what, counts[wanted], all)
		if !slices.Contains(unsuited, words) {
			unsuited = append(unsuited, words)
		}
	}
	return unsuited
}

// unsuitedText says in how many of all the values the attribute of the rule is what
// the rule compares.
func unsuitedText(r Rule, what string, n, all int) string {
	name := "attribute " + strconv.Quote(value.Truncate(r.Name))
	if r.Subject == ContactSubject {
		name = "contact " + name
	}
	switch {
	case all == 1:
		return fmt.Sprintf("the one value of %s is not %s, so the comparison never holds", name, what)
	case n == 0:
		return fmt.Sprintf("none of the %d values of %s is %s, so the comparison never holds", all, name, what)
	}
	return fmt.Sprintf("only %d of the %d values of %s can be read as %s; it never holds for the others", n, all, name, what)
}
