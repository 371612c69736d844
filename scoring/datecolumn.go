package scoring

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
