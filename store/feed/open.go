package feed

import (
	"errors"
	"fmt"
	"io"
	"time"

	"trialist/scoring/record"
)

// Options is what the user says about a file beyond what it says itself. The
// zero Options leave everything to detection.
type Options struct {
	As          Kind              // what the rows are; zero to find out
	Map         map[string]string // column header to field, over the names that are recognised
	Zone        *time.Location    // of times that carry none; nil is UTC
	Dates       DateOrder         // of columns that read both ways
	Decimal     DecimalMark       // of columns that read both ways
	Missing     []string          // words for nothing, instead of the usual ones; nil for those
	EraseBlanks bool              // blank cells take values away; otherwise they say nothing
	Delimiter   byte              // of CSV: , ; tab or |; 0 to find out
	Encoding    Encoding          // of the text; zero to find out
	Stdin       io.Reader         // what the path "-" reads

	Stream  func(path string) io.Reader // reads what is no regular file, such as a named pipe; nil reads it as one
	Spooled func(bytes int64)           // may be nil; called often with how much of a stream has come

	head int // bytes looked at to recognise the file; 0 is headSize, tests make do with less
}

// columns is what o says about the columns.
func (o Options) columns() columnOptions {
	return columnOptions{As: o.As, Map: o.Map, Zone: o.Zone, Dates: o.Dates, Decimal: o.Decimal, Missing: o.Missing, EraseBlanks: o.EraseBlanks}
}

// text is what o says about the text.
func (o Options) text() inputOptions {
	return inputOptions{Encoding: o.Encoding, Stdin: o.Stdin, Stream: o.Stream, Spooled: o.Spooled, head: o.head}
}

// File is an open file of rows. It is a [record.Source] for one goroutine.
type File struct {
	Format  string // "csv" or "jsonl"
	Kind    Kind
	Columns []Use // in file order

	// Unmapped are the columns of [Options.Map] that the file does not have. Where
	// several files are read with the same options, each takes what it has.
	Unmapped []string

	Names     string // the line that names the columns of a table, as it stands
	NamesLine int    // where it stands, from 1

	in      *input
	decoder decoder
}

// Open recognises the file at path ("-" is [Options.Stdin]) and makes it ready
// to be read. Standard input and other streams are read to their end first, so that
// reading the rows waits for nobody. The caller must Close it. An error is one line that starts with
// the path: the file is missing, empty, not text, has no column that could be
// an account id, or has a column of dates that reads two ways.
func Open(path string, o Options) (*File, error) {
	if _, err := ParseKind(string(o.As)); err != nil {
		return nil, err
	}
	in, err := openInput(path, o.text())
	if err != nil {
		return nil, err
	}
	open := detect
	if isRejects(in.head) {
		open = openRejects
	}
	f, err := open(in, o)
	if err != nil {
		in.close() //nolint:errcheck // only read from; the first error is the one to tell
		return nil, fmt.Errorf("%s: %w", in.name, err)
	}
	return f, nil
}

// Next appends the next rows to b, some thousands at a time, and returns io.EOF
// after the last. Any other error means that the file as a whole cannot be
// read; it starts with the path.
func (f *File) Next(b *record.Batch) error {
	err := f.decoder.next(b)
	b.BytesRead = f.in.bytesRead
	if err == nil || errors.Is(err, io.EOF) {
		return err
	}
	return fmt.Errorf("%s: %w", f.in.name, err)
}

// Notes are what was chosen in reading the file without asking and what was read
// otherwise than it stands there, for the user to see. They are complete once Next
// has returned io.EOF.
func (f *File) Notes() []Note { return f.in.notes.said() }

// Size is the length of the file in bytes as it lies on disk, the total that
// [record.Batch.Read] grows to; 0 when it is not known.
func (f *File) Size() int64 { return f.in.size }

// Close closes the file and removes what was spooled of a stream.
func (f *File) Close() error { return f.in.close() }

// newFile is a file whose columns are known.
func newFile(l *layout, d decoder, in *input) *File {
	f := &File{Kind: l.kind, Columns: l.columnUses(), Unmapped: l.missing, decoder: d}
	if l.users {
		f.Kind, f.decoder = Mixed, newUserAccounts(d, l, &in.notes)
	}
	return f
}
