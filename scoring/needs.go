package scoring

import "strconv"

// needs is what the rule asks for, as it follows "needs" in evidence. The name
// is left out: what was found has just said it.
func needs(r Rule) string {
	window := ""
	if r.Subject.Windowed() && r.Window.Span != Ever {
		window = r.Window.String()
	}
	return joinWords(needsOperand(r), window)
}

func needsOperand(r Rule) string {
	texts := listed(someOf(r.Texts), "or")
	switch r.Operator {
	case IsSet:
		return something(r, "any value", "any event")
	case IsNotSet:
		return something(r, "no value", "no event")
	case Is:
		return texts
	case IsNot:
		return "anything but " + texts
	case Contains:
		return texts + " in it"
	case DoesNotContain:
		return noneOf(r.Texts) + " in it"
	case StartsWith:
		return "to start with " + texts
	case EndsWith:
		return "to end with " + texts
	case MoreThan, AtLeast, Exactly, AtMost, LessThan:
		return r.Operator.String() + " " + needsNumber(r)
	case Before, After, On:
		return "a date " + r.Operator.String() + " " + r.Day.Time().Format(dayLayout)
	case MoreThanDaysAgo:
		return "more than " + daysString(r.Number) + " ago"
	case LessThanDaysAgo:
		return "less than " + daysString(r.Number) + " ago"
	case InNextDays:
		return "a date in the next " + daysString(r.Number)
	case InPast, InFuture:
		return "a date " + r.Operator.String()
	}
	return r.Operator.String()
}

// noneOf says that none of the texts is wanted.
func noneOf(texts []string) string {
	some := someOf(texts)
	switch len(some) {
	case 1:
		return "no " + some[0]
	case 2:
		return "neither " + listed(some, "nor")
	}
	return "none of " + listed(some, "or")
}

// something is the first for an attribute and the second for last seen.
func something(r Rule, value, event string) string {
	if r.Subject == LastSeenSubject {
		return event
	}
	return value
}

// needsNumber is the number to compare with, with its unit where that helps.
func needsNumber(r Rule) string {
	n := numberString(r.Number)
	if r.Subject == AttributeSubject || r.Subject == ContactSubject {
		return n
	}
	if whole, err := strconv.Atoi(n); err == nil {
		n = grouped(whole)
	}
	if r.Subject == EventSubject && r.Number > 0 {
		n += " " + agree("times", r.Number)
	}
	return n
}

// daysString is a number of days, such as "1 day" or "30 days".
func daysString(n float64) string { return numberString(n) + " " + agree("days", n) }

// someOf is the texts, each cut to a sensible length, and past the first few
// how many others there are.
func someOf(texts []string) []string {
	const few = 5
	var some []string
	for i, text := range texts {
		if i == few && len(texts) > few+1 {
			return append(some, grouped(len(texts)-few)+" others")
		}
		some = append(some, shorten(text))
	}
	return some
}
