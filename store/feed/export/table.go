package export

import (
	"bufio"
	"io"
	"strings"

	"trialist/store/feed/cell"
	"trialist/store/feed/chars"
)

// Options is how rows are written.
type Options struct {
	// Raw writes texts as they are. A spreadsheet may run what it finds in
	// them, so it is for programs only; what looks like a number or a date is
	// not told from one when it is read back.
	Raw bool

	// Normalized writes dates and numbers in one form that reads the same with any
	// options: 1499.5 for "1.499,50", a time as an instant of UTC. Otherwise they are
	// given as they were written.
	Normalized bool
}

// Table writes CSV, cell by cell. The first error of the writer underneath is
// kept and told by Flush; after it nothing more is written.
type Table struct {
	w     *bufio.Writer
	raw   bool
	row   []byte
	cells int
}

// NewTable is a table written to w.
func NewTable(w io.Writer, o Options) *Table {
	return &Table{w: bufio.NewWriterSize(w, 64<<10), raw: o.Raw}
}

// Text adds a cell of text that others wrote, safe to open in a spreadsheet.
func (t *Table) Text(s string) { t.escaped(s, nil) }

// Plain adds a cell of the program's own: a number, a date, a yes or no.
func (t *Table) Plain(s string) { t.cell(s) }

// escaped adds a cell of text that is guarded also where special says so.
func (t *Table) escaped(s string, special func(string) bool) {
	t.cell(t.escape(s, special))
}

// escape is a text as it is written, but for quotes.
func (t *Table) escape(s string, special func(string) bool) string {
	if strings.IndexByte(s, 0) >= 0 {
		s = string(chars.Cleanse([]byte(s)))
	}
	if t.raw {
		return s
	}
	return cell.EscapeFormula(s, special)
}

// cell adds a cell, quoted where it has to be.
func (t *Table) cell(s string) {
	t.next()
	t.row = appendCell(t.row, s)
}

// next ends the cell before.
func (t *Table) next() {
	if t.cells > 0 {
		t.row = append(t.row, ',')
	}
	t.cells++
}

// appendCell appends a cell, quoted where it has to be.
func appendCell(row []byte, s string) []byte {
	if !needsQuotes(s) {
		return append(row, s...)
	}
	row = append(row, '"')
	for {
		i := strings.IndexByte(s, '"')
		if i < 0 {
			break
		}
		row = append(append(row, s[:i]...), `""`...)
		s = s[i+1:]
	}
	return append(append(row, s...), '"')
}

// needsQuotes reports whether a cell would not be read back as it is without
// quotes, by this program or by one that splits at other characters.
func needsQuotes(s string) bool {
	if s == "" {
		return false
	}
	if s[0] == ' ' || s[len(s)-1] == ' ' {
		return true
	}
	for i := range len(s) { // faster than strings.ContainsAny for texts as short as cells
		switch s[i] {
		case ',', ';', '|', '\t', '"', '\r', '\n':
			return true
		}
	}
	return false
}

// End ends the row.
func (t *Table) End() {
	if t.cells == 1 && len(t.row) == 0 {
		t.row = append(t.row, `""`...) // a blank line is no row
	}
	t.row = append(t.row, '\n')
	t.w.Write(t.row) //nolint:errcheck // kept by the writer and told by Flush
	t.row, t.cells = t.row[:0], 0
}

// Flush writes what is buffered and returns the first error there was.
func (t *Table) Flush() error { return t.w.Flush() }
