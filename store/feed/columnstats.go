package feed

import (
	"time"

	"trialist/scoring/value"
)

// sampleRows is how many rows are asked how the columns are to be read. The
// rest of the file is asked only where they leave it open, or where any cell may
// have a say.
const sampleRows = 4000

// columnStats is what the values of one column have in common. It decides what a
// single value leaves open: whether 03/04/2026 is in March or in April, and
// whether 1,200 is more than a thousand or a little more than one.
type columnStats struct {
	values         int // that are there and not marked as text
	numbers        int
	flags          int
	dated          int              // that read as a date
	dates          [dateFormats]int // read by each format
	oneOrderOnly   [dateFormats]int // read in one order of day and month but not in the other
	ambiguousDates int              // read in both orders, as different days
	example        string           // the first of those

	zone   string        // a name that several zones have, of times that go by it; "" for none
	zoned  string        // the first such time
	zoneAt value.Instant // about when it is

	decimals [eitherByPoint + 1]int    // by what they say of the decimal mark
	numerals [eitherByPoint + 1]string // the first of each
}

// observe takes one trimmed value into account. A column that must hold times
// may hold them as digits.
func (e *columnStats) observe(p []byte, clock bool) {
	e.values++
	if _, ok := value.ParseYesNo(p); ok {
		e.flags++
	}
	digits := countDigits(p)
	switch {
	case digits == 0 && !hasDigit(p): // as most texts: neither a date nor a number
		return
	case digits == len(p) && !clock:
		e.numbers++
		return
	case e.observeDate(p, clock):
		return
	}
	shape := decimalShapeOf(p)
	if _, ok := parseNumeral(p, shape == onlyComma); ok {
		e.numbers++
	}
	if e.decimals[shape]++; shape != noDecimalShape && e.numerals[shape] == "" {
		e.numerals[shape] = string(p)
	}
}

// observeDate takes a value into account that is a date; otherwise it is false.
func (e *columnStats) observeDate(p []byte, clock bool) bool {
	read := dateFormatsOf
	if clock {
		read = timeFormatsOf
	}
	set, differ := read(p)
	if set == 0 && clock {
		if _, ok := excelSerial.parse(p, time.UTC); ok {
			set = 1 << excelSerial
		}
	}
	if set == 0 {
		if set, differ = e.observeZone(p, read); set == 0 {
			return false
		}
	}
	e.dated++
	for f := yearFirst; f < dateFormats; f++ {
		if set.has(f) {
			e.dates[f]++
		}
	}
	if differ {
		e.ambiguousDates++
		if e.example == "" {
			e.example = string(p)
		}
	}
	if ordersDays(p) {
		e.countOrder(set)
	}
	return true
}

// observeZone takes a time into account whose zone is a name that several have.
func (e *columnStats) observeZone(p []byte, read func([]byte) (formatSet, bool)) (set formatSet, differ bool) {
	before, name := cutSharedZone(p)
	if name == "" {
		return 0, false
	}
	if set, differ = read(before); set != 0 && e.zone == "" {
		e.zone, e.zoned = name, string(p)
		for f := yearFirst; f < dateFormats; f++ {
			if set.has(f) {
				e.zoneAt, _ = f.parse(before, time.UTC)
				break
			}
		}
	}
	return set, differ
}

// countOrder notes a value that reads in one order of day and month only.
func (e *columnStats) countOrder(set formatSet) {
	switch {
	case set.has(dayFirst) && !set.has(monthFirst):
		e.oneOrderOnly[dayFirst]++
	case set.has(monthFirst) && !set.has(dayFirst):
		e.oneOrderOnly[monthFirst]++
	}
}

// order is the order of day and month that the values show, noDate where none shows
// any; sure is false where they are at odds or read both ways.
func (e *columnStats) order() (order dateFormat, sure bool) {
	days, months := e.oneOrderOnly[dayFirst] > 0, e.oneOrderOnly[monthFirst] > 0
	switch {
	case days && months:
		return noDate, false
	case days:
		return dayFirst, true
	case months:
		return monthFirst, true
	}
	return noDate, e.ambiguousDates == 0
}

// bestFormat is the format that reads the most values, the preferred one of equals;
// noDate when none reads any.
func (e *columnStats) bestFormat() dateFormat {
	best := noDate
	for f := yearFirst; f < dateFormats; f++ {
		if e.dates[f] > 0 && (best == noDate || e.dates[f] > e.dates[best]) {
			best = f
		}
	}
	if order, _ := e.order(); best == dayFirst && order == monthFirst {
		best = monthFirst
	}
	return best
}

// mostlyDates reports whether half of the values or more are dates.
func (e *columnStats) mostlyDates() bool { return e.dated > 0 && 2*e.dated >= e.values }

// kind words what most of the values are.
func (e *columnStats) kind() string {
	switch {
	case e.values == 0:
		return "empty"
	case e.mostlyDates():
		return value.Date.String()
	case e.flags == e.values && e.numbers < e.values:
		return value.YesNo.String()
	case 2*e.numbers > e.values:
		return value.Number.String()
	case 2*e.flags > e.values:
		return value.YesNo.String()
	}
	return value.Text.String()
}
