package output

import (
	"bufio"
	"bytes"
	"io"
	"slices"

	"trialist/cmd/trialist/terminal"
	"trialist/ui/clean"
)

// Column is one column of a table.
type Column struct {
	Header     string
	AlignRight bool // numbers
	Shrinkable bool // may be narrowed, to minShrunkWidth at the least, to fit the terminal
	DropOrder  int  // 0 stays; of the others the highest is left out first
}

const (
	columnGap      = "  " // between two columns
	minShrunkWidth = 12   // cells that a column which is cut keeps
)

// Table is rows of text for people to read, whatever the cells hold: each is
// made safe and takes one line. Programs read JSON or CSV instead.
//
// One that is long is written now and then. What was written is forgotten, but for
// how wide its columns were.
type Table struct {
	columns    []Column
	cells      []cell // of the rows to write, one after another
	fullWidths []int  // widths that no cell so far has to be cut for
	shown      []bool // which columns there were last
}

// cell is a text and how wide it is.
type cell struct {
	text  clean.Text
	width int
}

func newCell(s string) cell {
	text := clean.Of(s)
	return cell{text, text.Width()}
}

func NewTable(columns ...Column) *Table {
	return &Table{columns: columns, fullWidths: make([]int, len(columns))}
}

// AddRow appends a row, one cell for each column.
func (t *Table) AddRow(cells ...string) {
	for _, s := range cells {
		t.cells = append(t.cells, newCell(s))
	}
}

// Empty reports whether there is no row to write.
func (t *Table) Empty() bool { return len(t.cells) == 0 }

// ReserveWidth makes room in a column for a text that comes later.
func (t *Table) ReserveWidth(column int, s string) {
	t.fullWidths[column] = max(t.fullWidths[column], newCell(s).width)
}

// Write prints the rows that were added since it was last called, fitted to the
// terminal where w is one.
func (t *Table) Write(w io.Writer) error { return t.writeFitted(w, terminal.Width(w)) }

// writeFitted is write in so many cells a line; 0 is as many as it takes. Columns
// are as wide as these rows and those before need them. A header stands above rows
// with columns that none before them had, as above the first.
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
			line = append(line[:0], clean.Text(line).Fit(width)...) // what cannot be left out may still be too much
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

// appendLine appends one row. No blanks follow its last word.
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

// columnWidths is how wide each column is in a terminal of so many cells, 0 for those
// left out: those that could be spared anyway and are empty, and as many others
// as it takes. In a terminal of no width, which is no terminal, nothing is cut.
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
		if t.shrinkTo(widths, lineWidth(widths)-width) {
			return widths
		}
		last := t.nextToDrop(natural)
		if last < 0 {
			return widths
		}
		natural[last] = 0
	}
	return natural
}

// shrinkTo takes the cells that are over off the widest columns that may be cut,
// and reports whether that was enough.
func (t *Table) shrinkTo(widths []int, over int) bool {
	for ; over > 0; over-- {
		widest := -1
		for i, c := range t.columns {
			if c.Shrinkable && widths[i] > minShrunkWidth && (widest < 0 || widths[i] > widths[widest]) {
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

// nextToDrop is the column to leave out next, or -1.
func (t *Table) nextToDrop(widths []int) int {
	last := -1
	for i, c := range t.columns {
		if c.DropOrder > 0 && widths[i] > 0 && (last < 0 || c.DropOrder > t.columns[last].DropOrder) {
			last = i
		}
	}
	return last
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
