package feed

import (
	"bytes"
	"fmt"
	"slices"

	"trialist/scoring/record"
)

// People's files are not as regular as their first line: rows end in commas or
// lack some, a line is in quotes as a whole, and the last row is a sum.

// shapeNotes count rows that are not as wide as the header says.
type shapeNotes struct{ wrapped, long, short *note }

func newShapeNotes(n *notes) shapeNotes {
	return shapeNotes{
		wrapped: n.counter("1 row was in quotes as a whole and was split all the same", "%d rows were in quotes as a whole and were split all the same"),
		long:    n.counter("1 row has empty cells beyond the last column", "%d rows have empty cells beyond the last column"),
		short:   n.counter("1 row is shorter than the header; the cells it lacks count as empty", "%d rows are shorter than the header; the cells they lack count as empty"),
	}
}

// addShaped adds a record of any width.
func (d *csvDecoder) addShaped(b *record.Batch, rec *csvRecord) {
	if rec.wrapped {
		d.shapes.wrapped.count++
	}
	cells := len(rec.fields)
	if d.problem == "" && cells > d.width && !slices.ContainsFunc(rec.fields[d.width:], func(p []byte) bool { return len(trimInvisible(p)) > 0 }) {
		d.shapes.long.count++
		rec.fields = rec.fields[:d.width]
		cells = d.width
	}
	if d.short != nil && d.joinsShort(b, rec) {
		return
	}
	switch {
	case d.problem != "":
		reject(b, rec.line, rec.raw, d.problem)
	case cells > d.width, cells == 1 && d.width > 2:
		reject(b, rec.line, rec.raw, fmt.Sprintf("has %s where the header has %d", countColumns(cells), d.width))
	case cells < d.width:
		d.holdShort(rec)
	default:
		d.addRecord(b, rec)
	}
}

// holdShort keeps a record that lacks cells until the next is known: the two may
// be one row, broken at a line end within a cell.
func (d *csvDecoder) holdShort(rec *csvRecord) {
	held := &csvRecord{line: rec.line, raw: bytes.Clone(rec.raw), clean: d.clean}
	for _, field := range rec.fields {
		held.fields = append(held.fields, bytes.Clone(field))
	}
	d.short = held
}

// joinsShort adds the record that was held, or rejects it together with rec, where
// the two are the halves of one row; then it is true.
func (d *csvDecoder) joinsShort(b *record.Batch, rec *csvRecord) bool {
	held := d.short
	if d.problem == "" && rec.line == held.line+1 && len(rec.fields) < d.width && len(held.fields)+len(rec.fields) == d.width+1 {
		d.short = nil
		reject(b, held.line, held.raw, "ends within a cell; put the cell in quotes, or take the line end out of it")
		reject(b, rec.line, rec.raw, "is the rest of the row before it, which ends within a cell")
		return true
	}
	d.addShort(b)
	return false
}

// addShort adds the record that was held, with empty cells where it has none.
func (d *csvDecoder) addShort(b *record.Batch) {
	held, clean := d.short, d.clean
	d.short = nil
	d.shapes.short.count++
	held.fields = append(held.fields, make([][]byte, d.width-len(held.fields))...)
	if d.kind == Events {
		for i := range held.fields {
			held.fields[i] = b.CopyBytes(held.fields[i])
		}
	}
	d.clean = held.clean
	d.addRecord(b, held)
	d.clean = clean
}

// finish adds what was held at the end of the file, and reports whether there was
// anything.
func (d *csvDecoder) finish(b *record.Batch) bool {
	before := b.Len()
	if d.short != nil {
		d.addShort(b)
	}
	d.rejectTotal(b)
	return b.Len() > before
}
