package main

import (
	"bufio"
	"bytes"
	"io"
	"slices"

	"trialist/ui/clean"
)

// column is one column of a table.
type column struct {
	header string
	right  bool // numbers
	cut    bool // may be narrowed, to minCut at the least, to fit the terminal
	drop   int  // 0 stays; of the others the highest is left out first
}

const (
	gap    = "  " // between two columns
	minCut = 12   // cells that a column which is cut keeps
)

// table is rows of text for people to read, whatever the cells hold: each is
// made safe and takes one line. Programs read JSON or CSV instead.
//
// One that is long is written now and then. What was written is forgotten, but for
// how wide its columns were.
type table struct {
	columns []column
	cells   []cell // of the rows to write, one after another
	natural []int  // widths that no cell so far has to be cut for
	shown   []bool // which columns there were last
}

// cell is a text and how wide it is.
type cell struct {
	text  clean.Text
	width int
}

func cellOf(s string) cell {
	text := clean.Of(s)
	return cell{text, text.Width()}
}

func newTable(columns ...column) *table {
	return &table{columns: columns, natural: make([]int, len(columns))}
}

// add appends a row, one cell for each column.
func (t *table) add(cells ...string) {
	for _, s := range cells {
		t.cells = append(t.cells, cellOf(s))
	}
}

// empty reports whether there is no row to write.
func (t *table) empty() bool { return len(t.cells) == 0 }

// widen makes room in a column for a text that comes later.
func (t *table) widen(column int, s string) {
	t.natural[column] = max(t.natural[column], cellOf(s).width)
}

// write prints the rows that were added since it was last called, fitted to the
// terminal where w is one.
func (t *table) write(w io.Writer) error { return t.writeFitted(w, terminalWidth(w)) }

// writeFitted is write in so many cells a line; 0 is as many as it takes. Columns
// are as wide as these rows and those before need them. A header stands above rows
// with columns that none before them had, as above the first.
func (t *table) writeFitted(w io.Writer, width int) error {
	out := bufio.NewWriterSize(w, 64<<10)
	header := make([]cell, len(t.columns))
	for i, c := range t.columns {
		header[i] = cellOf(c.header)
	}
	widths := t.fit(header, width)
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
func (t *table) appendLine(line []byte, row []cell, widths []int) []byte {
	first := true
	for i, c := range row {
		if widths[i] == 0 {
			continue
		}
		if !first {
			line = append(line, gap...)
		}
		first = false
		if c.width > widths[i] {
			text := c.text.Fit(widths[i])
			c = cell{text, text.Width()}
		}
		blanks := widths[i] - c.width
		if t.columns[i].right {
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

// fit is how wide each column is in a terminal of so many cells, 0 for those
// left out: those that could be spared anyway and are empty, and as many others
// as it takes. In a terminal of no width, which is no terminal, nothing is cut.
func (t *table) fit(header []cell, width int) []int {
	for i := range t.cells {
		c := i % len(t.columns)
		t.natural[c] = max(t.natural[c], t.cells[i].width)
	}
	for i, c := range t.columns {
		if t.natural[i] > 0 || c.drop == 0 {
			t.natural[i] = max(t.natural[i], header[i].width)
		}
	}
	natural := slices.Clone(t.natural)
	for width > 0 {
		widths := slices.Clone(natural)
		if t.narrow(widths, lineWidth(widths)-width) {
			return widths
		}
		last := t.leastWanted(natural)
		if last < 0 {
			return widths
		}
		natural[last] = 0
	}
	return natural
}

// narrow takes the cells that are over off the widest columns that may be cut,
// and reports whether that was enough.
func (t *table) narrow(widths []int, over int) bool {
	for ; over > 0; over-- {
		widest := -1
		for i, c := range t.columns {
			if c.cut && widths[i] > minCut && (widest < 0 || widths[i] > widths[widest]) {
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

// leastWanted is the column to leave out next, or -1.
func (t *table) leastWanted(widths []int) int {
	last := -1
	for i, c := range t.columns {
		if c.drop > 0 && widths[i] > 0 && (last < 0 || c.drop > t.columns[last].drop) {
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
	return width + max(0, shown-1)*len(gap)
}
