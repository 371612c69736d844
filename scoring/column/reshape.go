package column

import (
	"math"
	"slices"

	"trialist/scoring/value"
)

// Concat is the rows of all parts, one part after the other. So parts of a column can
// be built at the same time.
func Concat(parts ...*Column) *Column {
	rows := 0
	for _, part := range parts {
		rows += part.rows
	}
	joined := New(rows)
	joined.Texts.reserve(parts)
	at := 0
	for _, part := range parts {
		joined.numbers = concatRows(joined.numbers, part.numbers, rows, at, math.NaN())
		joined.Instants = concatRows(joined.Instants, part.Instants, rows, at, value.Never)
		joined.layouts = concatRows(joined.layouts, part.layouts, rows, at, 0)
		joined.concatTexts(part, at)
		at += part.rows
	}
	joined.index = nil
	return joined
}

// reserve reserves memory for the texts of those parts that are copied as they are.
func (w *textArray) reserve(parts []*Column) {
	texts, size := 0, 0
	for _, part := range parts {
		if part.highCardinality() {
			texts, size = texts+part.Texts.Len(), size+len(part.Texts.text)
		}
	}
	w.text, w.ends = slices.Grow(w.text, size), slices.Grow(w.ends, texts)
}

// highCardinality reports whether the texts hardly repeat, so that looking them up is
// not worth its cost.
func (c *Column) highCardinality() bool { return c.nearlyUnique || c.Texts.Len() > maxDistinct }

// concatRows copies the values of a part, if it has any, to their place among all
// rows.
func concatRows[T any](all, part []T, rows, at int, none T) []T {
	if part == nil {
		return all
	}
	if all == nil {
		all = Repeated(rows, none)
	}
	copy(all[at:], part)
	return all
}

func (c *Column) concatTexts(part *Column, at int) {
	if part.Codes == nil {
		return
	}
	if c.Codes == nil {
		c.Codes = make([]uint32, c.rows)
	}
	if part.highCardinality() {
		shift := uint32(c.Texts.Len())
		c.Texts.addAll(&part.Texts)
		for i, code := range part.Codes {
			if code != 0 {
				c.Codes[at+i] = shift + code
			}
		}
		return
	}
	codes := make([]uint32, part.Texts.Len()+1)
	for i := range part.Texts.Len() {
		codes[i+1] = c.encodeText(part.Texts.At(i))
	}
	for i, code := range part.Codes {
		c.Codes[at+i] = codes[code]
	}
}

// Patched is a copy of the column with that many rows, at least as many as it has. The
// rows at get the values of with, in order.
func (c *Column) Patched(rows int, at []uint32, with *Column) *Column {
	d := &Column{
		rows: rows, Texts: c.Texts.clipped(),
		numbers: resized(c.numbers, rows, math.NaN()), Instants: resized(c.Instants, rows, value.Never),
		layouts: resized(c.layouts, rows, 0), Codes: resized(c.Codes, rows, 0),
	}
	d.reindex()
	for i, row := range at {
		d.Set(int(row), with.Value(i))
	}
	d.index = nil
	return d
}

// reindex makes the index anew, unless there are too many texts for one.
func (c *Column) reindex() {
	if c.nearlyUnique = c.Texts.Len() > maxDistinct; c.nearlyUnique {
		return
	}
	c.index = make(map[string]uint32, c.Texts.Len())
	for i := range c.Texts.Len() {
		c.index[string(c.Texts.At(i))] = uint32(i + 1)
	}
}

// Fragmented reports whether so many of its texts are of no row any more that the
// column should be built anew.
func (c *Column) Fragmented() bool { return c.Texts.Len() > c.rows+c.rows/2 }

// resized is a copy with that many rows; nil stays nil.
func resized[T any](values []T, rows int, none T) []T {
	if values == nil {
		return nil
	}
	values = slices.Grow(slices.Clone(values), rows-len(values))
	for len(values) < rows {
		values = append(values, none)
	}
	return values
}

// Take is the column of the given rows only, in their order. It is nil for a column
// that is nil.
func (c *Column) Take(rows []uint32) *Column {
	if c == nil {
		return nil
	}
	d := &Column{
		rows: len(rows), numbers: take(c.numbers, rows), Instants: take(c.Instants, rows), layouts: take(c.layouts, rows),
	}
	if c.Codes == nil {
		return d
	}
	d.Codes = make([]uint32, len(rows))
	codes := make(map[uint32]uint32) // codes of d by codes of c
	for i, row := range rows {
		code := c.Codes[row]
		if code == 0 {
			continue
		}
		if codes[code] == 0 {
			d.Texts.add(c.Texts.At(int(code - 1)))
			codes[code] = uint32(d.Texts.Len())
		}
		d.Codes[i] = codes[code]
	}
	return d
}

func take[T any](values []T, rows []uint32) []T {
	if values == nil {
		return nil
	}
	some := make([]T, len(rows))
	for i, row := range rows {
		some[i] = values[row]
	}
	return some
}

// MapTexts is the column with each of its texts put in the place of another, which
// must not be empty.
func (c *Column) MapTexts(replaced func(text string) string) *Column {
	d := *c
	d.index, d.Texts = nil, textArray{}
	for i := range c.Texts.Len() {
		d.Texts.add([]byte(replaced(string(c.Texts.At(i)))))
	}
	return &d
}
