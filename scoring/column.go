package scoring

import (
	"fmt"
	"math"
	"slices"
	"sync"
)

// Column is one attribute over all rows, packed by kind: a row for each slot,
// or for each contact. A kind that no row has takes no memory. Build it with
// Set; after that it may be read by many goroutines at once.
type Column struct {
	rows    int
	numbers []float64 // NaN where the value is not a number
	dates   []Instant // Never where it is not a date
	flags   []uint8   // noFlag where it is neither yes nor no
	codes   []uint32  // index into words + 1; 0 where it is not a text
	words   words     // the texts, distinct unless there are very many

	index    map[string]uint32 // code of each word, while building
	repeated int               // texts that were found in it
	unique   bool              // texts hardly repeat, so that none is looked up any more
}

// The values of Column.flags.
const (
	noFlag uint8 = iota
	flagNo
	flagYes
)

// maxIndex is how many distinct texts a column tells apart while it is built.
// A column with more holds names or addresses, which hardly repeat: looking
// each up would cost more time and memory than it saves.
const maxIndex = 1 << 16

// A column of which the first firstTexts texts that differ have come with hardly
// any repetition is taken to go on like that.
const firstTexts = 1 << 14

// NewColumn is a column of absent values.
func NewColumn(rows int) *Column { return &Column{rows: rows} }

// Len is the number of rows.
func (c *Column) Len() int { return c.rows }

// Set puts the value in the row, which must be one of the column. A number that
// is not a number is absent.
func (c *Column) Set(row int, v Value) {
	c.clear(row)
	switch v.Kind {
	case Text:
		if v.Text != "" {
			c.setText(row, []byte(v.Text))
		}
	case Number:
		if c.numbers == nil {
			c.numbers = filled(c.rows, math.NaN())
		}
		c.numbers[row] = v.Number
	case Date:
		if c.dates == nil {
			c.dates = filled(c.rows, Never)
		}
		c.dates[row] = v.Date
	case Flag:
		if c.flags == nil {
			c.flags = make([]uint8, c.rows)
		}
		c.flags[row] = flagNo
		if v.Flag {
			c.flags[row] = flagYes
		}
	case Absent:
	}
}

// SetText is Set of a text that need not be kept: one seen before costs no
// allocation.
func (c *Column) SetText(row int, text []byte) {
	c.clear(row)
	if len(text) > 0 {
		c.setText(row, text)
	}
}

func (c *Column) setText(row int, text []byte) {
	if c.codes == nil {
		c.codes = make([]uint32, c.rows)
	}
	c.codes[row] = c.code(text)
}

// code is the code of the text, which is made when there is none.
func (c *Column) code(text []byte) uint32 {
	if !c.unique {
		if code, ok := c.index[string(text)]; ok {
			c.repeated++
			return code
		}
	}
	c.words.add(text)
	code := uint32(c.words.len())
	switch {
	case c.unique:
	case len(c.index) == firstTexts && c.repeated < firstTexts/8:
		c.unique, c.index = true, nil
		c.words.text = slices.Grow(c.words.text, len(c.words.text)/firstTexts*max(0, c.rows-firstTexts)) // about
		c.words.ends = slices.Grow(c.words.ends, max(0, c.rows-len(c.words.ends)))
	case len(c.index) < maxIndex:
		if c.index == nil {
			c.index = make(map[string]uint32)
		}
		c.index[string(text)] = code
	}
	return code
}

// clear makes the row absent.
func (c *Column) clear(row int) {
	if c.codes != nil {
		c.codes[row] = 0
	}
	if c.numbers != nil {
		c.numbers[row] = math.NaN()
	}
	if c.dates != nil {
		c.dates[row] = Never
	}
	if c.flags != nil {
		c.flags[row] = noFlag
	}
}

// filled is n times v.
func filled[T any](n int, v T) []T {
	s := make([]T, n)
	for i := range s {
		s[i] = v
	}
	return s
}

// Value is the value in the row, absent for rows that are not there.
func (c *Column) Value(row int) Value {
	if c == nil || uint(row) >= uint(c.rows) {
		return Value{}
	}
	if c.codes != nil && c.codes[row] != 0 {
		return TextValue(string(c.words.at(int(c.codes[row]) - 1)))
	}
	if c.numbers != nil && !math.IsNaN(c.numbers[row]) {
		return NumberValue(c.numbers[row])
	}
	if c.flags != nil && c.flags[row] != noFlag {
		return FlagValue(c.flags[row] == flagYes)
	}
	return DateValue(c.date(row))
}

// date is the date in the row, Never where there is none.
func (c *Column) date(row int) Instant {
	if c == nil || c.dates == nil {
		return Never
	}
	return c.dates[row]
}

// fit returns an error unless the column has that many rows.
func (c *Column) fit(name string, rows int) error {
	if c != nil && c.rows != rows {
		return fmt.Errorf("attribute %q has %d rows, want %d", name, c.rows, rows)
	}
	return nil
}

// test sets the bits of the rows for which the rule holds. A text is tested
// once, not once for each row that has it.
func (c *Column) test(t *valueTest, rows int) Bits {
	out := NewBits(rows)
	if c == nil {
		if t.absent() {
			out.Fill(rows)
		}
		return out
	}
	if t.absent() { // a rule that absent values satisfy is satisfied by no other
		out.Fill(rows)
		out.Drop(c.present())
		return out
	}
	if t.op == IsSet {
		return c.present()
	}
	c.testTexts(t, out)
	if c.numbers != nil {
		set(out, c.numbers, func(f float64) bool { return !math.IsNaN(f) && t.onNumber(f) })
	}
	if c.dates != nil {
		set(out, c.dates, func(d Instant) bool { return d != Never && t.onDate(d) })
	}
	if c.flags != nil {
		answers := [3]bool{flagNo: t.onFlag(false), flagYes: t.onFlag(true)}
		set(out, c.flags, func(f uint8) bool { return answers[f] })
	}
	return out
}

func (c *Column) testTexts(t *valueTest, out Bits) {
	if c.codes == nil {
		return
	}
	n := c.words.len()
	answers := make([]bool, n+1)
	if half := n / 2; half > maxIndex/2 {
		var other sync.WaitGroup
		other.Go(func() { c.words.test(t, 0, half, answers[1:]) })
		c.words.test(t, half, n, answers[1:])
		other.Wait()
	} else {
		c.words.test(t, 0, n, answers[1:])
	}
	set(out, c.codes, func(code uint32) bool { return answers[code] })
}

// present has the rows with a value.
func (c *Column) present() Bits {
	out := NewBits(c.rows)
	if c.codes != nil {
		set(out, c.codes, func(code uint32) bool { return code != 0 })
	}
	if c.numbers != nil {
		set(out, c.numbers, func(f float64) bool { return !math.IsNaN(f) })
	}
	if c.dates != nil {
		set(out, c.dates, func(d Instant) bool { return d != Never })
	}
	if c.flags != nil {
		set(out, c.flags, func(f uint8) bool { return f != noFlag })
	}
	return out
}

// set adds to out the rows whose value passes, 64 to a word.
func set[T any](out Bits, values []T, pass func(T) bool) {
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

// without is the column with the given rows absent.
func (c *Column) without(rows Bits) *Column {
	d := &Column{
		rows: c.rows, words: c.words.shared(),
		numbers: slices.Clone(c.numbers), dates: slices.Clone(c.dates),
		flags: slices.Clone(c.flags), codes: slices.Clone(c.codes),
	}
	for row := range rows.All() {
		d.clear(row)
	}
	return d
}
