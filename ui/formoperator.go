package ui

import (
	"trialist/scoring"
	"trialist/ui/clean"
)

// formOperand is what an operator compares with, as a field.
type formOperand uint8

const (
	nothing      formOperand = iota
	alternatives             // texts between pipes
	numbers
	distances // in days
	days
)

func operandOf(o scoring.Operator) formOperand {
	switch o {
	case scoring.Is, scoring.IsNot, scoring.Contains, scoring.DoesNotContain, scoring.StartsWith, scoring.EndsWith:
		return alternatives
	case scoring.MoreThan, scoring.AtLeast, scoring.Exactly, scoring.AtMost, scoring.LessThan:
		return numbers
	case scoring.MoreThanDaysAgo, scoring.LessThanDaysAgo, scoring.InNextDays:
		return distances
	case scoring.Before, scoring.After, scoring.On:
		return days
	case scoring.IsSet, scoring.IsNotSet, scoring.InPast, scoring.InFuture:
	}
	return nothing
}

// operatorOrder is how the form offers operators: what is asked most first.
var operatorOrder = []scoring.Operator{
	scoring.Is, scoring.IsNot, scoring.MoreThan, scoring.AtLeast, scoring.Exactly, scoring.AtMost, scoring.LessThan,
	scoring.Contains, scoring.DoesNotContain, scoring.StartsWith, scoring.EndsWith,
	scoring.Before, scoring.After, scoring.On, scoring.MoreThanDaysAgo, scoring.LessThanDaysAgo, scoring.InNextDays,
	scoring.InPast, scoring.InFuture, scoring.IsSet, scoring.IsNotSet,
}

// suits reports whether the operator makes sense for values of a kind.
func suits(o scoring.Operator, kind scoring.Kind) bool {
	switch operandOf(o) {
	case alternatives:
		if o == scoring.Is {
			return kind != scoring.Date
		}
		return kind == scoring.Text || kind == scoring.Number && o == scoring.IsNot
	case numbers:
		return kind == scoring.Number
	case distances, days:
		return kind == scoring.Date
	case nothing:
	}
	return o == scoring.IsSet || o == scoring.IsNotSet || kind == scoring.Date
}

// usual is the operator that a rule starts with.
func usual(s scoring.Subject, kind scoring.Kind) scoring.Operator {
	switch {
	case s == scoring.LastSeenSubject:
		return scoring.LessThanDaysAgo
	case s == scoring.EventSubject || s == scoring.ActiveDaysSubject || kind == scoring.Number:
		return scoring.MoreThan
	case kind == scoring.Date:
		return scoring.LessThanDaysAgo
	}
	return scoring.Is
}

// operatorWords are the words before the value and those after it.
func operatorWords(s scoring.Subject, o scoring.Operator) (before, after clean.Text) {
	switch o {
	case scoring.MoreThanDaysAgo:
		return "more than", "days ago"
	case scoring.LessThanDaysAgo:
		return "less than", "days ago"
	case scoring.InNextDays:
		return "in the next", "days"
	case scoring.Exactly, scoring.MoreThan, scoring.AtLeast, scoring.AtMost, scoring.LessThan:
		if s == scoring.EventSubject {
			after = "times"
		}
	case scoring.IsSet, scoring.IsNotSet, scoring.Is, scoring.IsNot, scoring.Contains, scoring.DoesNotContain, scoring.StartsWith,
		scoring.EndsWith, scoring.Before, scoring.After, scoring.On, scoring.InPast, scoring.InFuture:
	}
	return clean.Of(o.String()), after
}

// operatorChoice is the operator among others to choose from.
func operatorChoice(s scoring.Subject, o scoring.Operator) clean.Text {
	before, after := operatorWords(s, o)
	if operandOf(o) == distances {
		return before + " N " + after
	}
	return before
}
