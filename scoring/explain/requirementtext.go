package explain

import (
	"strconv"

	"trialist/scoring/condition"
	"trialist/scoring/value"
)

// requirementText is what the rule asks for, as it follows "needs" in evidence: with
// levels "at least 1, 5 or 20 times". The name is left out: the evidence text before it
// has it.
func requirementText(r condition.Rule) string {
	window := ""
	if r.Subject.Windowed() && r.Window.Span != condition.Ever {
		window = r.WindowString(orList)
	}
	return condition.JoinWords(operandText(r), window)
}

func operandText(r condition.Rule) string {
	texts := value.JoinList(truncateList(r.Texts), "or")
	switch r.Operator {
	case condition.IsSet:
		return bySubject(r, "any value", "any event")
	case condition.IsNotSet:
		return bySubject(r, "no value", "no event")
	case condition.IsYes:
		return "yes"
	case condition.IsNo:
		return "no"
	case condition.Is:
		return texts
	case condition.IsNot:
		return "anything but " + texts
	case condition.Contains:
		return texts + " in it"
	case condition.DoesNotContain:
		return noneOfText(r.Texts) + " in it"
	case condition.StartsWith:
		return "to start with " + texts
	case condition.EndsWith:
		return "to end with " + texts
	case condition.MoreThan, condition.AtLeast, condition.Exactly, condition.AtMost, condition.LessThan:
		return r.Operator.String() + " " + numberText(r)
	case condition.Before, condition.After, condition.On:
		return "a date " + r.Operator.String() + " " + dayText(r)
	case condition.MoreThanDaysAgo:
		return "more than " + distanceText(r) + " ago"
	case condition.LessThanDaysAgo:
		return "less than " + distanceText(r) + " ago"
	case condition.InNextDays:
		return "a date in the next " + distanceText(r)
	case condition.InPast, condition.InFuture:
		return "a date " + r.Operator.String()
	}
	return r.Operator.String()
}

// dayText is the day that the rule compares with, or the attribute that has it.
func dayText(r condition.Rule) string {
	if r.ComparesAttributes() {
		return value.Truncate(r.Other)
	}
	return r.Day.Time().Format(value.DayLayout)
}

// noneOfText says that none of the texts is wanted.
func noneOfText(texts []string) string {
	some := truncateList(texts)
	switch len(some) {
	case 1:
		return "no " + some[0]
	case 2:
		return "neither " + value.JoinList(some, "nor")
	}
	return "none of " + value.JoinList(some, "or")
}

// bySubject is the first for an attribute and the second for last seen.
func bySubject(r condition.Rule, value, event string) string {
	if r.Subject == condition.LastSeenSubject {
		return event
	}
	return value
}

// numberText is the number to compare with, or all of a list, with its unit where that
// helps.
func numberText(r condition.Rule) string {
	counts := r.Subject != condition.AttributeSubject && r.Subject != condition.ContactSubject
	numbers := r.Numbers
	if len(numbers) == 0 {
		numbers = []float64{r.Number}
	}
	words := make([]string, len(numbers))
	for i, f := range numbers {
		words[i] = condition.NumberString(f)
		if whole, err := strconv.Atoi(words[i]); err == nil && counts {
			words[i] = value.FormatCount(whole)
		}
	}
	last := numbers[len(numbers)-1]
	if r.Subject != condition.EventSubject || last == 0 {
		return orList(words)
	}
	return orList(words) + " " + pluralOf("times", last, len(words))
}

// distanceText is the days that the rule compares with, or all of a list.
func distanceText(r condition.Rule) string {
	if len(r.Numbers) == 0 {
		return daysText(r.Number)
	}
	words := make([]string, len(r.Numbers))
	for i, n := range r.Numbers {
		words[i] = condition.NumberString(n)
	}
	return orList(words) + " days"
}

// pluralOf is the words in the plural, or in the singular for a single 1.
func pluralOf(words string, n float64, numbers int) string {
	if numbers > 1 {
		return words
	}
	return condition.Pluralize(words, n)
}

func orList(words []string) string { return value.JoinList(words, "or") }

// daysText is a number of days, such as "1 day" or "30 days".
func daysText(n float64) string {
	return condition.NumberString(n) + " " + condition.Pluralize("days", n)
}

// truncateList is the texts, each cut to a sensible length, and after the first five
// how many others there are.
func truncateList(texts []string) []string {
	const shown = 5
	var some []string
	for i, text := range texts {
		if i == shown && len(texts) > shown+1 {
			return append(some, value.FormatCount(len(texts)-shown)+" others")
		}
		some = append(some, value.Truncate(text))
	}
	return some
}
