package feed

import "time"

// formatSet is a set of date formats, one bit each.
type formatSet uint16

func (s formatSet) has(f dateFormat) bool { return s&(1<<f) != 0 }

// maybeDate reports whether a text could be a date at all, which is asked of every
// cell and answered by a look at its first characters: a number and what parts it
// from the next, or the start of a word and a number behind it.
func maybeDate(p []byte) bool {
	const shortest, longest = len("1/2/26"), 72
	if len(p) < shortest || len(p) > longest {
		return false
	}
	if isDigit(p[0]) {
		for _, c := range p[1:5] {
			if !isDigit(c) {
				return true
			}
		}
		return false
	}
	if p[0] < 'A' || !dateWords[wordStart(p)] {
		return false
	}
	for _, c := range p[3:] {
		if isDigit(c) {
			return true
		}
	}
	return false
}

// dateFormatsOf is the set of formats that read p as a date, and whether reading it
// day first and month first gives different days. The formats are those that
// an attribute can have: digits alone are a number.
func dateFormatsOf(p []byte) (set formatSet, differ bool) {
	if !maybeDate(p) {
		return 0, false
	}
	if _, ok := yearFirst.parse(p, time.UTC); ok {
		return 1 << yearFirst, false
	}
	if d, ok := parseYearLast(p); ok {
		day, reads := d.instant(dayFirst, time.UTC, true)
		if reads {
			set |= 1 << dayFirst
		}
		if d.separator == '.' {
			return set, false
		}
		month, readsToo := d.instant(monthFirst, time.UTC, true)
		if readsToo {
			set |= 1 << monthFirst
		}
		return set, reads && readsToo && day != month
	}
	if _, ok := monthName.parse(p, time.UTC); ok {
		set |= 1 << monthName
	}
	return set, false
}

// timeFormatsOf is like dateFormatsOf where the column is known to hold times, which
// may be written as digits.
func timeFormatsOf(p []byte) (set formatSet, differ bool) {
	if set, differ = dateFormatsOf(p); set != 0 || len(p) == 0 || !isDigit(p[0]) {
		return set, differ
	}
	for _, f := range []dateFormat{unixTime, compactDay} {
		if _, ok := f.parse(p, time.UTC); ok {
			set |= 1 << f
		}
	}
	return set, differ
}

// ordersDays reports whether a text is a date whose numbers stand in an order that
// is not everywhere the same.
func ordersDays(p []byte) bool {
	d, ok := parseYearLast(p)
	return ok && d.separator != '.'
}

// isTime reports whether a cell reads as a time.
func isTime(text []byte) bool {
	set, _ := timeFormatsOf(text)
	return set != 0
}
