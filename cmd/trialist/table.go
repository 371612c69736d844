package main

import (
	"bufio"
	"io"
	"slices"
	"strings"

	"github.com/charmbracelet/x/term"

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
type table struct {
	columns []column
	rows    [][]clean.Text
}

func newTable(columns ...column) *table { return &table{columns: columns} }

// add appends a row, one cell for each column.
func (t *table) add(cells ...string) {
	row := make([]clean.Text, len(cells))
	for i, cell := range cells {
		row[i] = clean.Of(cell)
	}
	t.rows = append(t.rows, row)
}

// write prints the table, fitted to the terminal where w is one.
func (t *table) write(w io.Writer) error { return t.writeFitted(w, terminalWidth(w)) }

// writeFitted prints the table in so many cells a line; 0 is as many as it takes.
func (t *table) writeFitted(w io.Writer, width int) error {
	out := bufio.NewWriter(w)
	header := make([]clean.Text, len(t.columns))
	for i, c := range t.columns {
		header[i] = clean.Of(c.header)
	}
	widths := t.fit(header, width)
	for _, row := range slices.Concat([][]clean.Text{header}, t.rows) {
		line := t.line(row, widths)
		if width > 0 {
			line = line.Fit(width) // what cannot be left out may still be too much
		}
		out.WriteString(string(line))
		out.WriteByte('\n')
	}
	return out.Flush()
}

// line is one row. No blanks follow its last word.
func (t *table) line(row []clean.Text, widths []int) clean.Text {
	var cells []clean.Text
	for i, cell := range row {
		switch {
		case widths[i] == 0:
		case t.columns[i].right:
			cells = append(cells, cell.PadLeft(widths[i]))
		default:
			cells = append(cells, cell.Pad(widths[i]))
		}
	}
	return clean.Text(strings.TrimRight(string(clean.Join(cells, gap)), " "))
}

// fit is how wide each column is in a terminal of so many cells, 0 for those
// left out: those that could be spared anyway and are empty, and as many others
// as it takes. In a terminal of no width, which is no terminal, nothing is cut.
func (t *table) fit(header []clean.Text, width int) []int {
	natural := make([]int, len(t.columns))
	for i, c := range t.columns {
		for _, row := range t.rows {
			natural[i] = max(natural[i], row[i].Width())
		}
		if natural[i] > 0 || c.drop == 0 {
			natural[i] = max(natural[i], header[i].Width())
		}
	}
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

// terminalWidth is the width in cells of the terminal that w writes to, 0 when
// it is none.
func terminalWidth(w io.Writer) int {
	f, ok := w.(term.File)
	if !ok || !term.IsTerminal(f.Fd()) {
		return 0
	}
	width, _, err := term.GetSize(f.Fd())
	if err != nil {
		return 0
	}
	return width
}

// isTerminal reports whether v, a standard stream, is a terminal.
func isTerminal(v any) bool {
	f, ok := v.(term.File)
	return ok && term.IsTerminal(f.Fd())
}
