package columns

import (
	"fmt"
	"slices"
	"strings"

	"trialist/store/feed/field"
)

// timeOfEvents is the index of the column with the time of events, -1 without one. A
// column that is named so is preferred where most rows have a time in it; the others are
// rejected.
func (l *Layout) timeOfEvents() int {
	if i := l.Index(field.Time); i >= 0 {
		return i
	}
	for _, i := range l.named(field.EventTimeNames) {
		if !l.profile.MostlyBlank(i) && l.profile.MostlyTimes(i) {
			return i
		}
	}
	if i, _ := l.findTime(); i >= 0 {
		return i
	}
	return l.onlyTimes()
}

// onlyTimes is the index of the column with the times of events whose header does not say
// so, -1 without one: one called day or the like, or the only column of times in a file with
// a column of events.
func (l *Layout) onlyTimes() int {
	event := l.Index(field.Event)
	if event < 0 || !l.Columns[event].mapped && !namesEvents(l.Columns[event].plain) {
		return -1
	}
	for _, i := range l.named(field.DayNames) {
		if l.profile.MostlyTimes(i) {
			return i
		}
	}
	only := -1
	for i := range l.Columns {
		c := &l.Columns[i]
		if c.Field != "" || !l.profile.MostlyTimes(i) {
			continue
		}
		if only >= 0 || describesState(c.plain) || !l.profile.HasTimes(i) {
			return -1
		}
		only = i
	}
	return only
}

// assignTimeOfDay finds the column with the time of day of events whose dates are in a
// column of their own. The error asks which one it is.
func (l *Layout) assignTimeOfDay(dates int) error {
	if !l.profile.MostlyDays(dates) {
		return nil
	}
	var clocks []int
	for i := range l.Columns {
		if c := &l.Columns[i]; c.Field == "" && l.profile.MostlyClocks(i) && namesTimeOfDay(c.plain) {
			clocks = append(clocks, i)
		}
	}
	if len(clocks) > 1 {
		named := slices.DeleteFunc(slices.Clone(clocks), func(i int) bool { return !field.IsOneOf(l.Columns[i].plain, field.EventTimeNames) })
		if len(named) != 1 {
			one, other := l.Columns[clocks[0]].Header, l.Columns[clocks[1]].Header
			return fmt.Errorf("it is not clear which column is the time of day of %q: %q and %q could be; say --map '%s=ignored' or --map '%s=ignored' for the one that is not",
				l.Columns[dates].Header, one, other, one, other)
		}
		clocks = named
	}
	if len(clocks) == 1 {
		l.Columns[clocks[0]].Field = field.TimeOfDay
	}
	return nil
}

// namesTimeOfDay reports whether a plain name says that a column of times of day is of when
// something happened, and not of how long it took.
func namesTimeOfDay(name string) bool {
	contains := func(part string) bool { return strings.Contains(name, part) }
	if slices.ContainsFunc([]string{"spent", "duration", "total", "load", "response", "elapsed", "length", "dauer", "durée", "zone", "offset"}, contains) {
		return false
	}
	return field.IsOneOf(name, field.EventTimeNames) || slices.ContainsFunc([]string{"time", "clock", "hour", "zeit", "heure", "hora", "orario", "tijd", "godzina", "klok"}, contains) ||
		slices.Contains([]string{"ora", "tid", "kl", "czas"}, name)
}
