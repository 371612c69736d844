package feed

import (
	"fmt"

	"trialist/scoring/value"
)

// sampleRows is how many rows are asked how the columns are to be read. The
// rest of the file is asked only where they leave it open.
const sampleRows = 4000

// columnStats is what the values of one column have in common. It decides what a
// single value leaves open: whether 03/04/2026 is in March or in April, and
// whether "no" is a word or an answer.
type columnStats struct {
	values         int // that are there and not marked as text
	numbers        int
	flags          int
	dates          [dateFormats]int // read by each format
	oneOrderOnly   [dateFormats]int // read in one order of day and month but not in the other
	ambiguousDates int              // read in both orders, as different days
	example        string           // the first of those
}

// observe takes one trimmed value into account. A column that must hold times
// may hold them as digits.
func (e *columnStats) observe(p []byte, clock bool) {
	e.values++
	if _, ok := parseNumber(p); ok {
		e.numbers++
	}
	if _, ok := value.ParseYesNo(p); ok {
		e.flags++
	}
	read := dateFormatsOf
	if clock {
		read = timeFormatsOf
	}
	set, differ := read(p)
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
	e.countOrder(set)
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

// ambiguous reports whether some value reads as two different days and the
// others do not agree which is right.
func (e *columnStats) ambiguous() bool {
	return e.ambiguousDates > 0 && (e.oneOrderOnly[dayFirst] > 0) == (e.oneOrderOnly[monthFirst] > 0)
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
	if best == dayFirst && e.oneOrderOnly[monthFirst] > e.oneOrderOnly[dayFirst] {
		best = monthFirst
	}
	return best
}

// allDates reports whether one format reads every value.
func (e *columnStats) allDates() bool {
	best := e.bestFormat()
	return best != noDate && e.dates[best] == e.values
}

// kind words what the values are.
func (e *columnStats) kind() string {
	switch e.values {
	case 0:
		return "empty"
	case e.numbers:
		return value.Number.String()
	case e.flags:
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

// readsAsDate reports whether the column is read as dates: because it must be, or
// because everything in it is one.
func (c *column) readsAsDate() bool {
	return c.isDate() && !c.tentativeDate() || c.stats.allDates()
}

// ambiguousOrder reports whether the column is dates of which day and month cannot
// be told apart.
func (c *column) ambiguousOrder() bool {
	best := c.stats.bestFormat()
	return c.observed() && c.readsAsDate() && (best == dayFirst || best == monthFirst) && c.stats.ambiguous()
}

// undecided reports whether the sample leaves open how the column is read, so that
// the rest of the file has to be asked.
func (c *column) undecided(o Options) bool {
	if c.stats.values == 0 {
		return c.observed()
	}
	return o.Dates == UnknownOrder && c.ambiguousOrder()
}

// observeBeyond takes a value into account that lies beyond the sample.
func (c *column) observeBeyond(p []byte) {
	if c.stats.values == 0 {
		c.stats.observe(p, c.isDate())
		return
	}
	set, _ := dateFormatsOf(p)
	c.stats.countOrder(set)
}

// decideFormats decides how the values of every column are read.
func (l *layout) decideFormats(o Options) error {
	for i := range l.columns {
		c := &l.columns[i]
		if !c.observed() {
			continue
		}
		if c.field == fieldConverted && c.stats.allDates() && l.index(fieldConvertedAt) < 0 {
			c.field, c.attributes[0] = fieldConvertedAt, fieldConvertedAt
		}
		if c.tentativeDate() && !c.stats.allDates() {
			c.field, c.attributes = fieldAttribute, c.attributes[1:]
		}
		if c.readsAsDate() {
			if err := c.decideDateFormat(o); err != nil {
				return err
			}
		}
	}
	return nil
}

// decideDateFormat decides the format of a column of dates.
func (c *column) decideDateFormat(o Options) error {
	c.format = c.stats.bestFormat()
	if c.format == noDate {
		c.format = yearFirst // every value will be told what is wrong with it
	}
	if !c.ambiguousOrder() {
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
	if c.stats.oneOrderOnly[dayFirst] > 0 {
		why = "and other values are of both kinds"
	}
	instead := ""
	if !c.isDate() {
		instead = fmt.Sprintf(", or --map '%s=text' to keep it as text", truncateText(c.header, 60))
	}
	return fmt.Errorf("the dates of column %q are ambiguous: %q could be day/month or month/day, %s; say --dates dmy or --dates mdy%s",
		c.header, truncateText(c.stats.example, 40), why, instead)
}
