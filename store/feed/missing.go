package feed

import (
	"bytes"
	"fmt"
	"strings"
)

// missingWords are the words that say that there is nothing, folded. Whoever asks
// for others says which.
type missingWords struct {
	words   map[string]bool
	lengths [256]uint64 // of the words that start with the byte in either case, a bit for each, the last for longer ones
	dates   bool        // the days that stand for none are among them
}

// usualMissing are the words that programs write for nothing. NA is not among
// them: it is Namibia.
var usualMissing = newMissingWords([]string{
	`\n`, "null", "(null)", "<null>", "nil", "none", "(none)", "--none--", "-none-", "n/a", "#n/a", "(n/a)", "<na>", "nan", "nat", "-", "--", "---", "–", "—",
	"(blank)", "(empty)", "(not set)", "select", "select...", "-- select --", "--select--", "please select", "undefined", "#null!", "#ref!", "#value!", "#div/0!", "#name?", "#num!",
}, true)

func newMissingWords(words []string, dates bool) *missingWords {
	m := &missingWords{words: make(map[string]bool), dates: dates}
	for _, word := range words {
		word = strings.ToLower(strings.TrimSpace(word))
		m.words[word] = true
		length := uint64(1) << min(len(word), 63)
		m.lengths[word[0]] |= length
		m.lengths[strings.ToUpper(word)[0]] |= length
	}
	return m
}

// ParseMissing reads the words that say that there is nothing, with commas between
// them. An empty list has none.
func ParseMissing(list string) []string {
	words := []string{}
	for word := range strings.SplitSeq(list, ",") {
		if word = strings.TrimSpace(word); word != "" {
			words = append(words, word)
		}
	}
	return words
}

// missing is the words that count in the file.
func (o Options) missing() *missingWords {
	if o.Missing == nil {
		return usualMissing
	}
	return newMissingWords(o.Missing, false)
}

// has reports whether a trimmed cell, which is not empty, says that there is none.
func (m *missingWords) has(p []byte) bool {
	if m.lengths[p[0]]>>min(len(p), 63)&1 != 0 && m.words[string(bytes.ToLower(p))] {
		return true
	}
	return m.dates && isPlaceholderDate(p)
}

// isPlaceholderDate reports whether a cell is a day that databases write for none.
func isPlaceholderDate(p []byte) bool {
	const day = len("0000-00-00")
	if len(p) < day || !isDigit(p[0]) || len(p) > day && p[day] != ' ' && p[day] != 'T' {
		return false
	}
	switch string(p[:day]) {
	case "0000-00-00", "0001-01-01", "9999-12-31", "0000/00/00", "9999/12/31", "00/00/0000", "31/12/9999", "12/31/9999", "00.00.0000", "31.12.9999":
		return true
	case "1970-01-01":
		return len(p) > day && len(bytes.Trim(p[day+1:], "0:.ZzUTC+ ")) == 0
	}
	return false
}

// isNoDate reports whether a cell of a column that must hold dates says that there
// is none, where it would be a value elsewhere.
func (m *missingWords) isNoDate(p []byte) bool {
	return m.dates && (string(p) == "0" || string(p) == "1970-01-01")
}

// isMissing reports, and counts, that a cell of the column says that there is none.
func (m *rowBuilder) isMissing(c *column, p []byte) bool {
	if !m.absentWords.has(p) && !(c.isDate() && m.absentWords.isNoDate(p)) {
		return false
	}
	m.countMissing(c, p)
	return true
}

// countNone counts an event that happened no times.
func (m *rowBuilder) countNone() {
	m.notes.count("1 row has a count of 0, which says nothing", "%d rows have a count of 0, which says nothing")
}

// lineError is the error of a line, nil without one.
func lineError(line int, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("line %d: %w", line, err)
}

// columnCounts counts what was taken otherwise than it is written in one column.
type columnCounts struct{ missing, thousands, comma, currency, percent, unread *note }

// tally counts one more cell under a note that is made when it is first needed. The
// wording has one %s for the first of the cells.
func (l *layout) tally(n **note, c *column, p []byte, one, many string) {
	if *n == nil {
		escape := func(s string) string { return strings.ReplaceAll(s, "%", "%%") }
		name, cell := truncateText(c.header, 60), truncateText(string(p), 40)
		*n = l.notes.counter(fmt.Sprintf("column %q: 1 "+one, name, cell), "column "+escape(fmt.Sprintf("%q", name))+": %d "+escape(fmt.Sprintf(many, cell)))
	}
	(*n).count++
}

func (l *layout) countMissing(c *column, p []byte) {
	l.tally(&c.counts.missing, c, p, "cell, %q, was taken as empty", "cells such as %q were taken as empty")
}

func (l *layout) countUnread(c *column, p []byte, kind string) {
	l.tally(&c.counts.unread, c, p, "cell, %q, is not "+kind+" and was kept as text", "cells such as %q are not "+kind+" and were kept as text")
}

func (l *layout) countMarks(c *column, p []byte, marks numberMarks) {
	if marks&thousandsMark != 0 {
		l.tally(&c.counts.thousands, c, p, "number, %q, was read with thousands", "numbers such as %q were read with thousands")
	}
	if marks&commaMark != 0 {
		l.tally(&c.counts.comma, c, p, "number, %q, was read with a decimal comma", "numbers such as %q were read with a decimal comma")
	}
	if marks&currencyMark != 0 {
		l.tally(&c.counts.currency, c, p, "number, %q, was read without its currency", "numbers such as %q were read without their currency")
	}
	if marks&percentMark != 0 {
		l.tally(&c.counts.percent, c, p, "percentage, %q, was read as the number before the sign", "percentages such as %q were read as the numbers before the sign")
	}
}
