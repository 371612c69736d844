package date

import (
	"time"

	"trialist/store/feed/chars"
)

// Set is a set of date formats, one bit each.
type Set uint16

func (s Set) Has(f Format) bool { return s&(1<<f) != 0 }

// Plausible reports whether a text could be a date. It is a fast check for every cell, on the
// first characters only: a number and a separator, or the start of a known word and a number
// after it.
func Plausible(p []byte) bool {
	const shortest, longest = len("1/2/26"), 72
	if len(p) < shortest || len(p) > longest {
		return false
	}
	if chars.IsDigit(p[0]) {
		for _, c := range p[1:5] {
			if !chars.IsDigit(c) {
				return true
			}
		}
		return false
	}
	if p[0] < 'A' || !dateWords[wordStart(p)] {
		return false
	}
	for _, c := range p[3:] {
		if chars.IsDigit(c) {
			return true
		}
	}
	return false
}

// FormatsOf is the set of formats that parse p, of those that an attribute can have: digits
// alone are a number. Differ reports whether day first and month first give different days.
func FormatsOf(p []byte) (set Set, differ bool) {
	if !Plausible(p) {
		return 0, false
	}
	if _, ok := YearMonthDay.Parse(p, time.UTC); ok {
		return 1 << YearMonthDay, false
	}
	if d, ok := ParseYearLast(p); ok {
		day, reads := d.Instant(DayMonthYear, time.UTC, true)
		if reads {
			set |= 1 << DayMonthYear
		}
		if d.Separator == '.' {
			return set, false
		}
		month, readsToo := d.Instant(MonthDayYear, time.UTC, true)
		if readsToo {
			set |= 1 << MonthDayYear
		}
		return set, reads && readsToo && day != month
	}
	if _, ok := MonthName.Parse(p, time.UTC); ok {
		set |= 1 << MonthName
	}
	return set, false
}

// TimeFormatsOf is like [FormatsOf] for columns that must hold times, which may be digits.
func TimeFormatsOf(p []byte) (set Set, differ bool) {
	if set, differ = FormatsOf(p); set != 0 || len(p) == 0 || !chars.IsDigit(p[0]) {
		return set, differ
	}
	for _, f := range []Format{UnixTime, CompactDay} {
		if _, ok := f.Parse(p, time.UTC); ok {
			set |= 1 << f
		}
	}
	return set, differ
}

// HasOrder reports whether a text is a date whose order of day and month is open.
func HasOrder(p []byte) bool {
	d, ok := ParseYearLast(p)
	return ok && d.Separator != '.'
}

// IsTime reports whether any format parses the cell as a time.
func IsTime(text []byte) bool {
	set, _ := TimeFormatsOf(text)
	return set != 0
}
