package feed

import (
	"fmt"
	"math"
	"strings"

	"trialist/scoring/record"
)

// dateProblem words the reason why a row with a wrong date is rejected.
func dateProblem(c *column, p []byte) string {
	why := ""
	if before, name := cutSharedZone(p); name != "" {
		if set, _ := timeFormatsOf(before); set != 0 {
			why = ": several time zones are called " + name + "; say which with --tz, such as " + sharedZoneNames[name]
		}
	}
	return fmt.Sprintf("%s %q is not a date%s", truncateText(c.header, 60), truncateText(string(p), 60), why)
}

// countProblem words the reason why a row with a wrong count is rejected.
func countProblem(header string, p []byte) string {
	return fmt.Sprintf("%s %q is not a whole number", truncateText(header, 60), truncateText(string(p), 60))
}

// lengthProblem words the reason why a row with an id beyond maxID is rejected.
func lengthProblem(header string) string {
	return fmt.Sprintf("%s is longer than %d bytes", truncateText(header, 60), maxID)
}

// reject reports a row that cannot be read.
func reject(b *record.Batch, line int, raw []byte, reason string) {
	const most = 16 << 10
	row := strings.TrimRight(strings.ToValidUTF8(string(raw[:min(len(raw), most)]), "\ufffd"), "\r\n")
	if len(raw) > most {
		row += "…"
	}
	b.Rejects = append(b.Rejects, record.Reject{Line: line, Reason: reason, Row: row})
}

// idProblem words the reason why a row with an id that has a fault is rejected.
func idProblem(header string, id []byte, fault string) string {
	return fmt.Sprintf("%s %q %s", truncateText(header, 60), truncateText(string(id), 60), fault)
}

// lineError is the error of a line, nil without one.
func lineError(line int, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("line %d: %w", line, err)
}

// parseCount reads how often a row happened; nothing is once. It may be written as
// programs write numbers, 3.0 and 1,200.
func parseCount(p []byte) (uint32, bool) {
	if isAbsent(p) {
		return 1, true
	}
	n, ok := parseNumeral(p, false)
	if !ok || n.value != math.Trunc(n.value) {
		n, ok = parseNumeral(p, true)
	}
	if !ok || n.value != math.Trunc(n.value) || n.value < 0 || n.value > math.MaxUint32 || n.marks&(currencyMark|percentMark) != 0 {
		return 0, false
	}
	return uint32(n.value), true
}
