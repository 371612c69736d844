package value

import "time"

// DayLayout is how sentences write a day.
const DayLayout = "2006-01-02"

// ParseDay reads a day as YYYY-MM-DD and gives its midnight UTC.
func ParseDay(s string) (Instant, bool) {
	t, err := time.Parse(DayLayout, s)
	if err != nil {
		return Never, false
	}
	return FromTime(t), true
}

// IsDay reports whether the instant is a midnight that [DayLayout] can write.
func IsDay(i Instant) bool {
	day, ok := ParseDay(i.Time().Format(DayLayout))
	return ok && i.Known() && day == i
}
