package value

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// maxDaysAhead is how far ahead a day can be: what is further is a slip of the keys.
const maxDaysAhead = 3660

// ParseDayAhead reads a day after today, which is a day as its midnight UTC: a date, or
// words such as tomorrow, 3d, 2 weeks, friday, next month, 3 dec. A weekday is the next
// one after today, and a date without a year is in this year or the next.
func ParseDayAhead(text string, today Instant) (Instant, error) {
	text = strings.Join(strings.Fields(strings.ToLower(text)), " ")
	day, ok := dayAhead(text, today)
	switch {
	case text == "":
		return Never, fmt.Errorf("say a day, such as tomorrow, 3d, friday or %s", (today + 12*Day).Time().Format(DayLayout))
	case !ok:
		return Never, fmt.Errorf("%q is no day; say tomorrow, 3d, friday or %s", Truncate(text), (today + 12*Day).Time().Format(DayLayout))
	case day <= today:
		return Never, fmt.Errorf("%s is not after today", day.Time().Format("2 Jan 2006"))
	case day > today+maxDaysAhead*Day:
		return Never, fmt.Errorf("%s is more than ten years ahead", day.Time().Format("2 Jan 2006"))
	}
	return day, nil
}

// dayAhead reads the words; false where they are no day.
func dayAhead(text string, today Instant) (Instant, bool) {
	switch text {
	case "today":
		return today, true
	case "tomorrow":
		return today + Day, true
	case "week", "next week":
		return nextWeekday(today, time.Monday), true
	case "month", "next month":
		now := today.Time()
		return FromTime(time.Date(now.Year(), now.Month()+1, 1, 0, 0, 0, 0, time.UTC)), true
	}
	if day, ok := ParseDay(text); ok {
		return day, true
	}
	if n, ok := countedDays(text); ok {
		return today + Instant(n)*Day, true
	}
	name := strings.TrimPrefix(text, "next ")
	for weekday := time.Sunday; weekday <= time.Saturday; weekday++ {
		if full := strings.ToLower(weekday.String()); len(name) >= 3 && strings.HasPrefix(full, name) {
			return nextWeekday(today, weekday), true
		}
	}
	return dayOfYears(text, today.Time().Year(), 1, func(day Instant) bool { return day > today })
}

// nextWeekday is the next such day after today.
func nextWeekday(today Instant, weekday time.Weekday) Instant {
	ahead := (int(weekday) - int(today.Time().Weekday()) + 6) % 7
	return today + Instant(ahead+1)*Day
}

// countedDays reads a number of days or weeks, such as 3d, "in 3 days" or 2w.
func countedDays(text string) (int, bool) {
	text = strings.ReplaceAll(strings.TrimPrefix(text, "in "), " ", "")
	for _, unit := range []struct {
		suffix string
		days   int
	}{{"days", 1}, {"day", 1}, {"d", 1}, {"weeks", 7}, {"week", 7}, {"w", 7}} {
		if digits, ok := strings.CutSuffix(text, unit.suffix); ok {
			n, err := strconv.Atoi(digits)
			return n * unit.days, err == nil && n >= 0 && n <= maxDaysAhead
		}
	}
	return 0, false
}

// dayOfYears reads a date with a year, or one without it, as in "3 dec" and "dec 3". That
// is of the first year that will do, from one on by steps of one forwards or back.
func dayOfYears(text string, from, step int, do func(Instant) bool) (Instant, bool) {
	for _, layout := range []string{"2 Jan", "2 January", "Jan 2", "January 2"} {
		if t, err := time.Parse(layout+" 2006", text); err == nil {
			return FromTime(t), true
		}
		for n := range 9 { // 29 Feb comes every 8 years at least
			t, err := time.Parse(layout+" 2006", text+" "+strconv.Itoa(from+n*step))
			if err == nil && do(FromTime(t)) {
				return FromTime(t), true
			}
		}
	}
	return Never, false
}
