package rejects

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"

	"trialist/scoring/record"
	"trialist/store/feed/cell"
	"trialist/store/feed/chars"
	"trialist/store/feed/csv"
	"trialist/store/feed/export"
	"trialist/store/feed/input"
)

// A file of rejected rows holds them as they stood, each with its place and the
// reason, and before those of a table its column names. So rows can be mended where
// they are, and the file imported.

// Table writes rejected rows as CSV that [feed.Open] reads as the rows that they
// are.
type Table struct {
	table *export.Table
	last  string // the file of the last row
	rows  int
}

// rejectColumns are the headers of a file of rejected rows.
var rejectColumns = []string{"file", "line", "reason", "row"}

// namesReason is the reason in the row that holds the column names of a file.
const namesReason = "names of the columns"

// NewTable is a table of rejected rows written to w. Nothing is written
// before the first row.
func NewTable(w io.Writer) *Table {
	return &Table{table: export.NewTable(w, export.Options{})}
}

// Source is a file that rejected rows come from.
type Source struct {
	Path      string // as the user calls it
	Names     string // the line that names the columns as it stands; "" without one
	NamesLine int    // where it stands, from 1
}

// Add writes a rejected row of a file.
func (t *Table) Add(file Source, reject record.Reject) {
	if t.rows == 0 {
		for _, header := range rejectColumns {
			t.table.Plain(header)
		}
		t.table.End()
	}
	if t.last != file.Path || t.rows == 0 {
		t.last = file.Path
		if file.Names != "" {
			t.row(file.Path, file.NamesLine, namesReason, file.Names)
		}
	}
	t.rows++
	t.row(file.Path, reject.Line, reject.Reason, reject.Row)
}

func (t *Table) row(path string, line int, reason, row string) {
	t.table.Text(path)
	t.table.Plain(strconv.Itoa(line))
	t.table.Text(reason)
	t.table.Text(row)
	t.table.End()
}

// Flush writes what is buffered and returns the first error of writing.
func (t *Table) Flush() error { return t.table.Flush() }

// Is reports whether the text is a file of rejected rows, also as
// spreadsheets save it.
func Is(head []byte) bool {
	line, _, _ := bytes.Cut(head, []byte{'\n'})
	names := strings.FieldsFunc(strings.TrimRight(string(line), "\r"), func(r rune) bool { return strings.ContainsRune(",;\t\"", r) })
	return strings.Join(names, ",") == strings.Join(rejectColumns, ",")
}

// maxRejects is how many bytes a file of rejected rows may have.
const maxRejects = 64 << 20

// Read is the text that the rejected rows of a file make. Its lines are
// numbered as in the file, but for rows of several lines.
func Read(in *input.Text) ([]byte, error) {
	whole, err := io.ReadAll(io.LimitReader(in, maxRejects+1))
	switch {
	case err != nil:
		return nil, err
	case len(whole) > maxRejects:
		return nil, fmt.Errorf("holds more than %d MiB of rejected rows; part it", maxRejects>>20)
	}
	var text bytes.Buffer
	var source string
	rows := 0
	var wrong error
	err = csv.Split(whole, whole[bytes.IndexAny(whole, ",;\t")], len(rejectColumns), func(rec *csv.Record) {
		if rows++; rows == 1 {
			text.WriteByte('\n') // of the column names
			return
		}
		if wrong != nil {
			return
		}
		if len(rec.Fields) != len(rejectColumns) {
			wrong = fmt.Errorf("line %d: has %s where a file of rejected rows has %d", rec.Line, csv.CountColumns(len(rec.Fields)), len(rejectColumns))
			return
		}
		file, _ := cell.UnescapeFormula(string(rec.Fields[0]), nil)
		if source == "" {
			source = file
		}
		if file != source {
			wrong = fmt.Errorf("holds rejected rows of several files, %s and %s; put those of each into a file of its own", chars.Excerpt(source, 60), chars.Excerpt(file, 60))
			return
		}
		row, _ := cell.UnescapeFormula(string(rec.Fields[3]), nil)
		text.WriteString(row)
		text.WriteByte('\n')
	})
	if err = cmp.Or(err, wrong); err != nil {
		return nil, err
	}
	return text.Bytes(), nil
}
