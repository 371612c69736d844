package value

import (
	"fmt"
	"strings"
	"time"
)

// firstYear is before any data that there can be.
const firstYear = 1970

// ParseDayBack reads an instant that is not after the latest: now, which is the latest
// itself, or a day, which is its beginning in the zone. A day is a date, with or without
// its year, or words such as yesterday, 3d, 2 weeks ago, friday. A weekday is the last one
// before today; last week and last month are the same day of the week or month before.
func ParseDayBack(text string, latest Instant, zone *Zone) (Instant, error) {
	text = strings.Join(strings.Fields(strings.ToLower(text)), " ")
	today := zone.Day(latest)
	if text == "now" {
		return latest, nil
	}
	day, ok := dayBack(text, today)
	switch {
	case !ok:
		return Never, fmt.Errorf("say now, yesterday, 3d, friday, last week or a day such as %s", (today - 12*Day).Time().Format(DayLayout))
	case day > today:
		return Never, fmt.Errorf("%s has not come yet", day.Time().Format("2 Jan 2006"))
	case day.Time().Year() < firstYear:
		return Never, fmt.Errorf("%s is before %d", day.Time().Format("2 Jan 2006"), firstYear)
	}
	return zone.StartOfDay(day), nil
}

// dayBack reads the words; false where they are no day.
func dayBack(text string, today Instant) (Instant, bool) {
	switch text {
	case "today":
		return today, true
	case "yesterday":
		return today - Day, true
	case "last week":
		return today - daysOfWeek*Day, true
	case "last month":
		return monthBack(today), true
	}
	if day, ok := ParseDay(text); ok {
		return day, true
	}
	if n, ok := countedDays(strings.TrimSuffix(text, " ago")); ok {
		return today - Instant(n)*Day, true
	}
	for weekday := time.Sunday; weekday <= time.Saturday; weekday++ {
		full := strings.ToLower(weekday.String())
		if name := strings.TrimPrefix(text, "last "); len(name) >= 3 && strings.HasPrefix(full, name) {
			return nextWeekday(today-8*Day, weekday), true
		}
	}
	return dayOfYears(text, today.Time().Year(), -1, func(day Instant) bool { return day <= today })
}

const daysOfWeek = 7

// monthBack is the same day of the month before, or its last one where it is shorter.
func monthBack(day Instant) Instant {
	t := day.Time()
	first := t.AddDate(0, 0, 1-t.Day())
	last := first.AddDate(0, 0, -1)
	return FromTime(last.AddDate(0, 0, min(t.Day(), last.Day())-last.Day()))
}
