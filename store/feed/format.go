package feed

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"trialist/store/feed/columns"
	"trialist/store/feed/csv"
	"trialist/store/feed/input"
	"trialist/store/feed/json"
	"trialist/store/feed/rejects"
	"trialist/store/feed/zip"
)

// format is one shape of file: how it is told by its head, and how it is read.
type format struct {
	name  string
	sniff func(head []byte) bool
	open  func(in *input.Text, o Options) (*File, error)
}

// formats are tried in this order, the particular before the generic that would
// take its files too: the decoder of one vendor's JSON goes before jsonl, of
// one vendor's CSV before csv.
var formats = []format{
	{"jsonl", json.Is, openJSON},
	{"csv", isText, openCSV},
}

// detect opens the file as the first format that takes it.
func detect(in *input.Text, o Options) (*File, error) {
	if err := rejectBinary(in.Head); err != nil {
		return nil, err
	}
	for _, format := range formats {
		if !format.sniff(in.Head) {
			continue
		}
		f, err := format.open(in, o)
		if err != nil {
			return nil, err
		}
		f.Format, f.in = format.name, in
		return f, nil
	}
	return nil, errors.New("is not a format that is understood: it is neither CSV nor JSON lines")
}

func openCSV(in *input.Text, o Options) (*File, error) {
	d, err := csv.Open(in, o.columns(), o.Delimiter)
	if err != nil {
		return nil, err
	}
	f := newFile(d.Layout, d, in)
	f.Names, f.NamesLine = d.Names, d.NamesLine
	return f, nil
}

func openJSON(in *input.Text, o Options) (*File, error) {
	return openPart(in, o, nil)
}

// openPart opens the objects of a part, all where it is nil.
func openPart(in *input.Text, o Options, part *json.Part) (*File, error) {
	d, err := json.Open(in, o.columns(), part)
	if err != nil {
		return nil, err
	}
	f := newFile(d.Layout, d, in)
	if part != nil {
		f.Unmapped = slices.DeleteFunc(slices.Sorted(maps.Keys(o.Map)), func(header string) bool { // the rest of its map is not the user's
			return slices.ContainsFunc(f.Columns, func(c columns.Use) bool { return strings.EqualFold(c.Header, header) })
		})
	}
	return f, nil
}

// openParts opens a file of several kinds of objects as a file for each; nil where it is a
// file of one kind. The first closes what all read from.
func openParts(in *input.Text, path string, o Options) ([]*File, error) {
	if rejectBinary(in.Head) != nil || rejects.Is(in.Head) || !json.Is(in.Head) {
		return nil, nil
	}
	parts := json.Parts(in, o.columns())
	var files []*File
	for i := range parts {
		own, err := in, error(nil)
		if i > 0 {
			own, err = in.Again()
		}
		var f *File
		if err == nil {
			f, err = openPart(own, o, &parts[i])
		}
		if err != nil {
			in.Close() //nolint:errcheck // only read from; the first error is the one to tell
			return nil, fmt.Errorf("%s: %s: %w", in.Name, parts[i].Name, err)
		}
		f.Path, f.Format, f.in = path+": "+parts[i].Name, "jsonl", own
		files = append(files, f)
	}
	return files, nil
}

// rejectBinary says what a file is that holds no text to be read.
func rejectBinary(head []byte) error {
	switch {
	case len(bytes.TrimSpace(head)) == 0:
		return errEmpty
	case len(head) > 262 && string(head[257:262]) == "ustar":
		return errors.New("is a tar archive; unpack it, or pack its files as a zip file")
	case isMarkup(head):
		return errors.New("is a page of HTML or XML, not a table; where it came from, save it as CSV or as .xlsx")
	case zip.Is(head):
		return errors.New("is a zip file packed once more; unpack it")
	case bytes.HasPrefix(head, []byte("SQLite format 3\x00")):
		return errors.New("is a database, not a file to import; to open it, say --db")
	case bytes.IndexByte(head[:min(len(head), 8<<10)], 0) >= 0:
		return errors.New("is not text; customers and events come as CSV, JSON lines or Excel sheets")
	}
	return nil
}

// errEmpty is the error for a file with nothing in it.
var errEmpty = errors.New("is empty")

// isMarkup reports whether a file is of HTML or XML, as the spreadsheets of some programs and
// the pages that ask to log in are.
func isMarkup(head []byte) bool {
	start := bytes.ToLower(bytes.TrimLeft(head[:min(len(head), 1<<10)], " \t\r\n"))
	for _, tag := range []string{"<!doctype", "<?xml", "<html", "<head", "<body", "<table", "<!--"} {
		if bytes.HasPrefix(start, []byte(tag)) {
			return true
		}
	}
	return false
}

// isText takes any text: whether it is a table shows in its columns.
func isText([]byte) bool { return true }

// openRejects reads the rows of a file of rejected rows as those of the file that
// they come from.
func openRejects(in *input.Text, o Options) (*File, error) {
	text, err := rejects.Read(in)
	if err != nil {
		return nil, err
	}
	in.Replace(text)
	in.Notes.Say("a file of rejected rows, read as the rows that it holds")
	f, err := detect(in, o)
	if err != nil {
		return nil, fmt.Errorf("holds rejected rows and %w", err)
	}
	return f, nil
}
