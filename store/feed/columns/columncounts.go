package columns

import (
	"fmt"
	"strings"

	"trialist/store/feed/chars"
	"trialist/store/feed/notes"
	"trialist/store/feed/number"
)

// columnCounts counts the cells of a column that were not taken as they are written.
type columnCounts struct{ missing, thousands, comma, currency, percent, unread, outOfRange, clash *notes.Counter }

// countCell counts a cell under a note, which it adds at the first cell. The words have one
// %s, for that cell.
func (l *Layout) countCell(n **notes.Counter, c *Column, p []byte, one, many string) {
	if *n == nil {
		escape := func(s string) string { return strings.ReplaceAll(s, "%", "%%") }
		name, cell := chars.Excerpt(c.Header, 60), chars.Excerpt(string(p), 40)
		*n = l.Notes.Counter(fmt.Sprintf("column %q: 1 "+one, name, cell), "column "+escape(fmt.Sprintf("%q", name))+": %d "+escape(fmt.Sprintf(many, cell)))
	}
	(*n).Count++
}

// CountMissing counts a cell that was taken as empty.
func (l *Layout) CountMissing(c *Column, p []byte) {
	l.countCell(&c.counts.missing, c, p, "cell, %q, was taken as empty", "cells such as %q were taken as empty")
}

// CountUnread counts a cell that is not of the kind of its column, such as "a number", and was
// kept as text.
func (l *Layout) CountUnread(c *Column, p []byte, kind string) {
	l.countCell(&c.counts.unread, c, p, "cell, %q, is not "+kind+" and was kept as text", "cells such as %q are not "+kind+" and were kept as text")
}

// CountOutOfRange counts a number that is too large for a float64. The note names the line of
// the first.
func (l *Layout) CountOutOfRange(c *Column, p []byte, line int) {
	at := fmt.Sprintf(" (line %d)", line)
	l.countCell(&c.counts.outOfRange, c, p, "number, %q"+at+", is out of range and was kept as text", "numbers such as %q"+at+" are out of range and were kept as text")
}

// CountMarks counts a number by what it was written with.
func (l *Layout) CountMarks(c *Column, p []byte, marks number.Marks) {
	if marks&number.ThousandsMark != 0 {
		l.countCell(&c.counts.thousands, c, p, "number, %q, was read with thousands", "numbers such as %q were read with thousands")
	}
	if marks&number.CommaMark != 0 {
		l.countCell(&c.counts.comma, c, p, "number, %q, was read with a decimal comma", "numbers such as %q were read with a decimal comma")
	}
	if marks&number.CurrencyMark != 0 {
		l.countCell(&c.counts.currency, c, p, "number, %q, was read without its currency", "numbers such as %q were read without their currency")
	}
	if marks&number.PercentMark != 0 {
		l.countCell(&c.counts.percent, c, p, "percentage, %q, was read as the number before the sign", "percentages such as %q were read as the numbers before the sign")
	}
}

// CountClash counts a value that stands beside a different one of the same column in the
// same row; line is of the first.
func (l *Layout) CountClash(c *Column, p []byte, line int) {
	at := fmt.Sprintf(" (line %d)", line)
	l.countCell(&c.counts.clash, c, p, "value, %q"+at+", stands beside a different one under another spelling of the name, or the same; the last was taken",
		"values such as %q"+at+" stand beside different ones under another spelling of the name, or the same; the last was taken")
}
