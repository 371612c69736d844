package output

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// SnakeCase is a name as the key of JSON and configuration.
func SnakeCase(name string) string { return strings.ReplaceAll(strings.ToLower(name), " ", "_") }

func YesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// Plural is a count and the word that goes with it.
func Plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// ShortTime is an instant for people: to the minute, and to the day at midnight.
func ShortTime(at value.Instant) string {
	if at == at.Midnight() {
		return at.Time().Format(time.DateOnly)
	}
	return at.Time().Format("2006-01-02 15:04 UTC")
}

// CheckMark marks what is so.
func CheckMark(yes bool) string {
	if yes {
		return "✓"
	}
	return ""
}

// RoundedScore is a score as lists show it, a whole number or a dash.
func RoundedScore(s rulebook.Score) string {
	if !s.Known() {
		return s.String()
	}
	return strconv.Itoa(s.Rounded())
}

func Identity(s string) string { return s }

// OrBlank is v in words, or nothing for nil.
func OrBlank[T any](v *T, words func(T) string) string {
	if v == nil {
		return ""
	}
	return words(*v)
}
