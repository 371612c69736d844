package form

import (
	"math"
	"strconv"
	"strings"
	"time"

	"trialist/scoring/value"
	"trialist/ui/clean"
	"trialist/ui/textfield"
)

// entry is a text field for a value. Until somebody types in it the value stays
// the original one: the text on screen is cleaned, and cut where it is very long,
// so parsing it could change the value.
type entry[T any] struct {
	textfield.Field
	initialText string
	original    T
	parse       func(string) T
}

func newEntry[T any](text string, original T, parse func(string) T) entry[T] {
	e := entry[T]{Field: textfield.New(text), original: original, parse: parse}
	e.initialText = e.Value()
	return e
}

// parsed is the value of the field.
func (e *entry[T]) parsed() T {
	if text := e.Value(); text != e.initialText {
		return e.parse(text)
	}
	return e.original
}

func nameEntry(name string) entry[string] { return newEntry(name, name, strings.TrimSpace) }

func textsEntry(texts []string) entry[[]string] {
	return newEntry(joinAlternatives(texts), texts, splitAlternatives)
}

// numberEntry is the field of a number, or of a list of levels.
func numberEntry(numbers ...float64) entry[[]float64] {
	texts := make([]string, len(numbers))
	for i, n := range numbers {
		texts[i] = strconv.FormatFloat(n, 'f', -1, 64)
		if math.Abs(n) >= 1e15 {
			texts[i] = strconv.FormatFloat(n, 'g', -1, 64)
		}
	}
	return newEntry(strings.Join(texts, "|"), numbers, parseNumbers)
}

// emptyNumberEntry is the field of a number that has not been typed yet.
func emptyNumberEntry() entry[[]float64] { return newEntry("", []float64{math.NaN()}, parseNumbers) }

// parseNumbers is the numbers between pipes in a text, at least one.
func parseNumbers(text string) []float64 {
	var numbers []float64
	for part := range strings.SplitSeq(text, "|") {
		numbers = append(numbers, parseNumber(part))
	}
	return numbers
}

// parseNumber is the number in a text; NaN where there is none.
func parseNumber(text string) float64 {
	text = strings.TrimSpace(text)
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || strings.Trim(text, "0123456789+-.eE") != "" {
		return math.NaN()
	}
	return n
}

const dayLayout = "2006-01-02"

// comparedDay is what a date is compared with: a day, or another attribute of the
// account.
type comparedDay struct {
	day   value.Instant // UTC midnight; Never where there is none
	other string        // "" for the day
}

// otherWord stands before an attribute in the field of a day, as it does in
// sentences.
const otherWord = "attribute "

func dayEntry(day comparedDay) entry[comparedDay] {
	text := ""
	switch {
	case day.other != "":
		text = otherWord + day.other
	case day.day.Known():
		text = day.day.Time().Format(dayLayout)
	}
	return newEntry(text, day, parseDay)
}

// parseDay is the day or the attribute in a text.
func parseDay(text string) comparedDay {
	text = strings.TrimSpace(text)
	if n := len(otherWord); len(text) > n && strings.EqualFold(text[:n], otherWord) {
		return comparedDay{value.Never, strings.Trim(strings.TrimSpace(text[n:]), `"`)}
	}
	day, err := time.Parse(dayLayout, text)
	if err != nil {
		return comparedDay{day: value.Never}
	}
	return comparedDay{day: value.FromTime(day)}
}

// countEntry is the field of the count of a window, or of a list of levels.
func countEntry(counts ...int) entry[[]int] {
	texts := make([]string, len(counts))
	for i, n := range counts {
		texts[i] = strconv.Itoa(n)
	}
	return newEntry(strings.Join(texts, "|"), counts, parseCounts)
}

// parseCounts is the counts between pipes in a text, at least one.
func parseCounts(text string) []int {
	var counts []int
	for part := range strings.SplitSeq(text, "|") {
		counts = append(counts, parseCount(part))
	}
	return counts
}

// invalidCount is the count of a window whose text is not a whole number.
const invalidCount = math.MinInt

func parseCount(text string) int {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil {
		return invalidCount
	}
	return n
}

// joinAlternatives is values as a field shows them, with pipes between them.
// Values with blanks at the ends, pipes, quotes or unsafe characters are quoted.
func joinAlternatives(texts []string) string {
	parts := make([]string, len(texts))
	for i, text := range texts {
		parts[i] = text
		if text != strings.TrimSpace(text) || strings.ContainsAny(text, `|"`) || string(clean.Of(text)) != text {
			parts[i] = strconv.QuoteToASCII(text)
		}
	}
	return strings.Join(parts, "|")
}

// splitAlternatives reads values between pipes. Blanks around a value are ignored.
// A pipe in quotes does not separate. Nothing after the last pipe is no value: it
// is still to be typed.
func splitAlternatives(text string) []string {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	var texts []string
	for more := true; more; {
		text = strings.TrimLeft(text, " ")
		quoted, err := strconv.QuotedPrefix(text)
		if err != nil || text[0] != '"' {
			quoted = ""
		}
		var rest string
		rest, text, more = strings.Cut(text[len(quoted):], "|")
		part := strings.TrimSpace(rest)
		if unquoted, err := strconv.Unquote(quoted); err == nil && part == "" {
			part = unquoted
		} else {
			part = strings.TrimSpace(quoted + rest)
		}
		if more || part != "" || quoted != "" {
			texts = append(texts, part)
		}
	}
	return texts
}
