package columns

import (
	"fmt"
	"strings"

	"trialist/store/feed/chars"
	"trialist/store/feed/notes"
	"trialist/store/feed/number"
)

// columnCounts counts what was taken otherwise than it is written in one column.
type columnCounts struct{ missing, thousands, comma, currency, percent, unread, outOfRange *notes.Counter }

// tally counts one more cell under a note that is made when it is first needed. The
// wording has one %s for the first of the cells.
func (l *Layout) tally(n **notes.Counter, c *Column, p []byte, one, many string) {
	if *n == nil {
		escape := func(s string) string { return strings.ReplaceAll(s, "%", "%%") }
		name, cell := chars.Excerpt(c.Header, 60), chars.Excerpt(string(p), 40)
		*n = l.Notes.Counter(fmt.Sprintf("column %q: 1 "+one, name, cell), "column "+escape(fmt.Sprintf("%q", name))+": %d "+escape(fmt.Sprintf(many, cell)))
	}
	(*n).Count++
}

func (l *Layout) CountMissing(c *Column, p []byte) {
	l.tally(&c.counts.missing, c, p, "cell, %q, was taken as empty", "cells such as %q were taken as empty")
}

func (l *Layout) CountUnread(c *Column, p []byte, kind string) {
	l.tally(&c.counts.unread, c, p, "cell, %q, is not "+kind+" and was kept as text", "cells such as %q are not "+kind+" and were kept as text")
}

// CountOutOfRange counts a number that is too large to be held, the first of them on
// the line.
func (l *Layout) CountOutOfRange(c *Column, p []byte, line int) {
	at := fmt.Sprintf(" (line %d)", line)
	l.tally(&c.counts.outOfRange, c, p, "number, %q"+at+", is out of range and was kept as text", "numbers such as %q"+at+" are out of range and were kept as text")
}

func (l *Layout) CountMarks(c *Column, p []byte, marks number.Marks) {
	if marks&number.ThousandsMark != 0 {
		l.tally(&c.counts.thousands, c, p, "number, %q, was read with thousands", "numbers such as %q were read with thousands")
	}
	if marks&number.CommaMark != 0 {
		l.tally(&c.counts.comma, c, p, "number, %q, was read with a decimal comma", "numbers such as %q were read with a decimal comma")
	}
	if marks&number.CurrencyMark != 0 {
		l.tally(&c.counts.currency, c, p, "number, %q, was read without its currency", "numbers such as %q were read without their currency")
	}
	if marks&number.PercentMark != 0 {
		l.tally(&c.counts.percent, c, p, "percentage, %q, was read as the number before the sign", "percentages such as %q were read as the numbers before the sign")
	}
}
