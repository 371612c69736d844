package value

import (
	"strings"
	"time"
)

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

// hasClock reports whether a text that reads as a date says a time of day, too.
func hasClock(text string) bool {
	if digits, fraction, parted := strings.Cut(text, "."); isDigits(digits) && (!parted || isDigits(fraction)) {
		const longestDay = 8 // 20261102; what is longer counts seconds, and a serial with a fraction says when
		return len(digits) > longestDay || strings.Trim(fraction, "0") != ""
	}
	if strings.Contains(text, ":") {
		return true
	}
	folded := Fold(text)
	if strings.HasSuffix(folded, "am") || strings.HasSuffix(folded, "pm") {
		return true
	}
	at := strings.IndexByte(folded, 't') // of 20261102T1030, and not of a month or a weekday
	return at > 0 && isDigits(folded[at-1:at]) && at+1 < len(folded) && isDigits(folded[at+1:at+2])
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
