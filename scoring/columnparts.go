package scoring

import (
	"math"
	"slices"
)

// JoinColumns is the rows of all parts, one part after the other. The parts may
// have been made at the same time.
func JoinColumns(parts ...*Column) *Column {
	rows := 0
	for _, part := range parts {
		rows += part.rows
	}
	joined := NewColumn(rows)
	joined.words.reserve(parts)
	at := 0
	for _, part := range parts {
		joined.numbers = joinRows(joined.numbers, part.numbers, rows, at, math.NaN())
		joined.dates = joinRows(joined.dates, part.dates, rows, at, Never)
		joined.flags = joinRows(joined.flags, part.flags, rows, at, noFlag)
		joined.joinTexts(part, at)
		at += part.rows
	}
	joined.index = nil
	return joined
}

// reserve makes room for the texts of parts that are not looked up.
func (w *words) reserve(parts []*Column) {
	texts, size := 0, 0
	for _, part := range parts {
		if part.manyTexts() {
			texts, size = texts+part.words.len(), size+len(part.words.text)
		}
	}
	w.text, w.ends = slices.Grow(w.text, size), slices.Grow(w.ends, texts)
}

// manyTexts reports whether what hardly repeats in a part is not worth looking up
// in all.
func (c *Column) manyTexts() bool { return c.unique || c.words.len() > maxIndex }

// joinRows puts a part's values at their place among all rows, if it has any.
func joinRows[T any](all, part []T, rows, at int, none T) []T {
	if part == nil {
		return all
	}
	if all == nil {
		all = filled(rows, none)
	}
	copy(all[at:], part)
	return all
}

func (c *Column) joinTexts(part *Column, at int) {
	if part.codes == nil {
		return
	}
	if c.codes == nil {
		c.codes = make([]uint32, c.rows)
	}
	if part.manyTexts() {
		shift := uint32(c.words.len())
		c.words.addAll(&part.words)
		for i, code := range part.codes {
			if code != 0 {
				c.codes[at+i] = shift + code
			}
		}
		return
	}
	codes := make([]uint32, part.words.len()+1)
	for i := range part.words.len() {
		codes[i+1] = c.code(part.words.at(i))
	}
	for i, code := range part.codes {
		c.codes[at+i] = codes[code]
	}
}

// Patched is the column with so many rows, at least as many as it has, of which
// those at have the values of with, in its order. The column itself stays as it
// is.
func (c *Column) Patched(rows int, at []uint32, with *Column) *Column {
	d := &Column{
		rows: rows, words: c.words.shared(),
		numbers: resized(c.numbers, rows, math.NaN()), dates: resized(c.dates, rows, Never),
		flags: resized(c.flags, rows, noFlag), codes: resized(c.codes, rows, 0),
	}
	d.reindex()
	for i, row := range at {
		d.Set(int(row), with.Value(i))
	}
	d.index = nil
	return d
}

// reindex finds the texts again, where they are few enough to be told apart.
func (c *Column) reindex() {
	if c.unique = c.words.len() > maxIndex; c.unique {
		return
	}
	c.index = make(map[string]uint32, c.words.len())
	for i := range c.words.len() {
		c.index[string(c.words.at(i))] = uint32(i + 1)
	}
}

// Worn reports whether the column holds so many texts that no row has any more
// that it is time to make it anew.
func (c *Column) Worn() bool { return c.words.len() > c.rows+c.rows/2 }

// resized is a copy with so many rows; nil stays nil.
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

// Picked is the column of the given rows only, in their order. Absent is what
// the column does not have.
func (c *Column) Picked(rows []uint32) *Column {
	if c == nil {
		return nil
	}
	d := &Column{
		rows: len(rows), numbers: picked(c.numbers, rows), dates: picked(c.dates, rows), flags: picked(c.flags, rows),
	}
	if c.codes == nil {
		return d
	}
	d.codes = make([]uint32, len(rows))
	codes := make(map[uint32]uint32) // of d, by those of c
	for i, row := range rows {
		code := c.codes[row]
		if code == 0 {
			continue
		}
		if codes[code] == 0 {
			d.words.add(c.words.at(int(code - 1)))
			codes[code] = uint32(d.words.len())
		}
		d.codes[i] = codes[code]
	}
	return d
}

func picked[T any](values []T, rows []uint32) []T {
	if values == nil {
		return nil
	}
	some := make([]T, len(rows))
	for i, row := range rows {
		some[i] = values[row]
	}
	return some
}
