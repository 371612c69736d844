package explain

import (
	"slices"
	"strings"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/value"
)

// NearMiss is one way to nearly match a condition: accounts for which Condition
// holds and the one in question does not.
type NearMiss struct {
	Condition condition.Condition
	Text      string // what those accounts have, such as "4 instead of more than 4"
}

// NearMisses lists the ways to nearly match the condition: by a count that misses by
// one, or by failing exactly one of several rules that must all hold. A count of 0
// is no near miss, as it is the count of everybody who never did it. The ways may
// overlap; [CountNearMisses] counts each account once. Of a condition with levels they
// are those of its first level.
func NearMisses(c condition.Condition) []NearMiss {
	c = c.Level(1)
	several := len(c.Rules) > 1
	var misses []NearMiss
	for i, r := range c.Rules {
		for _, relaxed := range offByOne(r) {
			words := value.FormatCount(int(relaxed.Number))
			if several {
				words += " of " + countedText(r)
			}
			words += " instead of " + countText(r)
			misses = append(misses, NearMiss{replaceRule(c, i, relaxed), words})
		}
	}
	if !several || c.Any {
		return misses
	}
	for i, r := range c.Rules {
		misses = append(misses, NearMiss{replaceRule(c, i), "all but " + r.String()})
	}
	return misses
}

// replaceRule is the condition with other rules in the place of one. Where any rule
// suffices the others are left out: whoever matches them matches the condition.
func replaceRule(c condition.Condition, i int, instead ...condition.Rule) condition.Condition {
	if c.Any {
		return condition.Condition{Rules: instead}
	}
	return condition.Condition{Rules: slices.Concat(c.Rules[:i:i], instead, c.Rules[i+1:])}
}

// offByOne lists the rules that hold where the count misses the rule by one; none
// for a rule that counts nothing.
func offByOne(r condition.Rule) []condition.Rule {
	if r.Subject != condition.EventSubject && r.Subject != condition.ActiveDaysSubject {
		return nil
	}
	var counts []float64
	switch op := r.Operator; {
	case op == condition.MoreThan || op == condition.LessThan:
		counts = []float64{r.Number}
	case op == condition.AtLeast:
		counts = []float64{r.Number - 1}
	case op == condition.AtMost:
		counts = []float64{r.Number + 1}
	case op == condition.Exactly:
		counts = []float64{r.Number - 1, r.Number + 1}
	}
	var missed []condition.Rule
	for _, n := range counts {
		if n >= 1 && n <= condition.MaxCount {
			exactly := r
			exactly.Operator, exactly.Number = condition.Exactly, n
			missed = append(missed, exactly)
		}
	}
	return missed
}

// countText is how many the rule wants: "more than 4".
func countText(r condition.Rule) string {
	return r.Operator.String() + " " + value.FormatCount(int(r.Number))
}

// countedText is what the rule counts, as people would say it.
func countedText(r condition.Rule) string {
	if r.Subject.Named() {
		return value.Truncate(r.Name)
	}
	return r.Subject.String()
}

// CountNearMisses is how many accounts of within nearly match, for each way of
// [NearMisses]. Nearly has the answers to the conditions of those ways, and matches
// the answer to the condition itself. An account counts for its first way only, so
// that the counts add up.
func CountNearMisses(within, matches bitset.Bits, nearly []bitset.Bits) []int {
	remaining := within.AndNot(matches)
	counts := make([]int, len(nearly))
	for i, b := range nearly {
		counts[i] = remaining.CountAnd(b)
		remaining.DifferenceWith(b)
	}
	return counts
}

// DescribeNearMisses is the near misses in one line, the commonest first:
// "18 have 4 instead of more than 4, 1 has all but attribute phone is set", or
// "none".
func DescribeNearMisses(misses []NearMiss, counts []int) string {
	const most = 3
	var order []int
	for i := range misses {
		if counts[i] > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return counts[b] - counts[a] })
	var words []string
	for _, i := range order[:min(len(order), most)] {
		verb := " have "
		if counts[i] == 1 {
			verb = " has "
		}
		words = append(words, value.FormatCount(counts[i])+verb+misses[i].Text)
	}
	rest := 0
	for _, i := range order[len(words):] {
		rest += counts[i]
	}
	switch {
	case len(words) == 0:
		return "none"
	case rest > 0:
		words = append(words, value.FormatCount(rest)+" otherwise")
	}
	return strings.Join(words, ", ")
}
