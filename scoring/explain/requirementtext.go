package explain

import (
	"strconv"

	"trialist/scoring/condition"
	"trialist/scoring/value"
)

// requirementText is what the rule asks for, as it follows "needs" in evidence. The
// name is left out: the evidence text before it has it.
func requirementText(r condition.Rule) string {
	window := ""
	if r.Subject.Windowed() && r.Window.Span != condition.Ever {
		window = r.Window.String()
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
		return "more than " + daysText(r.Number) + " ago"
	case condition.LessThanDaysAgo:
		return "less than " + daysText(r.Number) + " ago"
	case condition.InNextDays:
		return "a date in the next " + daysText(r.Number)
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

// numberText is the number to compare with, with its unit where that helps.
func numberText(r condition.Rule) string {
	n := condition.NumberString(r.Number)
	if r.Subject == condition.AttributeSubject || r.Subject == condition.ContactSubject {
		return n
	}
	if whole, err := strconv.Atoi(n); err == nil {
		n = value.FormatCount(whole)
	}
	if r.Subject == condition.EventSubject && r.Number > 0 {
		n += " " + condition.Pluralize("times", r.Number)
	}
	return n
}

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
