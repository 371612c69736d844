package feed

import (
	"bytes"
	"errors"
	"io"
	"time"

	"trialist/scoring/record"
)

// csvDecoder reads delimited text with a line of headers. Its rows are of one
// kind, given by the columns.
type csvDecoder struct {
	csvReader
	rowBuilder
	addRecord func(b *record.Batch, rec *csvRecord)

	// The places of the columns that are not attributes; -1 without one.
	account, contact, name, event, eventID, time, count int

	shapes shapeNotes
	short  *csvRecord // with fewer cells than the header, see addShort

	rowsSampled int   // observed in the head
	sampled     bool  // which are all rows of the head
	fatal       error // why the file cannot be read on

	format   dateFormat     // of the time
	timeZone *time.Location // of times that carry none
	values   int            // attributes a row
	ends     []int          // of the columns of the line at hand, see fastEvents; nil unless rows are events
}

// openCSV recognises the columns of delimited text.
func openTable(in *input, o columnOptions, delimiter byte) (*csvDecoder, error) {
	head := bytes.Clone(in.head) // splitting writes into it
	r := newReader(head, in.complete, delimiter)
	header, used, err := r.header(head, in.complete, &in.notes)
	if err != nil {
		return nil, err
	}
	p, err := r.profile(in, head[used:], len(header))
	if err != nil {
		return nil, err
	}
	l, err := newLayout(header, o, p, &in.notes)
	if err != nil {
		return nil, err
	}
	d := &csvDecoder{csvReader: *r, rowBuilder: newRowBuilder(l, o), shapes: newShapeNotes(&in.notes)}
	if err := d.sample(head[used:], in.complete); err != nil {
		return nil, err
	}
	if err := d.readBeyondSample(in, used, o); err != nil {
		return nil, err
	}
	if err := l.decideFormats(o, d.delimiter); err != nil {
		return nil, err
	}
	if _, err := io.CopyN(io.Discard, in, int64(used)); err != nil {
		return nil, err
	}
	d.reset(in)
	d.fields = nil
	d.locateFields()
	return d, nil
}

// sample observes the first records of the head. The rest of it is split all the
// same, so that a quote that is never closed is found before a row is kept.
func (d *csvDecoder) sample(head []byte, all bool) error {
	r := d.csvReader
	r.eof = all
	r.fields = nil
	var observed []int
	for i := range d.columns {
		if d.columns[i].observed() {
			observed = append(observed, i)
		}
	}
	d.sampled = true
	_, err := r.split(head, head, func(rec *csvRecord) {
		if d.rowsSampled == sampleRows {
			d.sampled = false
			return
		}
		d.rowsSampled++
		d.observe(rec, r.problem, observed)
	})
	return err
}

// readBeyondSample reads on beyond the sample where a column is open, and rewinds.
func (d *csvDecoder) readBeyondSample(in *input, used int, o columnOptions) error {
	open := d.open(o)
	if len(open) == 0 || in.complete && d.sampled {
		return nil
	}
	if err := in.rewind(); err != nil {
		return err
	}
	if _, err := io.CopyN(io.Discard, in, int64(used)); err != nil {
		return err
	}
	r := d.csvReader
	r.reset(in)
	r.fields = nil
	var scratch []byte
	keep := func(p []byte) []byte {
		scratch = append(scratch[:0], p...)
		return scratch
	}
	skip := d.rowsSampled
	for len(open) > 0 {
		err := r.chunk(keep, func(rec *csvRecord) {
			if skip > 0 {
				skip--
				return
			}
			d.observe(rec, r.problem, open)
		})
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if d.kind == Events {
			open = d.open(o)
		}
	}
	return in.rewind()
}

// open are the places of the columns that are not decided.
func (d *csvDecoder) open(o columnOptions) []int {
	var open []int
	for i := range d.columns {
		if d.undecided(&d.columns[i], o) {
			open = append(open, i)
		}
	}
	return open
}

// observe takes the cells of a record into account.
func (d *csvDecoder) observe(rec *csvRecord, problem string, columns []int) {
	if problem != "" {
		return
	}
	for _, i := range columns {
		if i >= len(rec.fields) {
			return
		}
		c := &d.columns[i]
		if p, ok := unguardedCell(rec.fields[i]); ok && !d.absentWords.has(p) {
			c.stats.observe(p, c.isDate())
		}
	}
}

// unguardedCell is a cell that is there and not marked as text.
func unguardedCell(p []byte) ([]byte, bool) {
	p = trim(p)
	if isAbsent(p) {
		return nil, false
	}
	if p[0] == '\'' {
		if _, marked := unescapeFormula(string(p), parsesAsValue); marked {
			return nil, false
		}
	}
	return p, true
}
