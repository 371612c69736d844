package condition

import "trialist/scoring/value"

// ComparesAttributes reports whether the rule compares a date with an attribute of
// the same account, which is Other.
func (r Rule) ComparesAttributes() bool {
	return r.Other != "" && (r.Operator == Before || r.Operator == After || r.Operator == On)
}

// CompareDays compares the days of two dates in the zone by one of the operators
// Before, After and On. What is Never compares with nothing.
func CompareDays(op Operator, d, other value.Instant, zone *value.Zone) bool {
	if d == value.Never || other == value.Never {
		return false
	}
	day, otherDay := zone.Day(d), zone.Day(other)
	return op == Before && day < otherDay || op == After && day > otherDay || op == On && day == otherDay
}
