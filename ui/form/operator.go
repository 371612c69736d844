package form

import (
	"trialist/scoring/condition"
	"trialist/scoring/value"
	"trialist/ui/clean"
)

// operand is the kind of value that an operator compares with.
type operand uint8

const (
	noOperand     operand = iota
	textOperand           // texts, with pipes between them
	numberOperand         // any number
	daysOperand           // a number of days
	dateOperand           // a day
)

func operandOf(o condition.Operator) operand {
	switch o {
	case condition.Is, condition.IsNot, condition.Contains, condition.DoesNotContain, condition.StartsWith, condition.EndsWith:
		return textOperand
	case condition.MoreThan, condition.AtLeast, condition.Exactly, condition.AtMost, condition.LessThan:
		return numberOperand
	case condition.MoreThanDaysAgo, condition.LessThanDaysAgo, condition.InNextDays:
		return daysOperand
	case condition.Before, condition.After, condition.On:
		return dateOperand
	case condition.IsSet, condition.IsNotSet, condition.IsYes, condition.IsNo, condition.InPast, condition.InFuture:
	}
	return noOperand
}

// operatorOrder is the order in which the form offers operators: the common ones
// first.
var operatorOrder = []condition.Operator{
	condition.Is, condition.IsNot, condition.IsYes, condition.IsNo, condition.MoreThan, condition.AtLeast, condition.Exactly, condition.AtMost, condition.LessThan,
	condition.Contains, condition.DoesNotContain, condition.StartsWith, condition.EndsWith,
	condition.Before, condition.After, condition.On, condition.MoreThanDaysAgo, condition.LessThanDaysAgo, condition.InNextDays,
	condition.InPast, condition.InFuture, condition.IsSet, condition.IsNotSet,
}

// suitsKind reports whether the operator makes sense for values of a kind.
func suitsKind(o condition.Operator, kind value.Kind) bool {
	switch operandOf(o) {
	case textOperand:
		if o == condition.Is {
			return kind != value.Date
		}
		return kind == value.Text || kind == value.Number && o == condition.IsNot
	case numberOperand:
		return kind == value.Number
	case daysOperand, dateOperand:
		return kind == value.Date
	case noOperand:
	}
	switch {
	case o == condition.IsYes || o == condition.IsNo: // numbers 1 and 0 count as yes and no
		return kind == value.YesNo || kind == value.Number
	case o == condition.IsSet || o == condition.IsNotSet:
		return true
	}
	return kind == value.Date
}

// defaultOperator is the operator that a rule about a subject starts with, for
// values of a kind.
func defaultOperator(s condition.Subject, kind value.Kind) condition.Operator {
	switch {
	case s == condition.LastSeenSubject:
		return condition.LessThanDaysAgo
	case s == condition.EventSubject || s == condition.ActiveDaysSubject || kind == value.Number:
		return condition.MoreThan
	case kind == value.Date:
		return condition.LessThanDaysAgo
	case kind == value.YesNo:
		return condition.IsYes
	}
	return condition.Is
}

// operatorText is the words before the value of a rule and those after it.
func operatorText(s condition.Subject, o condition.Operator) (before, after clean.Text) {
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
	case condition.IsSet, condition.IsNotSet, condition.IsYes, condition.IsNo, condition.Is, condition.IsNot, condition.Contains, condition.DoesNotContain, condition.StartsWith,
		condition.EndsWith, condition.Before, condition.After, condition.On, condition.InPast, condition.InFuture:
	}
	return clean.Of(o.String()), after
}

// operatorLabel is an operator in a list to choose from.
func operatorLabel(s condition.Subject, o condition.Operator) clean.Text {
	before, after := operatorText(s, o)
	if operandOf(o) == daysOperand {
		return before + " N " + after
	}
	return before
}
