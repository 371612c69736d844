package explain

import (
	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/value"
)

// eventDayText says on which day an event was: "today" or "yesterday" as seen from
// as-of, else the day of the trial, counted from 1, else the date. Days are those
// of the zone; those of the trial begin at the time of day at which it began.
func eventDayText(a *account.Account, i value.Instant, m condition.Moment) string {
	start, end := a.Trial(m)
	switch calendarDaysBetween(i, m.AsOf, m.Zone) {
	case 0:
		return "today"
	case 1:
		return "yesterday"
	}
	if start != value.Never && start <= i && i < end {
		return "on day " + value.FormatCount(dayOfTrial(start, i, m.Zone))
	}
	return "on " + m.Zone.Day(i).Time().Format(value.DayLayout)
}

// timesText is a count in words: "once", "twice", "1,204 times".
func timesText(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return value.FormatCount(n) + " times"
}

// calendarDaysBetween is how many midnights of the zone lie between the instants,
// negative when the first is the later one.
func calendarDaysBetween(i, j value.Instant, zone *value.Zone) int {
	return int((zone.Day(j) - zone.Day(i)) / value.Day)
}

// relativeDateText says how far a date lies from as-of, in calendar days. Where that
// is the number of days that the rule compares with, it says so to the hour: what
// is 3 days ago by the calendar may be more or less than 3 times 24 hours.
func relativeDateText(r condition.Rule, i value.Instant, m condition.Moment) string {
	return relativeDayText(r, i, i, m)
}

// relativeDayText is relativeDateText of a date that the rule compares with as-of as
// another instant: the end of a trial is on a day, and the rule asks for the end of
// that day.
func relativeDayText(r condition.Rule, date, compared value.Instant, m condition.Moment) string {
	asOf, days := m.AsOf, calendarDaysBetween(date, m.AsOf, m.Zone)
	away := float64(max(days, -days))
	if r.Operator.CountsDays() && away == r.Number {
		return directionText(durationText(max(asOf-compared, compared-asOf)), compared > asOf)
	}
	switch days {
	case 0:
		return "today"
	case 1:
		return "yesterday"
	case -1:
		return "tomorrow"
	}
	return directionText(value.FormatCount(int(away))+" days", days < 0)
}

func directionText(distance string, ahead bool) string {
	if ahead {
		return "in " + distance
	}
	return distance + " ago"
}

// durationText is a duration in days and one finer unit: hours, or the longest unit
// that tells it from whole days.
func durationText(apart value.Instant) string {
	days, rest := apart/value.Day, apart%value.Day
	words := ""
	if days > 0 {
		words = daysText(float64(days))
	}
	for _, unit := range []struct {
		length value.Instant
		name   string
	}{{value.Hour, "hour"}, {value.Minute, "minute"}, {value.Second, "second"}, {1, "millisecond"}} {
		n := int(rest / unit.length)
		if n == 0 {
			continue
		}
		if words != "" {
			words += " and "
		}
		words += value.FormatCount(n) + " " + unit.name
		if n != 1 {
			words += "s"
		}
		return words
	}
	if words == "" {
		return "no time"
	}
	return "exactly " + words
}

// otherDateText says what the attribute is that the rule compares a date with, as it
// follows what was found; nothing where the rule compares with none.
func otherDateText(r condition.Rule, a *account.Account, m condition.Moment) string {
	if !r.ComparesAttributes() {
		return ""
	}
	v, name := a.Effective(r.OtherReading(), m), value.Truncate(r.Other)
	switch v.Kind {
	case value.Date:
		return "; " + name + " is " + m.Zone.Day(v.Date).Time().Format(value.DayLayout)
	case value.Absent:
		return "; " + name + " is not known"
	case value.Text, value.Number, value.YesNo:
	}
	return "; " + name + " is " + value.Truncate(v.String()) + ", which is not a date"
}
