package scoring

import (
	"slices"
	"strings"
)

// NearMiss is one way to nearly match a condition: accounts for which Condition
// holds and the one in question does not.
type NearMiss struct {
	Condition Condition
	Words     string // what those accounts have, such as "exactly 4 of more than 4"
}

// Nearly lists the ways to nearly match the condition: a count that misses by
// one, and, of several rules that must all hold, exactly one that does not. A
// count of 0 is no near miss: all who never did it have that. The ways may
// overlap; [NearCounts] counts each account once.
func Nearly(c Condition) []NearMiss {
	several := len(c.Rules) > 1
	var misses []NearMiss
	for i, r := range c.Rules {
		for _, relaxed := range missed(r) {
			words := countWords(relaxed) + " of " + countWords(r)
			if several {
				words += " (" + countedWords(r) + ")"
			}
			misses = append(misses, NearMiss{withRules(c, i, relaxed), words})
		}
	}
	if !several || c.Any {
		return misses
	}
	for i, r := range c.Rules {
		misses = append(misses, NearMiss{withRules(c, i), "all but " + r.String()})
	}
	return misses
}

// withRules is the condition with other rules in the place of one. Where any rule
// will do, the others have nothing to add.
func withRules(c Condition, i int, instead ...Rule) Condition {
	if c.Any {
		return Condition{Rules: instead}
	}
	return Condition{Rules: slices.Concat(c.Rules[:i:i], instead, c.Rules[i+1:])}
}

// missed lists the counts that miss the rule by one; none where it counts
// nothing.
func missed(r Rule) []Rule {
	if r.Subject != EventSubject && r.Subject != ActiveDaysSubject {
		return nil
	}
	var counts []float64
	switch op := r.Operator; {
	case op == MoreThan || op == LessThan:
		counts = []float64{r.Number}
	case op == AtLeast:
		counts = []float64{r.Number - 1}
	case op == AtMost:
		counts = []float64{r.Number + 1}
	case op == Exactly:
		counts = []float64{r.Number - 1, r.Number + 1}
	}
	var missed []Rule
	for _, n := range counts {
		if n >= 1 && n <= MaxCount {
			exactly := r
			exactly.Operator, exactly.Number = Exactly, n
			missed = append(missed, exactly)
		}
	}
	return missed
}

// countWords is how many the rule wants: "more than 4".
func countWords(r Rule) string { return r.Operator.String() + " " + grouped(int(r.Number)) }

// countedWords is what the rule counts, as people would say it.
func countedWords(r Rule) string {
	if r.Subject.Named() {
		return shorten(r.Name)
	}
	return r.Subject.String()
}

// NearCounts is how many accounts of within nearly match in each way: nearly are
// the answers of the [Nearly] conditions and matches those of the condition
// itself. An account counts for the first way that it has, so that the counts
// add up.
func NearCounts(within, matches Bits, nearly []Bits) []int {
	left := within.AndNot(matches)
	counts := make([]int, len(nearly))
	for i, b := range nearly {
		counts[i] = left.CountBoth(b)
		left.Drop(b)
	}
	return counts
}

// NearWords tells of near misses in one line, the commonest first:
// "18 have exactly 4 of more than 4, 1 has all but attribute phone is set", or
// "none".
func NearWords(misses []NearMiss, counts []int) string {
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
		words = append(words, grouped(counts[i])+verb+misses[i].Words)
	}
	rest := 0
	for _, i := range order[len(words):] {
		rest += counts[i]
	}
	switch {
	case len(words) == 0:
		return "none"
	case rest > 0:
		words = append(words, grouped(rest)+" otherwise")
	}
	return strings.Join(words, ", ")
}
