package column

import (
	"fmt"
	"math"
	"slices"

	"trialist/scoring/bitset"
	"trialist/scoring/value"
)

// Column is one attribute over all rows: a row for each slot, or for each contact. A
// row holds a text as it was written, the number or the date that it reads as, or
// both. A text that the number or date prints as is left out, and what no row has
// takes no memory. Build a column with Set; after that many goroutines may read it
// at once.
type Column struct {
	rows     int
	numbers  []float64          // NaN where the value does not read as a number
	Instants []value.Instant    // Never where it does not read as a date
	layouts  []value.DateLayout // of dates that were written in one
	Codes    []uint32           // index into Texts + 1; 0 where there is no text
	Texts    textArray          // the texts, distinct unless there are very many

	index        map[string]uint32 // code of each text, while building
	repeated     int               // how many texts were found in the index
	nearlyUnique bool              // texts hardly repeat, so they are not looked up any more
}

// maxDistinct is how many distinct texts the index of a column holds while it is
// built. A column with more texts holds names or addresses, which hardly repeat:
// looking each up would cost more time and memory than it saves.
const maxDistinct = 1 << 16

// A column is judged after so many distinct texts: if hardly any has repeated by then,
// few are expected to.
const (
	minUniquenessSample = 1 << 10
	maxUniquenessSample = 1 << 14
)

// uniquenessSample is after how many distinct texts the column is judged: as many as an
// eighth of its rows. Texts that come evenly and repeat as little are over half as many
// as the rows.
func (c *Column) uniquenessSample() int {
	return min(max(c.rows/8, minUniquenessSample), maxUniquenessSample)
}

// New is a column of absent values.
func New(rows int) *Column { return &Column{rows: rows} }

// Len is the number of rows.
func (c *Column) Len() int { return c.rows }

// Set puts the value in the row, which must be one of the column. A number that
// is not a number is absent.
func (c *Column) Set(row int, v value.Value) {
	c.clear(row)
	if v.Text != "" {
		c.setText(row, []byte(v.Text))
	}
	switch v.Kind {
	case value.Number:
		if c.numbers == nil {
			c.numbers = Repeated(c.rows, math.NaN())
		}
		c.numbers[row] = v.Number
	case value.Date:
		if c.Instants == nil {
			c.Instants = Repeated(c.rows, value.Never)
		}
		c.Instants[row] = v.Date
		if v.Layout != 0 {
			if c.layouts == nil {
				c.layouts = make([]value.DateLayout, c.rows)
			}
			c.layouts[row] = v.Layout
		}
	case value.Text, value.Absent, value.YesNo:
	}
}

// SetText is Set for a text in memory that the column must not keep. A text that it
// has already costs no allocation.
func (c *Column) SetText(row int, text []byte) {
	c.clear(row)
	if len(text) > 0 {
		c.setText(row, text)
	}
}

func (c *Column) setText(row int, text []byte) {
	if c.Codes == nil {
		c.Codes = make([]uint32, c.rows)
	}
	c.Codes[row] = c.encodeText(text)
}

// encodeText is the code of the text; a new text gets a new code.
func (c *Column) encodeText(text []byte) uint32 {
	if !c.nearlyUnique {
		if code, ok := c.index[string(text)]; ok {
			c.repeated++
			return code
		}
	}
	c.Texts.add(text)
	code := uint32(c.Texts.Len())
	switch sample := c.uniquenessSample(); {
	case c.nearlyUnique:
	case len(c.index) == sample && c.repeated < sample/8:
		c.nearlyUnique, c.index = true, nil
		c.Texts.text = slices.Grow(c.Texts.text, len(c.Texts.text)/sample*max(0, c.rows-sample)) // an estimate
		c.Texts.ends = slices.Grow(c.Texts.ends, max(0, c.rows-len(c.Texts.ends)))
	case len(c.index) < maxDistinct:
		if c.index == nil {
			c.index = make(map[string]uint32)
		}
		c.index[string(text)] = code
	}
	return code
}

// clear makes the row absent.
func (c *Column) clear(row int) {
	if c.Codes != nil {
		c.Codes[row] = 0
	}
	if c.numbers != nil {
		c.numbers[row] = math.NaN()
	}
	if c.Instants != nil {
		c.Instants[row] = value.Never
	}
	if c.layouts != nil {
		c.layouts[row] = 0
	}
}

// Repeated is a slice of n times v.
func Repeated[T any](n int, v T) []T {
	s := make([]T, n)
	for i := range s {
		s[i] = v
	}
	return s
}

// Value is the value in the row, absent for rows that are not there.
func (c *Column) Value(row int) value.Value {
	if c == nil || uint(row) >= uint(c.rows) {
		return value.Value{}
	}
	v := value.Value{}
	if c.numbers != nil && !math.IsNaN(c.numbers[row]) {
		v = value.NumberValue(c.numbers[row])
	} else if v = value.DateValue(c.DateAt(row)); v.Kind == value.Absent {
		return value.TextValue(c.textAt(row))
	} else if c.layouts != nil {
		v.Layout = c.layouts[row]
	}
	v.Text = c.textAt(row)
	return v
}

// textAt is the text in the row, "" where there is none.
func (c *Column) textAt(row int) string {
	if c.Codes == nil || c.Codes[row] == 0 {
		return ""
	}
	return string(c.Texts.At(int(c.Codes[row]) - 1))
}

// DateAt is the date in the row, Never where there is none.
func (c *Column) DateAt(row int) value.Instant {
	if c == nil || c.Instants == nil {
		return value.Never
	}
	return c.Instants[row]
}

// CheckRows returns an error unless the column has that many rows.
func (c *Column) CheckRows(name string, rows int) error {
	if c != nil && c.rows != rows {
		return fmt.Errorf("attribute %q has %d rows, want %d", name, c.rows, rows)
	}
	return nil
}

// Present has the rows with a value.
func (c *Column) Present() bitset.Bits {
	out := bitset.New(c.rows)
	if c.Codes != nil {
		SetWhere(out, c.Codes, func(code uint32) bool { return code != 0 })
	}
	if c.numbers != nil {
		SetWhere(out, c.numbers, func(f float64) bool { return !math.IsNaN(f) })
	}
	if c.Instants != nil {
		SetWhere(out, c.Instants, func(d value.Instant) bool { return d != value.Never })
	}
	return out
}

// SetWhere adds to out the rows whose value passes, 64 to a word.
func SetWhere[T any](out bitset.Bits, values []T, pass func(T) bool) {
	for i := range out {
		word := uint64(0)
		for j, v := range values[i<<6 : min(i<<6+64, len(values))] {
			if pass(v) {
				word |= 1 << j
			}
		}
		out[i] |= word
	}
}

// WithoutRows is the column with the given rows absent.
func (c *Column) WithoutRows(rows bitset.Bits) *Column {
	d := &Column{
		rows: c.rows, Texts: c.Texts.clipped(),
		numbers: slices.Clone(c.numbers), Instants: slices.Clone(c.Instants),
		layouts: slices.Clone(c.layouts), Codes: slices.Clone(c.Codes),
	}
	for row := range rows.All() {
		d.clear(row)
	}
	return d
}
