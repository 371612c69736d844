package rows

import (
	"fmt"
	"math"
	"strings"

	"trialist/scoring/record"
	"trialist/store/feed/cell"
	"trialist/store/feed/chars"
	"trialist/store/feed/columns"
	"trialist/store/feed/date"
	"trialist/store/feed/number"
)

// DateProblem words the reason why a row with a wrong date is rejected.
func DateProblem(c *columns.Column, p []byte) string {
	why := ""
	if before, name := date.CutSharedZone(p); name != "" {
		if set, _ := date.TimeFormatsOf(before); set != 0 {
			why = ": several time zones are called " + name + "; say which with --tz, such as " + date.SharedZoneNames[name]
		}
	}
	return fmt.Sprintf("%s %q is not a date%s", chars.Excerpt(c.Header, 60), chars.Excerpt(string(p), 60), why)
}

// CountProblem words the reason why a row with a wrong count is rejected.
func CountProblem(header string, p []byte) string {
	return fmt.Sprintf("%s %q is not a whole number", chars.Excerpt(header, 60), chars.Excerpt(string(p), 60))
}

// LengthProblem words the reason why a row with an id beyond maxID is rejected.
func LengthProblem(header string) string {
	return fmt.Sprintf("%s is longer than %d bytes", chars.Excerpt(header, 60), cell.MaxID)
}

// Reject reports a row that cannot be read.
func Reject(b *record.Batch, line int, raw []byte, reason string) {
	const most = 16 << 10
	row := strings.TrimRight(strings.ToValidUTF8(string(raw[:min(len(raw), most)]), "\ufffd"), "\r\n")
	if len(raw) > most {
		row += "…"
	}
	b.Rejects = append(b.Rejects, record.Reject{Line: line, Reason: reason, Row: row})
}

// IDProblem words the reason why a row with an id that has a fault is rejected.
func IDProblem(header string, id []byte, fault string) string {
	return fmt.Sprintf("%s %q %s", chars.Excerpt(header, 60), chars.Excerpt(string(id), 60), fault)
}

// LineError is the error of a line, nil without one.
func LineError(line int, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("line %d: %w", line, err)
}

// ParseCount reads how often a row happened; nothing is once. It may be written as
// programs write numbers, 3.0 and 1,200. Where the decimal mark is not known, a count that
// is one number with a point and another with a comma is none.
func ParseCount(p []byte, mark number.DecimalMark) (uint32, bool) {
	if cell.IsAbsent(p) {
		return 1, true
	}
	if len(p) < 9 && chars.CountDigits(p) == len(p) {
		return uint32(number.Integer(p)), true
	}
	point, byPoint := wholeCount(p, false)
	comma, byComma := wholeCount(p, true)
	switch {
	case mark == number.DecimalPoint || mark == number.UnknownDecimal && !byComma:
		return point, byPoint
	case mark == number.DecimalComma || !byPoint:
		return comma, byComma
	}
	return point, point == comma
}

// ParseCountOf is [ParseCount] of a format that has its own way of writing numbers, with a
// point, and in which a text may be written otherwise.
func ParseCountOf(p []byte) (uint32, bool) {
	n, ok := ParseCount(p, number.DecimalPoint)
	if !ok {
		n, ok = ParseCount(p, number.DecimalComma)
	}
	return n, ok
}

// wholeCount is a whole number that can be a count.
func wholeCount(p []byte, comma bool) (uint32, bool) {
	n, ok := number.Parse(p, comma)
	if !ok || n.Value != math.Trunc(n.Value) || n.Value < 0 || n.Value > math.MaxUint32 || n.Marks&(number.CurrencyMark|number.PercentMark) != 0 {
		return 0, false
	}
	return uint32(n.Value), true
}
