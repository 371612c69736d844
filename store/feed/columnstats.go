package feed

import (
	"fmt"
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

// observed reports whether the values of the column matter to how it is read.
func (c *column) observed() bool {
	return c.field == fieldTime || len(c.attributes) > 0 && !c.text
}

// tentativeDate reports whether the column is a date by a name that could mean something
// else; it is one only if its values agree.
func (c *column) tentativeDate() bool { return len(c.attributes) == 2 }

// readsAsDate reports whether the column is one of dates: because it must be, or
// because most of what is in it is one.
func (c *column) readsAsDate() bool {
	return c.isDate() && !c.tentativeDate() || c.stats.mostlyDates()
}

// undecided reports whether the sample leaves open how the column is read, so that
// the rest of the file has to be asked. In a file of events that is done only
// where it must be: what comes later and is at odds is refused then.
func (l *layout) undecided(c *column, o Options) bool {
	if !c.observed() {
		return false
	}
	if l.kind != Events || c.stats.values == 0 {
		return true
	}
	order, sure := c.stats.order()
	return o.Dates == UnknownOrder && order == noDate && !sure && c.stats.oneOrderOnly[dayFirst] == 0
}

// decideFormats decides how the values of every column are read. The delimiter is
// that of CSV, 0 of other files.
func (l *layout) decideFormats(o Options, delimiter byte) error {
	for i := range l.columns {
		c := &l.columns[i]
		if !c.observed() {
			continue
		}
		if c.field == fieldConverted && c.stats.mostlyDates() && l.index(fieldConvertedAt) < 0 {
			c.field, c.attributes[0] = fieldConvertedAt, fieldConvertedAt
		}
		if c.tentativeDate() && !c.stats.mostlyDates() {
			c.field, c.attributes = fieldAttribute, c.attributes[1:]
		}
		if err := c.decideOrder(o); err != nil {
			return err
		}
		if err := c.askZone(o.zone()); err != nil {
			return err
		}
		if err := l.decideDecimal(c, o, delimiter); err != nil {
			return err
		}
	}
	return nil
}

// decideOrder decides the order of day and month of a column, and its usual format.
func (c *column) decideOrder(o Options) error {
	order, sure := c.stats.order()
	if !sure {
		switch {
		case o.Dates == DayFirst:
			order = dayFirst
		case o.Dates == MonthFirst:
			order = monthFirst
		case c.readsAsDate():
			return c.askOrder()
		}
	}
	c.order = order
	if !c.readsAsDate() {
		return nil
	}
	if c.format = c.stats.bestFormat(); c.format == noDate {
		c.format = yearFirst
	}
	switch {
	case c.format != dayFirst && c.format != monthFirst:
	case order != noDate:
		c.format = order
	case c.stats.dates[monthFirst] == 0: // there are dots
		c.order = dayFirst
	}
	return nil
}

// askOrder is the question which order the dates of the column have.
func (c *column) askOrder() error {
	why, example := "and no value tells", c.stats.example
	if c.stats.oneOrderOnly[dayFirst] > 0 {
		why = "and other values are of both kinds"
	}
	instead := ""
	if !c.isDate() {
		instead = fmt.Sprintf(", or --map '%s=text' to keep it as text", truncateText(c.header, 60))
	}
	if example == "" {
		return fmt.Errorf("the dates of column %q are of two kinds, day/month and month/day; say --dates dmy or --dates mdy for which is right, the others stay text%s", c.header, instead)
	}
	return fmt.Errorf("the dates of column %q are ambiguous: %q could be day/month or month/day, %s; say --dates dmy or --dates mdy%s",
		c.header, truncateText(example, 40), why, instead)
}

// decideDecimal decides whether the numbers of a column have a decimal comma.
func (l *layout) decideDecimal(c *column, o Options, delimiter byte) error {
	seen := &c.stats.decimals
	semicolon := delimiter == ';'
	comma := seen[onlyComma] > 0 || semicolon && seen[eitherByComma] > 0
	asked := 2*c.stats.numbers >= c.stats.values
	switch {
	case o.Decimal != UnknownDecimal && (seen[onlyPoint] > 0) == (seen[onlyComma] > 0):
		c.comma = o.Decimal == DecimalComma
	case o.Decimal != UnknownDecimal:
		c.comma = seen[onlyComma] > 0
	case comma && seen[onlyPoint] > 0 && asked:
		example := c.stats.numerals[onlyComma]
		if example == "" {
			example = c.stats.numerals[eitherByComma]
		}
		return fmt.Errorf("the numbers of column %q are written in two ways: %q has a decimal comma and %q a decimal point; say --decimal comma or --decimal point%s",
			c.header, truncateText(example, 40), truncateText(c.stats.numerals[onlyPoint], 40), c.textInstead())
	case comma:
		c.comma = seen[onlyPoint] == 0
	case semicolon && seen[eitherByPoint] > 0 && seen[onlyPoint] == 0 && asked:
		commas, points := l.decimalsElsewhere()
		if !commas && !points {
			return fmt.Errorf("the numbers of column %q could be thousands or have a decimal point: %q; say --decimal comma or --decimal point%s",
				c.header, truncateText(c.stats.numerals[eitherByPoint], 40), c.textInstead())
		}
		c.comma = commas
	}
	return nil
}

// textInstead offers to keep a column as text.
func (c *column) textInstead() string {
	return fmt.Sprintf(", or --map '%s=text' to keep it as text", truncateText(c.header, 60))
}

// decimalsElsewhere reports whether any column of the file shows a decimal comma, or
// a decimal point.
func (l *layout) decimalsElsewhere() (commas, points bool) {
	for i := range l.columns {
		seen := &l.columns[i].stats.decimals
		commas = commas || seen[onlyComma] > 0
		points = points || seen[onlyPoint] > 0
	}
	return commas, points && !commas
}
