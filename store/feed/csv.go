package feed

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

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

	format dateFormat // of the time
	width  int        // attributes a row
	ends   []int      // of the columns of the line at hand, see fastEvents; nil unless rows are events
}

// openCSV recognises the columns of delimited text.
func openCSV(in *input, o Options) (*File, error) {
	head := bytes.Clone(in.head) // splitting writes into it
	r := newReader(head, in.complete, o.Delimiter)
	header, used, err := r.header(head, in.complete)
	if err != nil {
		return nil, err
	}
	l, err := newLayout(header, o, r.profile(bytes.Clone(head[used:]), in.complete, len(header)), &in.notes)
	if err != nil {
		return nil, err
	}
	d := &csvDecoder{csvReader: *r, rowBuilder: newRowBuilder(l, o)}
	if err := d.sample(head[used:], in.complete); err != nil {
		return nil, err
	}
	if err := d.readBeyondSample(in, used, o); err != nil {
		return nil, err
	}
	if err := l.decideFormats(o); err != nil {
		return nil, err
	}
	if _, err := io.CopyN(io.Discard, in, int64(used)); err != nil {
		return nil, err
	}
	d.reset(in)
	d.fields = nil
	d.locateFields()
	return &File{Kind: l.kind, Columns: l.columnUses(), Unmapped: l.missing, decoder: d}, nil
}

// newReader is a reader of delimited text of which head is the start.
func newReader(head []byte, all bool, delimiter byte) *csvReader {
	r := &csvReader{line: 1}
	r.eol = '\n'
	if bytes.IndexByte(head, '\n') < 0 && bytes.IndexByte(head, '\r') >= 0 {
		r.eol = '\r'
	}
	if r.delimiter = delimiter; delimiter == 0 {
		r.delimiter = findDelimiter(head, all, r.eol)
	}
	return r
}

// header reads the first line that is not blank, and returns the bytes up to
// behind it. A line "sep=;" in front of it, which spreadsheets write, is obeyed.
func (r *csvReader) header(head []byte, all bool) ([]string, int, error) {
	used := 0
	for used < len(head) {
		n, err := r.record(head[used:], true, all)
		var open *unclosedQuote
		switch {
		case errors.As(err, &open):
			return nil, 0, &unclosedQuote{line: r.line + open.line}
		case err != nil:
			return nil, 0, fmt.Errorf("line %d: the line of column names is longer than %d KiB", r.line, headSize>>10)
		}
		line := head[used : used+n]
		used += n
		r.line += r.lines
		if text := strings.TrimRight(string(line), "\r\n"); len(text) == 5 && strings.HasPrefix(strings.ToLower(text), "sep=") {
			r.delimiter = text[4]
			continue
		}
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		headers := make([]string, len(r.fields))
		for i, field := range r.fields {
			header, _ := unescapeFormula(string(trim(cleanse(field))), nil)
			headers[i] = truncateUTF8(header, maxHeader)
		}
		return headers, used, nil
	}
	return nil, 0, errNoColumns
}

// maxHeader is the most bytes of a header that are kept.
const maxHeader = 512

// delimiters are the characters that can separate columns, the likelier first.
const delimiters = ",;\t|"

// findDelimiter is the character that splits the first line into the most names
// that are known; of equals the one that splits the lines after it into the same
// number of columns, and then into the most.
func findDelimiter(head []byte, all bool, eol byte) byte {
	best, most := delimiters[0], 0
	for i := range len(delimiters) {
		s := splitter{delimiter: delimiters[i], eol: eol}
		if points := s.score(head, all); points > most {
			best, most = delimiters[i], points
		}
	}
	return best
}

// score is how well the splitter's delimiter fits the text; 0 when it is not in
// the first line.
func (s *splitter) score(head []byte, all bool) int {
	const lines = 20
	text := bytes.Clone(head[:min(len(head), 256<<10)])
	known, width, same, seen := 0, 0, 0, 0
	for at := 0; at < len(text) && seen < lines; {
		n, err := s.record(text[at:], true, all && len(text) == len(head))
		if err != nil {
			break
		}
		at += n
		if len(s.fields) == 1 && len(trim(s.fields[0])) == 0 {
			continue
		}
		if seen++; seen == 1 {
			width = len(s.fields)
			for _, field := range s.fields {
				if isKnownName(string(field)) {
					known++
				}
			}
		}
		if len(s.fields) == width {
			same++
		}
	}
	if width < 2 {
		return 0
	}
	return (min(known, 99)*1000+same*999/seen)*1000 + min(width, 999)
}

// sample observes the first records of the head. The rest of it is split all the
// same, so that a quote that is never closed is found before a row is kept.
func (d *csvDecoder) sample(head []byte, all bool) error {
	r := d.csvReader
	r.eof = all
	r.fields = nil
	seen := 0
	_, err := r.split(head, head, func(rec *csvRecord) {
		if seen++; seen > sampleRows || r.problem != "" || len(rec.fields) != len(d.columns) {
			return
		}
		for i := range d.columns {
			if c := &d.columns[i]; c.observed() {
				if p, ok := unguardedCell(rec.fields[i]); ok {
					c.stats.observe(p, c.isDate())
				}
			}
		}
	})
	return err
}

// readBeyondSample reads on beyond the sample for as long as a column is open, and rewinds.
func (d *csvDecoder) readBeyondSample(in *input, used int, o Options) error {
	var open []int
	for i := range d.columns {
		if d.columns[i].undecided(o) {
			open = append(open, i)
		}
	}
	if len(open) == 0 {
		return nil
	}
	if err := in.spool(); err != nil {
		return err
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
	for len(open) > 0 {
		err := r.chunk(keep, func(rec *csvRecord) {
			if r.problem != "" || len(rec.fields) != len(d.columns) {
				return
			}
			for _, i := range open {
				if p, ok := unguardedCell(rec.fields[i]); ok {
					d.columns[i].observeBeyond(p)
				}
			}
		})
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		still := open[:0]
		for _, i := range open {
			if d.columns[i].undecided(o) {
				still = append(still, i)
			}
		}
		open = still
	}
	return in.rewind()
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
