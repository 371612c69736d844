package feed

import (
	"fmt"
	"time"
)

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
func (l *layout) undecided(c *column, o columnOptions) bool {
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
func (l *layout) decideFormats(o columnOptions, delimiter byte) error {
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
		if err := c.askZone(o.location()); err != nil {
			return err
		}
		if err := l.decideDecimal(c, o, delimiter); err != nil {
			return err
		}
	}
	return nil
}

// decideOrder decides the order of day and month of a column, and its usual format.
func (c *column) decideOrder(o columnOptions) error {
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
func (l *layout) decideDecimal(c *column, o columnOptions, delimiter byte) error {
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

// askZone is the question which zone is meant where the times of the column go by a
// name that several have, and the zone of the file does not.
func (c *column) askZone(zone *time.Location) error {
	name := c.stats.zone
	if name == "" || !c.readsAsDate() {
		return nil
	}
	if _, ok := hasName(zone, name, c.stats.zoneAt); ok {
		return nil
	}
	instead := ""
	if !c.isDate() {
		instead = c.textInstead()
	}
	return fmt.Errorf("the times of column %q are in %s, such as %q, which several time zones are called: say which with --tz, such as %s%s",
		c.header, name, truncateText(c.stats.zoned, 40), sharedZoneNames[name], instead)
}
