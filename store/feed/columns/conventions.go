package columns

import (
	"fmt"
	"time"

	"trialist/store/feed/chars"
	"trialist/store/feed/date"
	"trialist/store/feed/field"
	"trialist/store/feed/number"
)

// Observed reports whether the values of the column matter to how it is read.
func (c *Column) Observed() bool {
	return c.Field == field.Time || len(c.Attributes) > 0 && !c.Text
}

// tentativeDate reports whether the header of the column suggests a date, such as
// created_at. It is one only if its values are dates.
func (c *Column) tentativeDate() bool { return len(c.Attributes) == 2 }

// readsAsDate reports whether the column holds dates: its field requires them, or most
// of its values are dates.
func (c *Column) readsAsDate() bool {
	return c.IsDate() && !c.tentativeDate() || c.Stats.MostlyDates()
}

// Undecided reports whether the sample does not show how the column is read, so that
// the rest of the file has to be looked at. A file of events is read on only where it
// must be, as it may be large: a later value in another convention is refused then.
func (l *Layout) Undecided(c *Column, o Options) bool {
	if !c.Observed() {
		return false
	}
	if l.Kind != field.Events || c.Stats.Values == 0 {
		return true
	}
	order, sure := c.Stats.Order()
	return o.Dates == date.UnknownOrder && order == date.NoFormat && !sure && c.Stats.OneOrderOnly[date.DayMonthYear] == 0
}

// DecideFormats decides how the values of every column are read. The delimiter is
// that of CSV, 0 of other files.
func (l *Layout) DecideFormats(o Options, delimiter byte) error {
	for i := range l.Columns {
		c := &l.Columns[i]
		if !c.Observed() {
			continue
		}
		if c.Field == field.Converted && c.Stats.MostlyDates() && l.Index(field.ConvertedAt) < 0 {
			c.Field, c.Attributes[0] = field.ConvertedAt, field.ConvertedAt
		}
		if c.tentativeDate() && !c.Stats.MostlyDates() {
			c.Field, c.Attributes = field.Attribute, c.Attributes[1:]
		}
		if err := c.decideOrder(o); err != nil {
			return err
		}
		if err := c.askZone(o.Location()); err != nil {
			return err
		}
		if err := l.decideDecimal(c, o, delimiter); err != nil {
			return err
		}
	}
	return nil
}

// decideOrder decides the order of day and month of a column, and its usual format.
func (c *Column) decideOrder(o Options) error {
	order, sure := c.Stats.Order()
	if !sure {
		switch {
		case o.Dates == date.DayFirst:
			order = date.DayMonthYear
		case o.Dates == date.MonthFirst:
			order = date.MonthDayYear
		case c.readsAsDate():
			return c.AskOrder()
		}
	}
	c.Order = order
	if !c.readsAsDate() {
		return nil
	}
	if c.Format = c.Stats.BestFormat(); c.Format == date.NoFormat {
		c.Format = date.YearMonthDay
	}
	switch {
	case c.Format != date.DayMonthYear && c.Format != date.MonthDayYear:
	case order != date.NoFormat:
		c.Format = order
	case c.Stats.Dates[date.MonthDayYear] == 0: // there are dots
		c.Order = date.DayMonthYear
	}
	return nil
}

// AskOrder is an error that asks for the order of day and month in the column.
func (c *Column) AskOrder() error {
	why, example := "and no value tells", c.Stats.Example
	if c.Stats.OneOrderOnly[date.DayMonthYear] > 0 {
		why = "and other values are of both kinds"
	}
	instead := ""
	if !c.IsDate() {
		instead = fmt.Sprintf(", or --map '%s=text' to keep it as text", chars.Excerpt(c.Header, 60))
	}
	if example == "" {
		return fmt.Errorf("the dates of column %q are of two kinds, day/month and month/day; say --dates dmy or --dates mdy for which is right, the others stay text%s", c.Header, instead)
	}
	return fmt.Errorf("the dates of column %q are ambiguous: %q could be day/month or month/day, %s; say --dates dmy or --dates mdy%s",
		c.Header, chars.Excerpt(example, 40), why, instead)
}

// decideDecimal decides whether the numbers of a column have a decimal comma.
func (l *Layout) decideDecimal(c *Column, o Options, delimiter byte) error {
	seen := &c.Stats.Decimals
	semicolon := delimiter == ';'
	comma := seen[number.OnlyComma] > 0 || semicolon && seen[number.EitherByComma] > 0
	asked := 2*c.Stats.Numbers >= c.Stats.Values
	switch {
	case o.Decimal != number.UnknownDecimal && (seen[number.OnlyPoint] > 0) == (seen[number.OnlyComma] > 0):
		c.Comma = o.Decimal == number.DecimalComma
	case o.Decimal != number.UnknownDecimal:
		c.Comma = seen[number.OnlyComma] > 0
	case comma && seen[number.OnlyPoint] > 0 && asked:
		example := c.Stats.Numerals[number.OnlyComma]
		if example == "" {
			example = c.Stats.Numerals[number.EitherByComma]
		}
		return fmt.Errorf("the numbers of column %q are written in two ways: %q has a decimal comma and %q a decimal point; say --decimal comma or --decimal point%s",
			c.Header, chars.Excerpt(example, 40), chars.Excerpt(c.Stats.Numerals[number.OnlyPoint], 40), c.textInstead())
	case comma:
		c.Comma = seen[number.OnlyPoint] == 0
	case semicolon && seen[number.EitherByPoint] > 0 && seen[number.OnlyPoint] == 0 && asked:
		commas, points := l.DecimalsElsewhere()
		if !commas && !points {
			return fmt.Errorf("the numbers of column %q could be thousands or have a decimal point: %q; say --decimal comma or --decimal point%s",
				c.Header, chars.Excerpt(c.Stats.Numerals[number.EitherByPoint], 40), c.textInstead())
		}
		c.Comma = commas
	}
	return nil
}

// textInstead is the part of a question that offers to keep the column as text.
func (c *Column) textInstead() string {
	return fmt.Sprintf(", or --map '%s=text' to keep it as text", chars.Excerpt(c.Header, 60))
}

// DecimalsElsewhere reports whether any column of the file shows a decimal comma, or
// a decimal point.
func (l *Layout) DecimalsElsewhere() (commas, points bool) {
	for i := range l.Columns {
		seen := &l.Columns[i].Stats.Decimals
		commas = commas || seen[number.OnlyComma] > 0
		points = points || seen[number.OnlyPoint] > 0
	}
	return commas, points && !commas
}

// askZone is an error that asks for the time zone, where the times of the column have
// an abbreviation that several zones share and the zone of the file does not use.
func (c *Column) askZone(zone *time.Location) error {
	name := c.Stats.Zone
	if name == "" || !c.readsAsDate() {
		return nil
	}
	if _, ok := date.OffsetNamed(zone, name, c.Stats.ZoneAt); ok {
		return nil
	}
	instead := ""
	if !c.IsDate() {
		instead = c.textInstead()
	}
	return fmt.Errorf("the times of column %q are in %s, such as %q, which several time zones are called: say which with --tz, such as %s%s",
		c.Header, name, chars.Excerpt(c.Stats.Zoned, 40), date.SharedZoneNames[name], instead)
}
