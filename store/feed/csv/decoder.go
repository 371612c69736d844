package csv

import (
	"bytes"
	"errors"
	"io"

	"trialist/scoring/record"
	"trialist/store/feed/cell"
	"trialist/store/feed/chars"
	"trialist/store/feed/columns"
	"trialist/store/feed/date"
	"trialist/store/feed/field"
	"trialist/store/feed/input"
	"trialist/store/feed/notes"
	"trialist/store/feed/number"
	"trialist/store/feed/rows"
	"trialist/store/feed/sample"
)

// Decoder reads delimited text with a line of headers. Its rows are of one
// kind, given by the columns.
type Decoder struct {
	reader
	rows.Builder
	addRecord func(b *record.Batch, rec *Record)

	// The places of the columns that are not attributes; -1 without one.
	account, contact, name, event, eventID, time, timeOfDay, count int

	shapes shapeNotes
	again  *notes.Counter // rows with the names of the columns; nil until there is one
	short  *Record        // with fewer cells than the header, see addShort

	rowsSampled int   // observed in the head
	sampled     bool  // which are all rows of the head
	fatal       error // why the file cannot be read on

	times  date.Parser // of the time of events
	values int         // attributes a row

	counts    countForms         // of events, in the sample
	countMark number.DecimalMark // of those
	ends      []int              // of the columns of the line at hand, see fastEvents; nil unless rows are events
}

// Open recognises the columns of delimited text.
func Open(in *input.Text, o columns.Options, delimiter byte) (*Decoder, error) {
	head := bytes.Clone(in.Head) // splitting writes into it
	r := newReader(head, in.Complete, delimiter)
	header, used, err := r.readHeader(head, in.Complete, &in.Notes)
	if err != nil {
		return nil, err
	}
	p, err := r.profile(in, head[used:], len(header))
	if err != nil {
		return nil, err
	}
	l, err := columns.New(header, o, p, &in.Notes)
	if err != nil {
		return nil, err
	}
	d := &Decoder{reader: *r, Builder: rows.NewBuilder(l, o), shapes: newShapeNotes(&in.Notes)}
	d.time, d.timeOfDay = d.Index(field.Time), d.Index(field.TimeOfDay)
	if err := d.sample(head[used:], in.Complete); err != nil {
		return nil, err
	}
	if err := d.readBeyondSample(in, used, o); err != nil {
		return nil, err
	}
	if err := l.DecideFormats(o, d.delimiter); err != nil {
		return nil, err
	}
	if i := l.Index(field.Count); i >= 0 {
		if d.countMark, err = d.counts.decimalMark(l, &l.Columns[i], o, d.delimiter); err != nil {
			return nil, err
		}
	}
	if _, err := io.CopyN(io.Discard, in, int64(used)); err != nil {
		return nil, err
	}
	d.Reset(in)
	d.fields = nil
	d.headerAgain = func(line int) { noteRepeatedHeader(&d.again, &in.Notes, line) }
	d.locateFields()
	return d, nil
}

// sample observes the first records of the head. The rest of it is split all the
// same, so that a quote that is never closed is found before a row is kept.
func (d *Decoder) sample(head []byte, all bool) error {
	r := d.reader
	r.Eof = all
	r.fields = nil
	var observed []int
	for i := range d.Columns {
		if d.Columns[i].Observed() || d.Columns[i].Field == field.Count {
			observed = append(observed, i)
		}
	}
	d.sampled = true
	_, err := r.split(head, head, func(rec *Record) {
		if d.rowsSampled == sample.Rows {
			d.sampled = false
			return
		}
		d.rowsSampled++
		d.observe(rec, r.problem, observed)
	})
	return err
}

// readBeyondSample reads on beyond the sample where a column is open, and rewinds.
func (d *Decoder) readBeyondSample(in *input.Text, used int, o columns.Options) error {
	open := d.open(o)
	if len(open) == 0 || in.Complete && d.sampled {
		return nil
	}
	if err := in.Rewind(); err != nil {
		return err
	}
	if _, err := io.CopyN(io.Discard, in, int64(used)); err != nil {
		return err
	}
	r := d.reader
	r.Reset(in)
	r.fields = nil
	var scratch []byte
	keep := func(p []byte) []byte {
		scratch = append(scratch[:0], p...)
		return scratch
	}
	skip := d.rowsSampled
	for len(open) > 0 {
		err := r.chunk(keep, func(rec *Record) {
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
		if d.Kind == field.Events {
			open = d.open(o)
		}
	}
	return in.Rewind()
}

// open are the places of the columns that are not decided.
func (d *Decoder) open(o columns.Options) []int {
	var open []int
	for i := range d.Columns {
		if d.Undecided(&d.Columns[i], o) {
			open = append(open, i)
		}
	}
	return open
}

// observe takes the cells of a record into account.
func (d *Decoder) observe(rec *Record, problem string, columns []int) {
	if problem != "" {
		return
	}
	for _, i := range columns {
		if i >= len(rec.Fields) {
			return
		}
		c := &d.Columns[i]
		switch p, ok := unguardedCell(d.cellAt(rec, i)); {
		case !ok || d.AbsentWords.HasValue(p):
		case c.Field == field.Count:
			d.counts.observe(p)
		default:
			c.Stats.Observe(p, c.IsDate())
		}
	}
}

// cellAt is a cell of a record. The date of an event has the time of day with it that stands
// in a column of its own.
func (d *Decoder) cellAt(rec *Record, column int) []byte {
	if column != d.time || d.timeOfDay < 0 {
		return rec.Fields[column]
	}
	day := chars.Trim(rec.Fields[column])
	if d.timeOfDay >= len(rec.Fields) {
		return day
	}
	return d.JoinTimeOfDay(day, rec.Fields[d.timeOfDay])
}

// unguardedCell is a cell that is there and not marked as text.
func unguardedCell(p []byte) ([]byte, bool) {
	p = chars.Trim(p)
	if cell.IsAbsent(p) {
		return nil, false
	}
	if p[0] == '\'' {
		if _, marked := cell.UnescapeFormula(string(p), cell.ParsesAsValue); marked {
			return nil, false
		}
	}
	return p, true
}
