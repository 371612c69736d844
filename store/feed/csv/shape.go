package csv

import (
	"bytes"
	"fmt"
	"slices"

	"trialist/scoring/record"
	"trialist/store/feed/chars"
	"trialist/store/feed/field"
	"trialist/store/feed/notes"
	"trialist/store/feed/rows"
)

// Real files are less regular than their header: rows have too many or too few
// delimiters, a whole line is in quotes, or the last row is a total.

// shapeNotes count rows that are not as wide as the header says.
type shapeNotes struct{ wrapped, long, short *notes.Counter }

func newShapeNotes(n *notes.List) shapeNotes {
	return shapeNotes{
		wrapped: n.Counter("1 row was in quotes as a whole and was split all the same", "%d rows were in quotes as a whole and were split all the same"),
		long:    n.Counter("1 row has empty cells beyond the last column", "%d rows have empty cells beyond the last column"),
		short:   n.Counter("1 row is shorter than the header; the cells it lacks count as empty", "%d rows are shorter than the header; the cells they lack count as empty"),
	}
}

// addShaped adds a record of any number of cells, or rejects it.
func (d *Decoder) addShaped(b *record.Batch, rec *Record) {
	if rec.wrapped {
		d.shapes.wrapped.Count++
	}
	if d.problem == "" && d.fatal == nil {
		d.fatal = rows.LineError(rec.Line, otherHeader(rec))
	}
	cells := len(rec.Fields)
	if d.problem == "" && cells > d.width && !slices.ContainsFunc(rec.Fields[d.width:], func(p []byte) bool { return len(chars.TrimInvisible(p)) > 0 }) {
		d.shapes.long.Count++
		rec.Fields = rec.Fields[:d.width]
		cells = d.width
	}
	if d.short != nil && d.joinsShort(b, rec) {
		return
	}
	switch {
	case d.problem != "":
		rows.Reject(b, rec.Line, rec.raw, d.problem)
	case cells > d.width, cells == 1 && d.width > 2:
		rows.Reject(b, rec.Line, rec.raw, fmt.Sprintf("has %s where the header has %d", CountColumns(cells), d.width))
	case cells < d.width:
		d.holdShort(rec)
	default:
		d.addRecord(b, rec)
	}
}

// holdShort keeps a record with too few cells until the next is read: the two may be one
// row with an unquoted line end in a cell.
func (d *Decoder) holdShort(rec *Record) {
	held := &Record{Line: rec.Line, raw: bytes.Clone(rec.raw), clean: d.clean}
	for _, field := range rec.Fields {
		held.Fields = append(held.Fields, bytes.Clone(field))
	}
	d.short = held
}

// joinsShort rejects the held record and rec where they are the halves of one row, and
// is true then. Otherwise it adds the held record.
func (d *Decoder) joinsShort(b *record.Batch, rec *Record) bool {
	held := d.short
	if d.problem == "" && rec.Line == held.Line+1 && len(rec.Fields) < d.width && len(held.Fields)+len(rec.Fields) == d.width+1 {
		d.short = nil
		rows.Reject(b, held.Line, held.raw, "ends within a cell; put the cell in quotes, or take the line end out of it")
		rows.Reject(b, rec.Line, rec.raw, "is the rest of the row before it, which ends within a cell")
		return true
	}
	d.addShort(b)
	return false
}

// addShort adds the held record, padded with empty cells.
func (d *Decoder) addShort(b *record.Batch) {
	held, clean := d.short, d.clean
	d.short = nil
	d.shapes.short.Count++
	held.Fields = append(held.Fields, make([][]byte, d.width-len(held.Fields))...)
	if d.Kind == field.Events {
		for i := range held.Fields {
			held.Fields[i] = b.CopyBytes(held.Fields[i])
		}
	}
	d.clean = held.clean
	d.addRecord(b, held)
	d.clean = clean
}

// finish adds what is still held at the end of the file, and reports whether there was
// anything.
func (d *Decoder) finish(b *record.Batch) bool {
	before := b.Len()
	if d.short != nil {
		d.addShort(b)
	}
	d.RejectFooters(b)
	return b.Len() > before
}
