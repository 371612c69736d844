package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// snake is a name as the key of JSON and configuration.
func snake(name string) string { return strings.ReplaceAll(strings.ToLower(name), " ", "_") }

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// plural is a count and the word that goes with it.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// shortTime is an instant for people: to the minute, and to the day at midnight.
func shortTime(at value.Instant) string {
	if at == at.Midnight() {
		return at.Time().Format(time.DateOnly)
	}
	return at.Time().Format("2006-01-02 15:04 UTC")
}

// tick marks what is so.
func tick(yes bool) string {
	if yes {
		return "✓"
	}
	return ""
}

// rounded is a score as lists show it, a whole number or a dash.
func rounded(s rulebook.Score) string {
	if !s.Known() {
		return s.String()
	}
	return strconv.Itoa(s.Rounded())
}

func same(s string) string { return s }

// orBlank is v in words, or nothing for nil.
func orBlank[T any](v *T, words func(T) string) string {
	if v == nil {
		return ""
	}
	return words(*v)
}
