package ui

import (
	"trialist/scoring/account"
	"trialist/scoring/explain"
	"trialist/scoring/value"
	"trialist/ui/chart"
	"trialist/ui/clean"
	"trialist/ui/theme"
)

// usageWeeks is how many weeks a map without a known trial shows.
const usageWeeks = 4

// usage is the map of the trial: a row a week, a cell a day, darker for more
// events.
func (t *trial) usage(look theme.Theme, width int) section {
	lines, total, days := usageMap(look, t.account, t.assessed)
	title := look.Strong.Say("Usage")
	if total > 0 {
		facts := count(total, "event", "events") + " on " + count(days, "day", "days")
		title = title.Gap(2).Add(look.Muted, facts).Fit(width)
	}
	return section{title: title, lines: lines}
}

// usageMap draws the days of the trial, or the weeks before as-of where the
// trial is not known, with the number of events and of days that had any. Days
// are UTC, as everywhere in scoring.
func usageMap(look theme.Theme, a *account.Account, s explain.Assessment) (lines []theme.Line, total, days int) {
	first, last := usageDays(s)
	counts := make(map[value.Instant]int)
	most := 0
	for _, e := range a.Events {
		day := e.At.Midnight()
		if e.At > s.Moment.AsOf || day < first || day > last {
			continue
		}
		counts[day] += e.Times()
		total += e.Times()
		most = max(most, counts[day])
	}
	lines = append(lines, theme.Line{}.Gap(8).Add(look.Muted, "Mo Tu We Th Fr Sa Su"))
	for week := monday(first); week <= last; week += value.Week {
		line := look.Faint.Say(clean.Of(max(week, first).Time().Format("2 Jan")).PadLeft(6)).Gap(2)
		for day := week; day < week+value.Week; day += value.Day {
			cell := theme.Line{}.Gap(1)
			if first <= day && day <= last && day <= s.Moment.AsOf {
				cell = chart.Shade(look, look.Accent, counts[day], most)
			}
			line = line.Join(cell).Gap(2)
		}
		lines = append(lines, line)
	}
	return lines, total, len(counts)
}

// usageDays is the first and last day of the map.
func usageDays(s explain.Assessment) (first, last value.Instant) {
	const longest = 26 * value.Week // a map of a longer trial shows its latest part
	last = s.Moment.AsOf.Midnight()
	if !s.Start.Known() || s.Start > s.Moment.AsOf {
		return monday(last) - (usageWeeks-1)*value.Week, last
	}
	if s.End.Known() {
		last = max(min(last, (s.End-1).Midnight()), s.Start.Midnight())
	}
	return max(s.Start.Midnight(), last-longest), last
}

// monday is the Monday of the instant's week.
func monday(at value.Instant) value.Instant {
	day := at.Midnight()
	back := (int(day.Time().Weekday()) + 6) % 7
	return day - value.Instant(back)*value.Day
}
