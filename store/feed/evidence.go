package feed

import (
	"fmt"

	"trialist/scoring/value"
)

// sampleRows is how many rows are asked how the columns are to be read. The
// rest of the file is asked only where they leave it open.
const sampleRows = 4000

// evidence is what the values of one column have in common. It decides what a
// single value leaves open: whether 03/04/2026 is in March or in April, and
// whether "no" is a word or an answer.
type evidence struct {
	values  int // that are there and not marked as text
	numbers int
	flags   int
	marks   int              // flags where 1 and 0 count
	dates   [dateFormats]int // read by each format
	only    [dateFormats]int // read in one order of day and month but not in the other
	differ  int              // read in both orders, as different days
	example string           // the first of those
}

// observe takes one trimmed value into account. A column that must hold times
// may hold them as digits.
func (e *evidence) observe(p []byte, clock bool) {
	e.values++
	if _, ok := parseNumber(p); ok {
		e.numbers++
	}
	if _, ok := parseFlag(p); ok {
		e.flags++
	}
	if _, ok := parseMark(p); ok {
		e.marks++
	}
	read := readings
	if clock {
		read = clockReadings
	}
	set, differ := read(p)
	for f := yearFirst; f < dateFormats; f++ {
		if set.has(f) {
			e.dates[f]++
		}
	}
	if differ {
		e.differ++
		if e.example == "" {
			e.example = string(p)
		}
	}
	e.weigh(set)
}

// weigh notes a value that reads in one order of day and month only.
func (e *evidence) weigh(set formatSet) {
	switch {
	case set.has(dayFirst) && !set.has(monthFirst):
		e.only[dayFirst]++
	case set.has(monthFirst) && !set.has(dayFirst):
		e.only[monthFirst]++
	}
}

// ambiguous reports whether some value reads as two different days and the
// others do not agree which is right.
func (e *evidence) ambiguous() bool {
	return e.differ > 0 && (e.only[dayFirst] > 0) == (e.only[monthFirst] > 0)
}

// best is the format that reads the most values, the preferred one of equals;
// noDate when none reads any.
func (e *evidence) best() dateFormat {
	best := noDate
	for f := yearFirst; f < dateFormats; f++ {
		if e.dates[f] > 0 && (best == noDate || e.dates[f] > e.dates[best]) {
			best = f
		}
	}
	if best == dayFirst && e.only[monthFirst] > e.only[dayFirst] {
		best = monthFirst
	}
	return best
}

// allDates reports whether one format reads every value.
func (e *evidence) allDates() bool {
	best := e.best()
	return best != noDate && e.dates[best] == e.values
}

// kind words what the values are.
func (e *evidence) kind() string {
	switch e.values {
	case 0:
		return "empty"
	case e.numbers:
		return value.Number.String()
	}
	return value.Text.String()
}

// observed reports whether the values of the column matter to how it is read.
func (c *column) observed() bool {
	return c.field == fieldTime || len(c.attributes) > 0 && !c.text
}

// spare reports whether the column is a date by a name that could mean something
// else; it is one only if its values agree.
func (c *column) spare() bool { return len(c.attributes) == 2 }

// dated reports whether the column is read as dates: because it must be, or
// because everything in it is one.
func (c *column) dated() bool {
	return c.isDate() && !c.spare() || c.seen.allDates()
}

// unordered reports whether the column is dates of which day and month cannot
// be told apart.
func (c *column) unordered() bool {
	best := c.seen.best()
	return c.observed() && c.dated() && (best == dayFirst || best == monthFirst) && c.seen.ambiguous()
}

// open reports whether the sample leaves open how the column is read, so that
// the rest of the file has to be asked.
func (c *column) open(o Options) bool {
	if c.seen.values == 0 {
		return c.observed()
	}
	return o.Dates == UnknownOrder && c.unordered()
}

// ask takes a value into account that lies beyond the sample.
func (c *column) ask(p []byte) {
	if c.seen.values == 0 {
		c.seen.observe(p, c.isDate())
		return
	}
	set, _ := readings(p)
	c.seen.weigh(set)
}

// settle decides how the values of every column are read.
func (l *layout) settle(o Options) error {
	for i := range l.columns {
		c := &l.columns[i]
		if !c.observed() {
			continue
		}
		if c.field == fieldConverted && c.seen.allDates() && l.index(fieldConvertedAt) < 0 {
			c.field, c.attributes[0] = fieldConvertedAt, fieldConvertedAt
		}
		if c.spare() && !c.seen.allDates() {
			c.field, c.attributes = fieldAttribute, c.attributes[1:]
		}
		if c.dated() {
			if err := c.settleDates(o); err != nil {
				return err
			}
			continue
		}
		all := c.seen.flags
		if c.field == fieldConverted {
			all = c.seen.marks
		}
		c.flags = all > 0 && all == c.seen.values
	}
	return nil
}

// settleDates decides the format of a column of dates.
func (c *column) settleDates(o Options) error {
	c.format = c.seen.best()
	if c.format == noDate {
		c.format = yearFirst // every value will be told what is wrong with it
	}
	if !c.unordered() {
		return nil
	}
	switch o.Dates {
	case DayFirst:
		c.format = dayFirst
		return nil
	case MonthFirst:
		c.format = monthFirst
		return nil
	case UnknownOrder:
	}
	why := "and no value tells"
	if c.seen.only[dayFirst] > 0 {
		why = "and other values are of both kinds"
	}
	instead := ""
	if !c.isDate() {
		instead = fmt.Sprintf(", or --map '%s=text' to keep it as text", shorten(c.header, 60))
	}
	return fmt.Errorf("the dates of column %q are ambiguous: %q could be day/month or month/day, %s; say --dates dmy or --dates mdy%s",
		c.header, shorten(c.seen.example, 40), why, instead)
}
