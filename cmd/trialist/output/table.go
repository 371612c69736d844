package output

import (
	"bufio"
	"bytes"
	"io"
	"slices"

	"trialist/cmd/trialist/terminal"
	"trialist/scoring/value"
	"trialist/ui/clean"
)

// Column describes one column of a table.
type Column struct {
	Header     string
	AlignRight bool // for numbers
	Shrinkable bool // may be narrowed to fit the terminal, down to MinWidth
	// MinWidth is how many cells of a Shrinkable column are kept while others can be left
	// out instead; 0 is minShrunkWidth, to which it is narrowed when one is left to drop.
	MinWidth  int
	DropOrder int // 0 is never dropped; of the others the highest is dropped first
}

const (
	columnGap      = "  " // between two columns
	minShrunkWidth = 12   // cells, of a Shrinkable column
)

// Table prints rows of text for people. Every cell is made safe for a terminal and
// takes one line. Programs should read JSON or CSV instead.
//
// A long table is written in parts. Rows that are written are freed; only the widths
// of the columns are kept, so that later parts line up.
type Table struct {
	columns    []Column
	cells      []cell   // of the rows that are not written yet, row by row
	fullWidths []int    // width of the widest cell so far, by column
	shown      []bool   // columns under the last header, in order
	omitted    []string // headers of the columns that the width had no room for
}

// cell is a safe text and its width in cells of the terminal.
type cell struct {
	text  clean.Text
	width int
}

func newCell(s string) cell {
	text := clean.Of(s)
	return cell{text, text.Width()}
}

// NewTable returns a table without rows.
func NewTable(columns ...Column) *Table {
	return &Table{columns: columns, fullWidths: make([]int, len(columns))}
}

// AddRow appends a row, one text for each column.
func (t *Table) AddRow(cells ...string) {
	for _, s := range cells {
		t.cells = append(t.cells, newCell(s))
	}
}

// Empty reports whether there are no rows to write.
func (t *Table) Empty() bool { return len(t.cells) == 0 }

// ReserveWidth makes a column at least as wide as s, which is added later.
func (t *Table) ReserveWidth(column int, s string) {
	t.fullWidths[column] = max(t.fullWidths[column], newCell(s).width)
}

// Omitted says which columns the width had no room for, "" where it had for all. A table
// that is written in parts says so by its caption.
func (t *Table) Omitted() string {
	if len(t.omitted) == 0 {
		return ""
	}
	return "no room for " + value.JoinList(t.omitted, "and")
}

// WriteWhole is Write for a table of one part. It says below which columns had no room.
func (t *Table) WriteWhole(w io.Writer) error {
	if err := t.Write(w); err != nil || len(t.omitted) == 0 {
		return err
	}
	return terminal.PrintProse(w, "("+t.Omitted()+"; --json has all)")
}

// Write prints the rows added since the last Write, and frees them. If w is a
// terminal it fits them to its width.
func (t *Table) Write(w io.Writer) error { return t.writeFitted(w, terminal.LineWidth(w)) }

// writeFitted is Write for lines of at most width cells, 0 for no limit. Columns are
// as wide as these and all earlier rows need. The header is printed first, and again
// whenever a column appears that was empty before.
func (t *Table) writeFitted(w io.Writer, width int) error {
	out := bufio.NewWriterSize(w, 64<<10)
	header := make([]cell, len(t.columns))
	for i, c := range t.columns {
		header[i] = newCell(c.Header)
	}
	widths := t.columnWidths(header, width)
	var line []byte
	write := func(row []cell) {
		line = t.appendLine(line[:0], row, widths)
		if width > 0 {
			line = append(line[:0], clean.Text(line).Fit(width)...) // the columns that stay may still be too wide
		}
		line = append(line, '\n')
		out.Write(line) //nolint:errcheck // kept by the writer and told by Flush
	}
	shown := make([]bool, len(widths))
	for i, w := range widths {
		shown[i] = w > 0
	}
	if !slices.Equal(shown, t.shown) {
		t.shown = shown
		write(header)
	}
	for row := range slices.Chunk(t.cells, len(t.columns)) {
		write(row)
	}
	t.cells = t.cells[:0]
	return out.Flush()
}

// appendLine appends one row without trailing blanks.
func (t *Table) appendLine(line []byte, row []cell, widths []int) []byte {
	first := true
	for i, c := range row {
		if widths[i] == 0 {
			continue
		}
		if !first {
			line = append(line, columnGap...)
		}
		first = false
		if c.width > widths[i] {
			text := c.text.Fit(widths[i])
			c = cell{text, text.Width()}
		}
		blanks := widths[i] - c.width
		if t.columns[i].AlignRight {
			line = appendBlanks(line, blanks)
			blanks = 0
		}
		line = appendBlanks(append(line, c.text...), blanks)
	}
	return bytes.TrimRight(line, " ")
}

func appendBlanks(line []byte, n int) []byte {
	for range n {
		line = append(line, ' ')
	}
	return line
}

// columnWidths returns the width of each column for lines of at most width cells, 0
// for columns that are left out. Droppable columns that are empty are left out, and
// then as many others as needed. A width of 0 means no limit.
func (t *Table) columnWidths(header []cell, width int) []int {
	for i := range t.cells {
		c := i % len(t.columns)
		t.fullWidths[c] = max(t.fullWidths[c], t.cells[i].width)
	}
	for i, c := range t.columns {
		if t.fullWidths[i] > 0 || c.DropOrder == 0 {
			t.fullWidths[i] = max(t.fullWidths[i], header[i].width)
		}
	}
	natural := slices.Clone(t.fullWidths)
	for width > 0 {
		widths := slices.Clone(natural)
		if t.shrink(widths, lineWidth(widths)-width, Column.minWidth) {
			return widths
		}
		last, others := t.nextToDrop(natural)
		if !others && t.shrink(widths, lineWidth(widths)-width, func(Column) int { return minShrunkWidth }) || last < 0 {
			return widths
		}
		natural[last] = 0
		if header := t.columns[last].Header; !slices.Contains(t.omitted, header) {
			t.omitted = append(t.omitted, header)
		}
	}
	return natural
}

// minWidth is how many cells of the column are kept while others can be left out.
func (c Column) minWidth() int { return max(c.MinWidth, minShrunkWidth) }

// shrink takes over cells off the widest Shrinkable columns, down to their least widths,
// and reports whether that was possible.
func (t *Table) shrink(widths []int, over int, least func(Column) int) bool {
	for ; over > 0; over-- {
		widest := -1
		for i, c := range t.columns {
			if c.Shrinkable && widths[i] > least(c) && (widest < 0 || widths[i] > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return false
		}
		widths[widest]--
	}
	return true
}

// nextToDrop returns the column to leave out next, or -1, and reports whether more can
// be left out after it.
func (t *Table) nextToDrop(widths []int) (next int, others bool) {
	next = -1
	for i, c := range t.columns {
		if c.DropOrder == 0 || widths[i] == 0 {
			continue
		}
		others = next >= 0
		if next < 0 || c.DropOrder > t.columns[next].DropOrder {
			next = i
		}
	}
	return next, others
}

func lineWidth(widths []int) int {
	width, shown := 0, 0
	for _, w := range widths {
		if w > 0 {
			width += w
			shown++
		}
	}
	return width + max(0, shown-1)*len(columnGap)
}
