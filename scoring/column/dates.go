package column

import (
	"encoding/binary"
	"slices"

	"trialist/scoring/value"
)

// FromDates is a column of the dates, which must not change any more; Never
// is none.
func FromDates(dates []value.Instant) *Column { return &Column{rows: len(dates), Instants: dates} }

// Dates is the date in each row, Never where there is none. It is the memory of
// the column itself, for reading only.
func (c *Column) Dates() []value.Instant { return c.DatesOrNever(c.rows) }

// DatesOrNever is Dates, also for a column that is nil.
func (c *Column) DatesOrNever(rows int) []value.Instant {
	if c == nil || c.Instants == nil {
		return Repeated(rows, value.Never)
	}
	return c.Instants
}

// WithDates is the column, which there need not be, with the dates in the place of
// its own. A row whose date is another loses what was written. The dates must not
// change any more.
func (c *Column) WithDates(dates []value.Instant) *Column {
	if c == nil {
		return FromDates(dates)
	}
	d := *c
	d.Instants, d.index = dates, nil
	var others []int
	for row, date := range dates {
		if before := c.DateAt(row); before != value.Never && before != date {
			others = append(others, row)
		}
	}
	if others != nil {
		d.Codes, d.layouts = slices.Clone(c.Codes), slices.Clone(c.layouts)
	}
	for _, row := range others {
		if d.Codes != nil {
			d.Codes[row] = 0
		}
		if d.layouts != nil {
			d.layouts[row] = 0
		}
	}
	return &d
}

// decodeDates is decodeIntegers for dates. The dashboard reads three columns of them
// before it can show anything. Seconds mostly fit four bytes; a loop of their own,
// without a call for each row, halves the time for a million.
func decodeDates(r *decoder, rows int, unit value.Instant) []value.Instant {
	const usual = 4
	ahead := *r
	width, least, b := ahead.integers(rows)
	if width != usual {
		return decodeIntegers(r, rows, value.Never, func(v int64) value.Instant { return value.Instant(v) * unit })
	}
	*r = ahead
	dates := make([]value.Instant, rows)
	first := value.Instant(least-1) * unit
	for i := range dates {
		at := value.Never
		if stored := binary.LittleEndian.Uint32(b[usual*i:]); stored != 0 {
			at = first + value.Instant(stored)*unit
		}
		dates[i] = at
	}
	return dates
}

// EndsOfDays is the column with the first instant after the day in the zone for each
// date that was written without a time of day. It is the column itself where there is
// none.
func (c *Column) EndsOfDays(zone *value.Zone) *Column {
	if c == nil || c.Instants == nil {
		return c
	}
	var out *Column
	written := make(map[writtenForm]bool) // whether it is that of a day
	for row, d := range c.Instants {
		if d == value.Never || !c.isDay(row, d, written) {
			continue
		}
		if out == nil {
			copied := *c
			out = &copied
			out.Instants = slices.Clone(c.Instants)
		}
		out.Instants[row] = zone.EndOfDay(zone.Day(d))
	}
	if out == nil {
		return c
	}
	return out
}

// writtenForm is how a date was written: as a text of its own or in a usual layout.
type writtenForm struct {
	code   uint32
	layout value.DateLayout
}

// isDay is [value.Value.IsDay] of the date in the row; known has the answers for
// what was written before.
func (c *Column) isDay(row int, d value.Instant, known map[writtenForm]bool) bool {
	var form writtenForm
	if c.Codes != nil {
		form.code = c.Codes[row]
	}
	if c.layouts != nil {
		form.layout = c.layouts[row]
	}
	if form == (writtenForm{}) {
		return d == d.Midnight() // as of any date that was not written
	}
	day, ok := known[form]
	if !ok {
		v := value.DateValue(d)
		v.Layout = form.layout
		if form.code != 0 {
			v.Text = c.textAt(row)
		}
		day = v.IsDay()
		known[form] = day
	}
	return day
}
