package trial

import (
	"trialist/scoring/account"
	"trialist/scoring/explain"
	"trialist/scoring/value"
	"trialist/ui/chart"
	"trialist/ui/clean"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// usageWeeks is how many weeks the map shows when the trial is not known.
const usageWeeks = 4

// usageSection is the heat map of the trial: a row for each week, a cell for each
// day, darker for more events.
func (t *Screen) usageSection(styles theme.Theme, width int) section {
	lines, total, days := usageMap(styles, t.account, t.assessed)
	title := styles.Strong.Line("Usage")
	if total > 0 {
		facts := words.Count(total, "event", "events") + " on " + words.Count(days, "day", "days")
		title = title.Space(2).Add(styles.Muted, facts).Fit(width)
	}
	return section{title: title, lines: lines}
}

// usageMap draws the days of the trial, or the weeks before as-of when the trial is
// not known. total is the number of events, days the number of days with any.
// Days are in UTC, as everywhere in scoring.
func usageMap(styles theme.Theme, a *account.Account, s explain.Assessment) (lines []theme.Line, total, days int) {
	first, last := usageDays(s)
	zone := s.Moment.Zone
	today := zone.Day(s.Moment.AsOf)
	counts := make(map[value.Instant]int)
	most := 0
	for _, e := range a.Events {
		day := zone.Day(e.At)
		if e.At > s.Moment.AsOf || day < first || day > last {
			continue
		}
		counts[day] += e.Times()
		total += e.Times()
		most = max(most, counts[day])
	}
	lines = append(lines, theme.Line{}.Space(8).Add(styles.Muted, "Mo Tu We Th Fr Sa Su"))
	for week := mondayOf(first); week <= last; week += value.Week {
		line := styles.Muted.Line(clean.Of(max(week, first).Time().Format("2 Jan")).PadLeft(6)).Space(2)
		for day := week; day < week+value.Week; day += value.Day {
			cell := theme.Line{}.Space(1)
			if first <= day && day <= last && day <= today {
				cell = chart.HeatCell(styles, styles.Accent, counts[day], most)
			}
			line = line.Join(cell).Space(2)
		}
		lines = append(lines, line)
	}
	return lines, total, len(counts)
}

// usageDays is the first and last day of the map.
func usageDays(s explain.Assessment) (first, last value.Instant) {
	const longest = 26 * value.Week // of a longer trial the map shows the latest part
	zone := s.Moment.Zone
	last = zone.Day(s.Moment.AsOf)
	if !s.Start.Known() || s.Start > s.Moment.AsOf {
		return mondayOf(last) - (usageWeeks-1)*value.Week, last
	}
	if s.End.Known() {
		last = max(min(last, zone.Day(s.End-1)), zone.Day(s.Start))
	}
	return max(zone.Day(s.Start), last-longest), last
}

// mondayOf is the Monday of the day's week.
func mondayOf(day value.Instant) value.Instant {
	back := (int(day.Time().Weekday()) + 6) % 7
	return day - value.Instant(back)*value.Day
}
