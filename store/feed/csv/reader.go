package csv

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"trialist/store/feed/chars"
	"trialist/store/feed/input"
)

// reader walks over the records of delimited text, a chunk at a time.
type reader struct {
	splitter
	input.Buffer
	line  int // of the next record, from 1
	width int // cells of the header; 0 until it is known

	header    []string // the names of the columns; nil where records are not compared with them
	Names     string   // the line of the header as it stood
	NamesLine int
	clean     bool // the chunk at hand has nothing in it to cleanse
	ascii     bool // and nothing beyond ASCII

	// fastLines takes the lines at the start of a text that is clean and has no quotes,
	// and returns the bytes and lines that it took. What it leaves is split; nil
	// leaves all.
	fastLines func(p []byte, line int) (used, lines int)

	// headerAgain is told of a record that has the names of the columns again, which
	// is not handed on. It may be nil.
	headerAgain func(line int)
}

// Record is one record of a file. Its fields alias the kept chunk; raw is the
// text as it stood.
type Record struct {
	Line    int
	Fields  [][]byte
	raw     []byte
	wrapped bool // it was in quotes as a whole
	clean   bool // of one that was held, see reader
}

// chunk hands the records of the next chunk to take, which may keep the fields
// as long as the memory that keep gave. It returns io.EOF after the last chunk.
func (r *reader) chunk(keep func([]byte) []byte, take func(*Record)) error {
	if err := r.Fill(); err != nil {
		return err
	}
	for len(r.Text()) > 0 {
		used, err := r.split(keep(r.Text()), r.Text(), take)
		if err != nil {
			return err
		}
		if r.Start += used; used > 0 {
			return nil
		}
		if err := r.Grow(r.line); err != nil {
			return err
		}
	}
	return io.EOF
}

// Split hands the records of a whole text to take. A record that is in quotes as
// a whole is split once more where there should be several columns.
func Split(text []byte, delimiter byte, columns int, take func(*Record)) error {
	r := newReader(text, true, delimiter)
	r.Eof, r.width = true, columns
	_, err := r.split(bytes.Clone(text), text, take)
	return err
}

// split hands on the complete records of p, a copy of raw, and returns the
// bytes they take.
func (r *reader) split(p, raw []byte, take func(*Record)) (int, error) {
	quotes := bytes.IndexByte(p, '"') >= 0
	whole := len(p) // without a character cut at the end of the chunk
	if !r.Eof {
		whole = bytes.LastIndexByte(p, r.eol) + 1
	}
	r.ascii = chars.IsASCII(p[:whole])
	r.clean = r.ascii && bytes.IndexByte(p[:whole], 0) < 0 || chars.IsClean(p[:whole])
	var rec Record
	at := 0
	for at < len(p) {
		if r.fastLines != nil && r.clean && !quotes {
			used, lines := r.fastLines(p[at:], r.line)
			if r.line += lines; used > 0 {
				at += used
				continue
			}
		}
		n, err := r.record(p[at:], quotes, r.Eof)
		if err != nil {
			if open := (*unclosedQuote)(nil); errors.As(err, &open) {
				return 0, &unclosedQuote{line: r.line + open.line}
			}
			return at, nil
		}
		rec.Line, rec.Fields, rec.raw, rec.wrapped = r.line, r.fields, raw[at:at+n], false
		if len(rec.Fields) == 1 && r.width > 1 {
			rec.Fields = r.unwrap(rec.Fields[0])
			rec.wrapped = len(rec.Fields) > 1
		}
		r.line += r.lines
		at += n
		switch {
		case len(rec.Fields) == 1 && len(chars.Trim(rec.Fields[0])) == 0:
		case r.problem == "" && r.repeatsHeader(&rec):
			if r.headerAgain != nil {
				r.headerAgain(rec.Line)
			}
		default:
			take(&rec)
		}
	}
	return at, nil
}

func CountColumns(n int) string {
	if n == 1 {
		return "1 column"
	}
	return fmt.Sprintf("%d columns", n)
}
