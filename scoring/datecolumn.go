package scoring

import "encoding/binary"

// NewDateColumn is a column of the dates, which must not change any more; Never
// is none.
func NewDateColumn(dates []Instant) *Column { return &Column{rows: len(dates), dates: dates} }

// Dates is the date in each row, Never where there is none. It is the memory of
// the column itself, for reading only.
func (c *Column) Dates() []Instant { return c.dateRows(c.rows) }

// dateRows is the same of a column that there need not be.
func (c *Column) dateRows(rows int) []Instant {
	if c == nil || c.dates == nil {
		return filled(rows, Never)
	}
	return c.dates
}

// readDates is readIntegers for dates, of which the dashboard reads three columns
// before it can show anything. Seconds fit four bytes each; without the calls that
// the other widths make, a million take half the time.
func readDates(r *columnReader, rows int, unit Instant) []Instant {
	const usual = 4
	ahead := *r
	width, least, b := ahead.integers(rows)
	if width != usual {
		return readIntegers(r, rows, Never, func(v int64) Instant { return Instant(v) * unit })
	}
	*r = ahead
	dates := make([]Instant, rows)
	first := Instant(least-1) * unit
	for i := range dates {
		at := Never
		if stored := binary.LittleEndian.Uint32(b[usual*i:]); stored != 0 {
			at = first + Instant(stored)*unit
		}
		dates[i] = at
	}
	return dates
}
