package output

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"trialist/scoring/rulebook"
)

// SnakeCase returns a name as a key of JSON and of the configuration.
func SnakeCase(name string) string { return strings.ReplaceAll(strings.ToLower(name), " ", "_") }

// YesNo returns "yes" or "no".
func YesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// Plural returns a count and the noun that goes with it.
func Plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// CheckMark returns a check mark for true, "" for false.
func CheckMark(yes bool) string {
	if yes {
		return "✓"
	}
	return ""
}

// RoundedScore returns a score as a whole number, or a dash if it is not known.
func RoundedScore(s rulebook.Score) string {
	if !s.Known() {
		return s.String()
	}
	return strconv.Itoa(s.Rounded())
}

// Identity returns s, for OrBlank.
func Identity(s string) string { return s }

// OrBlank returns words(*v), or "" for nil.
func OrBlank[T any](v *T, words func(T) string) string {
	if v == nil {
		return ""
	}
	return words(*v)
}

// Rounded is a number to so many parts of one, such as 1000 for three decimals, nil
// where it is not a number.
func Rounded(v, parts float64) *float64 {
	if math.IsNaN(v) {
		return nil
	}
	v = math.Round(v*parts) / parts
	return &v
}

// Percent is a rate, 0 to 1, as a whole number of percent, half rounded up.
func Percent(rate float64) string { return strconv.Itoa(int(math.Round(100*rate))) + " %" }

// Decimal is a number as programs write it, "" for nil.
func Decimal(v *float64) string {
	return OrBlank(v, func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) })
}
