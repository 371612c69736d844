package ui

import (
	"trialist/scoring/condition"
	"trialist/scoring/value"
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

func operandOf(o condition.Operator) formOperand {
	switch o {
	case condition.Is, condition.IsNot, condition.Contains, condition.DoesNotContain, condition.StartsWith, condition.EndsWith:
		return alternatives
	case condition.MoreThan, condition.AtLeast, condition.Exactly, condition.AtMost, condition.LessThan:
		return numbers
	case condition.MoreThanDaysAgo, condition.LessThanDaysAgo, condition.InNextDays:
		return distances
	case condition.Before, condition.After, condition.On:
		return days
	case condition.IsSet, condition.IsNotSet, condition.InPast, condition.InFuture:
	}
	return nothing
}

// operatorOrder is how the form offers operators: what is asked most first.
var operatorOrder = []condition.Operator{
	condition.Is, condition.IsNot, condition.MoreThan, condition.AtLeast, condition.Exactly, condition.AtMost, condition.LessThan,
	condition.Contains, condition.DoesNotContain, condition.StartsWith, condition.EndsWith,
	condition.Before, condition.After, condition.On, condition.MoreThanDaysAgo, condition.LessThanDaysAgo, condition.InNextDays,
	condition.InPast, condition.InFuture, condition.IsSet, condition.IsNotSet,
}

// suits reports whether the operator makes sense for values of a kind.
func suits(o condition.Operator, kind value.Kind) bool {
	switch operandOf(o) {
	case alternatives:
		if o == condition.Is {
			return kind != value.Date
		}
		return kind == value.Text || kind == value.Number && o == condition.IsNot
	case numbers:
		return kind == value.Number
	case distances, days:
		return kind == value.Date
	case nothing:
	}
	return o == condition.IsSet || o == condition.IsNotSet || kind == value.Date
}

// usual is the operator that a rule starts with.
func usual(s condition.Subject, kind value.Kind) condition.Operator {
	switch {
	case s == condition.LastSeenSubject:
		return condition.LessThanDaysAgo
	case s == condition.EventSubject || s == condition.ActiveDaysSubject || kind == value.Number:
		return condition.MoreThan
	case kind == value.Date:
		return condition.LessThanDaysAgo
	}
	return condition.Is
}

// operatorWords are the words before the value and those after it.
func operatorWords(s condition.Subject, o condition.Operator) (before, after clean.Text) {
	switch o {
	case condition.MoreThanDaysAgo:
		return "more than", "days ago"
	case condition.LessThanDaysAgo:
		return "less than", "days ago"
	case condition.InNextDays:
		return "in the next", "days"
	case condition.Exactly, condition.MoreThan, condition.AtLeast, condition.AtMost, condition.LessThan:
		if s == condition.EventSubject {
			after = "times"
		}
	case condition.IsSet, condition.IsNotSet, condition.Is, condition.IsNot, condition.Contains, condition.DoesNotContain, condition.StartsWith,
		condition.EndsWith, condition.Before, condition.After, condition.On, condition.InPast, condition.InFuture:
	}
	return clean.Of(o.String()), after
}

// operatorChoice is the operator among others to choose from.
func operatorChoice(s condition.Subject, o condition.Operator) clean.Text {
	before, after := operatorWords(s, o)
	if operandOf(o) == distances {
		return before + " N " + after
	}
	return before
}
