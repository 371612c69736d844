package explain

import (
	"cmp"
	"slices"
	"strconv"

	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// levelReached is how many levels of the condition hold for the account.
func levelReached(c condition.Condition, a *account.Account, m condition.Moment) int {
	reached := 0
	for _, level := range c.EachLevel() {
		if eval.Holds(level, a, m) {
			reached++
		}
	}
	return reached
}

// maxFalls is how many instants at which something leaves a window are looked at. An
// account that did so much in a window is told no day.
const maxFalls = 2000

// Fall is when a level would cease to hold if nothing else happens.
type Fall struct {
	At    value.Instant // the first instant; Never where it holds on, or that is not known
	Level int           // how many levels hold then
}

// fallOf is when the level that an account has reached of a condition would fall, and to
// which. It follows from the windows that move on and from dates that come near.
func fallOf(c condition.Condition, a *account.Account, m condition.Moment) Fall {
	reached := levelReached(c, a, m)
	none := Fall{At: value.Never, Level: reached}
	if reached == 0 || !c.DependsOnClock() {
		return none
	}
	var at []value.Instant
	for _, r := range c.Level(reached).Rules {
		at = append(at, turningPoints(r, a, m)...)
	}
	slices.Sort(at)
	at = slices.Compact(at)
	after, _ := slices.BinarySearch(at, m.AsOf+1)
	if len(at)-after > maxFalls {
		return none
	}
	known := *a
	happened, _ := slices.BinarySearchFunc(a.Events, m.AsOf+1, func(e account.Event, at value.Instant) int { return cmp.Compare(e.At, at) })
	known.Events = a.Events[:happened] // what happens later is not known as of now
	for _, then := range at[after:] {
		later := m
		later.AsOf = then
		if level := levelReached(c, &known, later); level < reached {
			return Fall{At: then, Level: level}
		}
	}
	return none
}

// turningPoints lists the instants at which the answer to a rule may change while nothing
// happens.
func turningPoints(r condition.Rule, a *account.Account, m condition.Moment) []value.Instant {
	var at []value.Instant
	add := func(date value.Instant) {
		if days := value.Instant(r.Number) * value.Day; r.Operator.CountsDays() {
			at = append(at, date+days, date+days+1, date-days)
		}
		at = append(at, date, date+1)
	}
	switch r.Subject {
	case condition.AttributeSubject:
		if v := a.Effective(r.Reading(), m); v.Kind == value.Date && r.Operator.ComparesDate() {
			add(v.Date)
		}
		return at
	case condition.LastSeenSubject:
		if last := eval.StatsInWindow(r, a, m).Last; last != value.Never {
			add(last)
		}
	case condition.ContactSubject:
		for _, c := range a.Contacts {
			if v := account.ValueOf(c.Attributes, a.ResolveContactAttribute(r.Name)); v.Kind == value.Date && r.Operator.ComparesDate() {
				add(v.Date)
			}
		}
		return at
	case condition.EventSubject, condition.ActiveDaysSubject:
	}
	if r.Window.Span != condition.Last {
		return at
	}
	start, end := a.Trial(m)
	lo, hi := r.Window.Bounds(start, end, m.AsOf)
	name := a.ResolveEvent(r.Name)
	for _, e := range a.Events {
		if e.At >= lo && e.At < hi && (r.Subject != condition.EventSubject || e.Name == name) {
			at = append(at, e.At+r.Window.Length())
		}
	}
	return at
}

// OutlookText says of a signal with levels what the account earns and why, what more the
// next level would earn and what it takes, and when it would earn less: "worth 12 of 16:
// in the last 7 days; 16 when they come back within 3 days; 8 from Thursday if they
// don't". It is empty for a signal without levels.
func OutlookText(card rulebook.Scorecard, of Contribution, a *account.Account, m condition.Moment) string {
	if of.Levels < 2 {
		return ""
	}
	listed := of.Signal.When.Rules[of.Signal.When.LevelledRule()]
	recent := comesBack(listed)
	words := "worth " + pointsText(of.Earned) + " of " + pointsText(of.Possible)
	if of.Level > 0 {
		words += ": " + levelText(listed.Level(of.Level))
	}
	if of.Level < of.Levels {
		words += "; " + pointsText(levelPoints(card, of, of.Level+1)) + " "
		switch next := listed.Level(of.Level + 1); {
		case recent:
			words += "when they come back within " + recencyText(next)
		default:
			words += "for " + levelText(next)
		}
	}
	fall := fallOf(of.Signal.When, a, m)
	if fall.At == value.Never {
		return words
	}
	words += "; " + pointsText(levelPoints(card, of, fall.Level)) + " from " + dayAheadText(fall.At, m)
	switch {
	case recent && of.Level < of.Levels:
		return words + " if they don't"
	case recent:
		return words + " if they don't come back"
	}
	return words + " if nothing happens"
}

// levelPoints is what a level earns, in tenths. The last one earns all.
func levelPoints(card rulebook.Scorecard, of Contribution, level int) int {
	if level == of.Levels {
		return of.Possible
	}
	layout := card.Layout(of.Signal.Side)
	for _, s := range layout.Signals {
		if s.ID == of.Signal.ID {
			return rulebook.Score{Sum: uint32(level) * s.LevelWeight, Total: layout.Total}.Tenths()
		}
	}
	return 0
}

// comesBack reports whether the levels of the rule tell how long ago somebody was last
// there.
func comesBack(r condition.Rule) bool {
	any := r.Operator == condition.MoreThan && r.Number == 0 || r.Operator == condition.AtLeast && r.Number == 1
	switch r.Subject {
	case condition.EventSubject, condition.ActiveDaysSubject:
		return len(r.Counts) > 0 && r.Window.Span == condition.Last && any
	case condition.LastSeenSubject:
		return r.Operator == condition.LessThanDaysAgo && len(r.Numbers) > 0 ||
			r.Operator == condition.IsSet && len(r.Counts) > 0 && r.Window.Span == condition.Last
	case condition.AttributeSubject, condition.ContactSubject:
	}
	return false
}

// levelText is what one level asks for: "in the last 7 days", "at least 5 times".
func levelText(level condition.Rule) string {
	if comesBack(condition.Rule{Subject: level.Subject, Operator: level.Operator, Number: level.Number, Window: level.Window, Counts: []int{1}}) {
		return level.Window.String()
	}
	return requirementText(level)
}

// recencyText is how recent a level that comesBack wants it: "3 days".
func recencyText(level condition.Rule) string {
	if level.Operator == condition.LessThanDaysAgo {
		return daysText(level.Number)
	}
	unit := "days"
	switch level.Window.Unit {
	case condition.Hours:
		unit = "hours"
	case condition.Weeks:
		unit = "weeks"
	case condition.Months:
		unit = "months"
	case condition.Days:
	}
	return value.FormatCount(level.Window.Count) + " " + condition.Pluralize(unit, float64(level.Window.Count))
}

// pointsText is a number of tenths of a point, such as "12" or "12.5".
func pointsText(tenths int) string {
	return strconv.FormatFloat(float64(tenths)/10, 'f', -1, 64)
}

// dayAheadText is the day of an instant to come: "today", "tomorrow", the day of the week
// in the next six days, else the date.
func dayAheadText(at value.Instant, m condition.Moment) string {
	const week = 7
	switch days := calendarDaysBetween(m.AsOf, at, m.Zone); {
	case days == 0:
		return "today"
	case days == 1:
		return "tomorrow"
	case days < week:
		return m.Zone.Day(at).Time().Weekday().String()
	}
	return m.Zone.Day(at).Time().Format(value.DayLayout)
}
