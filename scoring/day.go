package scoring

import "time"

// dayLayout is how sentences write a day.
const dayLayout = "2006-01-02"

// parseDay reads a day as YYYY-MM-DD and gives its midnight UTC.
func parseDay(s string) (Instant, bool) {
	t, err := time.Parse(dayLayout, s)
	if err != nil {
		return Never, false
	}
	return At(t), true
}

// isDay reports whether the instant is a midnight that [dayLayout] can write.
func isDay(i Instant) bool {
	day, ok := parseDay(i.Time().Format(dayLayout))
	return ok && i.Known() && day == i
}
