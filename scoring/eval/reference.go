package eval

import (
	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/value"
)

// Holds reports whether the condition holds for the account at the moment. It defines
// what conditions mean in the plainest way. Compiled evaluation is tested against
// it, and the drill-down uses it. A condition without rules holds for nobody.
func Holds(c condition.Condition, a *account.Account, m condition.Moment) bool {
	for _, r := range c.Rules {
		if HoldsRule(r, a, m) == c.Any {
			return c.Any
		}
	}
	return !c.Any && len(c.Rules) > 0
}

// HoldsRule reports whether the rule holds for the account.
func HoldsRule(r condition.Rule, a *account.Account, m condition.Moment) bool {
	test := condition.CompilePredicate(r, m)
	switch r.Subject {
	case condition.AttributeSubject:
		return matches(r, &test, a.Effective(r.Reading(), m), a, m)
	case condition.ContactSubject:
		return len(MatchingContacts(r, a, m)) > 0
	case condition.EventSubject:
		return condition.CompareNumbers(r.Operator, float64(StatsInWindow(r, a, m).Count), r.Number)
	case condition.ActiveDaysSubject:
		return condition.CompareNumbers(r.Operator, float64(StatsInWindow(r, a, m).Days), r.Number)
	case condition.LastSeenSubject:
		return matches(r, &test, value.DateValue(StatsInWindow(r, a, m).Last), a, m)
	}
	return false
}

// matches reports whether the value satisfies the rule, of which the test is made:
// alone or beside the attribute that the rule compares it with.
func matches(r condition.Rule, test *condition.Predicate, v value.Value, a *account.Account, m condition.Moment) bool {
	if !r.ComparesAttributes() {
		return test.Matches(v)
	}
	other := a.Effective(r.OtherReading(), m)
	return v.Kind == value.Date && other.Kind == value.Date && condition.CompareDays(r.Operator, v.Date, other.Date, m.Zone)
}

// MatchingContacts lists the contacts of the account that satisfy a contact rule.
func MatchingContacts(r condition.Rule, a *account.Account, m condition.Moment) []account.Contact {
	var satisfying []account.Contact
	test, name := condition.CompilePredicate(r, m), a.ResolveContactAttribute(r.Name)
	for _, c := range a.Contacts {
		if matches(r, &test, account.ValueOf(c.Attributes, name), a, m) {
			satisfying = append(satisfying, c)
		}
	}
	return satisfying
}

// EventStats is what a rule about events sees in its window.
type EventStats struct {
	Count       int
	Days        int           // days with an event
	First, Last value.Instant // Never without an event
}

// StatsInWindow is the statistics of the rule's events in its window: the events of
// its name, or all events for active days and last seen.
func StatsInWindow(r condition.Rule, a *account.Account, m condition.Moment) EventStats {
	start, end := a.Trial(m)
	lo, hi := r.Window.Bounds(start, end, m.AsOf)
	return StatsBetween(r, a, lo, hi, m.Zone)
}

// StatsBetween is the statistics of the rule's events in [lo, hi), with the days of
// the zone.
func StatsBetween(r condition.Rule, a *account.Account, lo, hi value.Instant, zone *value.Zone) EventStats {
	seen := EventStats{First: value.Never, Last: value.Never}
	name := ""
	if r.Subject == condition.EventSubject {
		if name = a.ResolveEvent(r.Name); name == "" {
			return seen
		}
	}
	for _, e := range a.Events {
		if e.At < lo || e.At >= hi || r.Subject == condition.EventSubject && e.Name != name {
			continue
		}
		if seen.First == value.Never {
			seen.First = e.At
		}
		if zone.Day(e.At) != zone.Day(seen.Last) {
			seen.Days++
		}
		seen.Count += e.Times()
		seen.Last = e.At
	}
	return seen
}
