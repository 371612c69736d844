package feed

import (
	"errors"
	"fmt"
	"io"
	"time"

	"trialist/scoring/record"
	"trialist/store/feed/columns"
	"trialist/store/feed/date"
	"trialist/store/feed/field"
	"trialist/store/feed/input"
	"trialist/store/feed/notes"
	"trialist/store/feed/number"
	"trialist/store/feed/rejects"
	"trialist/store/feed/rows"
)

// Options is what the user says about a file beyond what it says itself. The
// zero Options leave everything to detection.
type Options struct {
	As          field.Kind         // what the rows are; zero to find out
	Map         map[string]string  // column header to field, over the names that are recognised
	Zone        *time.Location     // of times that carry none; nil is UTC
	Dates       date.Order         // of columns that read both ways
	Decimal     number.DecimalMark // of columns that read both ways
	Missing     []string           // words for nothing, instead of the usual ones; nil for those
	EraseBlanks bool               // blank cells take values away; otherwise they say nothing
	Delimiter   byte               // of CSV: , ; tab or |; 0 to find out
	Encoding    input.Encoding     // of the text; zero to find out
	Sheet       string             // of spreadsheets; "" for the only one with something in it
	Stdin       io.Reader          // what the path "-" reads

	Stream  func(path string) io.Reader // reads what is no regular file, such as a named pipe; nil reads it as one
	Spooled func(bytes int64)           // may be nil; called often with how much of a stream has come

	head int // bytes looked at to recognise the file; 0 is headSize, tests make do with less
}

// columns is what o says about the columns.
func (o Options) columns() columns.Options {
	return columns.Options{As: o.As, Map: o.Map, Zone: o.Zone, Dates: o.Dates, Decimal: o.Decimal, Missing: o.Missing, EraseBlanks: o.EraseBlanks}
}

// text is what o says about the text.
func (o Options) text() input.Options {
	return input.Options{Encoding: o.Encoding, Stdin: o.Stdin, Stream: o.Stream, Spooled: o.Spooled, Head: o.head}
}

// File is an open file of rows. It is a [record.Source] for one goroutine.
type File struct {
	Path    string // as the user calls it; of a file in an archive that of the archive and its own
	Format  string // "csv", "jsonl" or "xlsx"
	Kind    field.Kind
	Columns []columns.Use // in file order

	// Unmapped are the columns of [Options.Map] that the file does not have. Where
	// several files are read with the same options, each takes what it has.
	Unmapped []string

	Names     string // the line that names the columns of a table, as it stands
	NamesLine int    // where it stands, from 1

	in      *input.Text
	decoder rows.Decoder
}

// Open recognises the file at path ("-" is [Options.Stdin]) and makes it ready
// to be read. Standard input and other streams are read to their end first, so that
// reading the rows waits for nobody. The caller must Close it. An error is one line that starts with
// the path: the file is missing, empty, not text, has no column that could be
// an account id, or has a column of dates that reads two ways. An archive with
// several files is for [OpenAll].
func Open(path string, o Options) (*File, error) {
	files, err := OpenAll(path, o)
	if err != nil {
		return nil, err
	}
	if len(files) > 1 {
		for _, f := range files {
			f.Close() //nolint:errcheck // only read from; the error is that there are several
		}
		return nil, fmt.Errorf("%s: holds %d files; unpack it, and name one of them", path, len(files))
	}
	return files[0], nil
}

// OpenAll is [Open] of all files that path holds: those of an archive, else the one
// that it is. Either all of them are open or none.
func OpenAll(path string, o Options) ([]*File, error) {
	if _, err := field.ParseKind(string(o.As)); err != nil {
		return nil, err
	}
	in, err := input.Open(path, o.text())
	if err != nil {
		return nil, err
	}
	if in.Zipped {
		return openArchive(in, path, o)
	}
	return openTexts(in, path, o)
}

// openTexts recognises a text, which may hold several kinds of rows. It is closed where that
// fails.
func openTexts(in *input.Text, path string, o Options) ([]*File, error) {
	files, err := openParts(in, path, o)
	if err != nil || files != nil {
		return files, err
	}
	f, err := openAsText(in, path, o)
	if err != nil {
		return nil, err
	}
	return []*File{f}, nil
}

// openAsText recognises a text. It is closed where that fails.
func openAsText(in *input.Text, path string, o Options) (*File, error) {
	open := detect
	if rejects.Is(in.Head) {
		open = openRejects
	}
	f, err := open(in, o)
	if err != nil {
		in.Close() //nolint:errcheck // only read from; the first error is the one to tell
		return nil, fmt.Errorf("%s: %w", in.Name, err)
	}
	f.Path = path
	return f, nil
}

// Next appends the next rows to b, some thousands at a time, and returns io.EOF
// after the last. Any other error means that the file as a whole cannot be
// read; it starts with the path.
func (f *File) Next(b *record.Batch) error {
	err := f.decoder.Next(b)
	b.BytesRead = f.in.BytesRead
	if err == nil || errors.Is(err, io.EOF) {
		return err
	}
	return fmt.Errorf("%s: %w", f.in.Name, err)
}

// Notes are what was chosen in reading the file without asking and what was read
// otherwise than it stands there, for the user to see. They are complete once Next
// has returned io.EOF.
func (f *File) Notes() []notes.Note { return f.in.Notes.All() }

// Size is the length of the file in bytes as it lies on disk, the total that
// [record.Batch.Read] grows to; 0 when it is not known.
func (f *File) Size() int64 { return f.in.Size }

// Close closes the file and removes what was spooled of a stream.
func (f *File) Close() error { return f.in.Close() }

// newFile is a file whose columns are known.
func newFile(l *columns.Layout, d rows.Decoder, in *input.Text) *File {
	f := &File{Kind: l.Kind, Columns: l.Uses(), Unmapped: l.Missing, decoder: d}
	if l.Users {
		f.Kind, f.decoder = field.Mixed, rows.NewUserAccounts(d, l, &in.Notes)
	}
	return f
}
