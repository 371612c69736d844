package feed

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"trialist/scoring/record"
)

// Kind is what the rows of a file are about.
type Kind string

// The kinds of file. The zero Kind asks [Open] to find out.
const (
	Customers Kind = "customers" // a row an account
	Contacts  Kind = "contacts"  // a row a person
	Events    Kind = "events"    // a row something that happened
	Mixed     Kind = "mixed"     // the rows differ; only ever found, never asked for
)

// ParseKind reads the name of a kind of file that a user may ask for; "" asks
// for none.
func ParseKind(s string) (Kind, error) {
	switch k := Kind(strings.ToLower(s)); k {
	case "", Customers, Contacts, Events:
		return k, nil
	case Mixed:
	}
	return "", fmt.Errorf("%q is not a kind of file: say customers, contacts or events", s)
}

// DateOrder is how dates such as 03/04/2026 are read where the column itself
// does not tell.
type DateOrder uint8

// The orders of a date. With UnknownOrder a column that reads both ways is an
// error.
const (
	UnknownOrder DateOrder = iota
	DayFirst               // 03/04/2026 is the third of April
	MonthFirst             // 03/04/2026 is the fourth of March
)

// ParseDateOrder reads "dmy" or "mdy"; "" and "auto" are [UnknownOrder].
func ParseDateOrder(s string) (DateOrder, error) {
	switch strings.ToLower(s) {
	case "", "auto":
		return UnknownOrder, nil
	case "dmy":
		return DayFirst, nil
	case "mdy":
		return MonthFirst, nil
	}
	return UnknownOrder, fmt.Errorf("%q is not an order of dates: say dmy (day first), mdy (month first) or auto", s)
}

// ParseDecimalMark reads "comma" or "point"; "" and "auto" are [UnknownDecimal].
func ParseDecimalMark(s string) (DecimalMark, error) {
	switch strings.ToLower(s) {
	case "", "auto":
		return UnknownDecimal, nil
	case "comma", ",":
		return DecimalComma, nil
	case "point", ".":
		return DecimalPoint, nil
	}
	return UnknownDecimal, fmt.Errorf("%q is not a decimal mark: say comma, point or auto", s)
}

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

// zone is the location of times that carry none.
func (o Options) zone() *time.Location {
	if o.Zone == nil {
		return time.UTC
	}
	return o.Zone
}

// Use is how one column of a file was understood.
type Use struct {
	Header string // as in the file
	Field  string // a field of --map, such as account or trial_started_at; "attribute", or "ignored"
	Detail string // how its values are read, such as "number" or "day/month/year"; may be empty
}

// File is an open file of rows. It is a [record.Source] for one goroutine.
type File struct {
	Format  string // "csv" or "jsonl"
	Kind    Kind
	Columns []Use // in file order

	// Unmapped are the columns of [Options.Map] that the file does not have. Where
	// several files are read with the same options, each takes what it has.
	Unmapped []string

	names     string // the line that names the columns, of a table
	namesLine int    // where it stands, from 1

	in      *input
	decoder decoder
}

// decoder turns the bytes of one format into rows. Each next appends at least
// one row, or returns io.EOF.
type decoder interface {
	next(b *record.Batch) error
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
	in, err := openInput(path, o)
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
	b.BytesRead = f.in.read
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
