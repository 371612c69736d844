package sample

import (
	"time"

	"trialist/scoring/value"
	"trialist/store/feed/chars"
	"trialist/store/feed/date"
	"trialist/store/feed/number"
)

// Rows is how many rows are asked how the columns are to be read. The
// rest of the file is asked only where they leave it open, or where any cell may
// have a say.
const Rows = 4000

// Stats is what the values of one column have in common. It decides what a
// single value leaves open: whether 03/04/2026 is in March or in April, and
// whether 1,200 is more than a thousand or a little more than one.
type Stats struct {
	Values         int // that are there and not marked as text
	Numbers        int
	outOfRange     int // written as numbers, and too large for one
	Flags          int
	dated          int               // that read as a date
	Dates          [date.Formats]int // read by each format
	OneOrderOnly   [date.Formats]int // read in one order of day and month but not in the other
	ambiguousDates int               // read in both orders, as different days
	Example        string            // the first of those

	Zone   string        // a name that several zones have, of times that go by it; "" for none
	Zoned  string        // the first such time
	ZoneAt value.Instant // about when it is

	Decimals [number.EitherByPoint + 1]int    // by what they say of the decimal mark
	Numerals [number.EitherByPoint + 1]string // the first of each
}

// Observe takes one trimmed value into account. A column that must hold times
// may hold them as digits.
func (e *Stats) Observe(p []byte, clock bool) {
	e.Values++
	if _, ok := value.ParseYesNo(p); ok {
		e.Flags++
	}
	digits := chars.CountDigits(p)
	switch {
	case digits == 0 && !chars.HasDigit(p): // as most texts: neither a date nor a number
		return
	case digits == len(p) && !clock:
		e.Numbers++
		return
	case e.observeDate(p, clock):
		return
	}
	shape := number.ShapeOf(p)
	switch n, ok := number.Parse(p, shape == number.OnlyComma); {
	case ok:
		e.Numbers++
	case n.OutOfRange:
		e.outOfRange++
	}
	if e.Decimals[shape]++; shape != number.NoShape && e.Numerals[shape] == "" {
		e.Numerals[shape] = string(p)
	}
}

// observeDate takes a value into account that is a date; otherwise it is false.
func (e *Stats) observeDate(p []byte, clock bool) bool {
	read := date.FormatsOf
	if clock {
		read = date.TimeFormatsOf
	}
	set, differ := read(p)
	if set == 0 && clock {
		if _, ok := date.ExcelSerial.Parse(p, time.UTC); ok {
			set = 1 << date.ExcelSerial
		}
	}
	if set == 0 {
		if set, differ = e.observeZone(p, read); set == 0 {
			return false
		}
	}
	e.dated++
	for f := date.YearMonthDay; f < date.Formats; f++ {
		if set.Has(f) {
			e.Dates[f]++
		}
	}
	if differ {
		e.ambiguousDates++
		if e.Example == "" {
			e.Example = string(p)
		}
	}
	if date.HasOrder(p) {
		e.CountOrder(set)
	}
	return true
}

// observeZone takes a time into account whose zone is a name that several have.
func (e *Stats) observeZone(p []byte, read func([]byte) (date.Set, bool)) (set date.Set, differ bool) {
	before, name := date.CutSharedZone(p)
	if name == "" {
		return 0, false
	}
	if set, differ = read(before); set != 0 && e.Zone == "" {
		e.Zone, e.Zoned = name, string(p)
		for f := date.YearMonthDay; f < date.Formats; f++ {
			if set.Has(f) {
				e.ZoneAt, _ = f.Parse(before, time.UTC)
				break
			}
		}
	}
	return set, differ
}

// CountOrder notes a value that reads in one order of day and month only.
func (e *Stats) CountOrder(set date.Set) {
	switch {
	case set.Has(date.DayMonthYear) && !set.Has(date.MonthDayYear):
		e.OneOrderOnly[date.DayMonthYear]++
	case set.Has(date.MonthDayYear) && !set.Has(date.DayMonthYear):
		e.OneOrderOnly[date.MonthDayYear]++
	}
}

// Order is the order of day and month that the values show, NoFormat where
// none shows any; sure is false where they are at odds or read both ways.
func (e *Stats) Order() (order date.Format, sure bool) {
	days, months := e.OneOrderOnly[date.DayMonthYear] > 0, e.OneOrderOnly[date.MonthDayYear] > 0
	switch {
	case days && months:
		return date.NoFormat, false
	case days:
		return date.DayMonthYear, true
	case months:
		return date.MonthDayYear, true
	}
	return date.NoFormat, e.ambiguousDates == 0
}

// BestFormat is the format that reads the most values, the preferred one of equals;
// NoFormat when none reads any.
func (e *Stats) BestFormat() date.Format {
	best := date.NoFormat
	for f := date.YearMonthDay; f < date.Formats; f++ {
		if e.Dates[f] > 0 && (best == date.NoFormat || e.Dates[f] > e.Dates[best]) {
			best = f
		}
	}
	if order, _ := e.Order(); best == date.DayMonthYear && order == date.MonthDayYear {
		best = date.MonthDayYear
	}
	return best
}

// MostlyNumbers reports whether half of the values or more are written as numbers.
// Among codes with an e in them, what looks like a huge number is a code.
func (e *Stats) MostlyNumbers() bool { return 2*(e.Numbers+e.outOfRange) >= e.Values }

// MostlyDates reports whether half of the values or more are dates.
func (e *Stats) MostlyDates() bool { return e.dated > 0 && 2*e.dated >= e.Values }

// Kind words what most of the values are.
func (e *Stats) Kind() string {
	switch {
	case e.Values == 0:
		return "empty"
	case e.MostlyDates():
		return value.Date.String()
	case e.Flags == e.Values && e.Numbers < e.Values:
		return value.YesNo.String()
	case 2*e.Numbers > e.Values:
		return value.Number.String()
	case 2*e.Flags > e.Values:
		return value.YesNo.String()
	}
	return value.Text.String()
}
