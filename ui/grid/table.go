package grid

import (
	"trialist/ui/clean"
	"trialist/ui/theme"
)

// Column is one column of a table. Widths are in cells.
type Column struct {
	Title      clean.Text
	MinWidth   int  // least width; used only when no more columns can be hidden
	Width      int  // preferred width; columns are hidden until all others have it
	MaxWidth   int  // most that spare cells widen it to; Width when 0
	AlignRight bool // for numbers
	CloseUp    bool // one blank before it, whatever the gap
	Hidden     bool
	FillFirst  bool // spare cells widen it before the other columns
	HideOrder  int  // when there is no room the column with the highest is hidden first; 0 is never hidden
}

// Table is the columns of a list and how they are sorted.
type Table struct {
	Columns   []Column
	Gap       int // blank cells between columns
	Sorted    int // index of the sorted column, -1 for none
	Ascending bool
}

// markerWidth is the width of the marker at the left of the selected row.
const markerWidth = 2

// Widths is the width of each column in a table of width cells, 0 for a column
// that is hidden.
func (t Table) Widths(width int) []int {
	widths := make([]int, len(t.Columns))
	for i, c := range t.Columns {
		if !c.Hidden {
			widths[i] = max(c.Width, 1)
		}
	}
	room := func() int { return width - t.rowWidth(widths) }
	for room() < 0 {
		hide := -1
		for i, c := range t.Columns {
			if widths[i] > 0 && c.HideOrder > 0 && (hide < 0 || c.HideOrder > t.Columns[hide].HideOrder) {
				hide = i
			}
		}
		if hide < 0 {
			break
		}
		widths[hide] = 0
	}
	t.shrink(widths, -room())
	t.stretch(widths, room())
	return widths
}

// shrink takes cells from the widest column, one by one, until all are at their
// least width.
func (t Table) shrink(widths []int, cells int) {
	for ; cells > 0; cells-- {
		from := -1
		for i, c := range t.Columns {
			if widths[i] > max(c.MinWidth, 1) && (from < 0 || widths[i] > widths[from]) {
				from = i
			}
		}
		if from < 0 {
			return
		}
		widths[from]--
	}
}

// stretch gives spare cells to the columns that are filled first, and then to all
// below their most, one each in turn.
func (t Table) stretch(widths []int, cells int) {
	for i, c := range t.Columns {
		if c.FillFirst && widths[i] > 0 && widths[i] < c.MaxWidth {
			more := max(min(c.MaxWidth-widths[i], cells), 0)
			widths[i] += more
			cells -= more
		}
	}
	for grown := true; grown && cells > 0; {
		grown = false
		for i, c := range t.Columns {
			if cells > 0 && widths[i] > 0 && widths[i] < c.MaxWidth {
				widths[i]++
				cells--
				grown = true
			}
		}
	}
}

// rowWidth is the width of a row, with the marker and the gaps.
func (t Table) rowWidth(widths []int) int {
	sum, first := markerWidth, true
	for i, w := range widths {
		if w == 0 {
			continue
		}
		sum += w
		if !first {
			sum += t.gap(i)
		}
		first = false
	}
	return sum
}

func (t Table) gap(column int) int {
	if t.Columns[column].CloseUp {
		return 1
	}
	return t.Gap
}

// Header is the line of titles. The sorted column has an arrow and the accent
// colour.
func (t Table) Header(styles theme.Theme, widths []int) theme.Line {
	return t.joinCells(widths, theme.Line{}.Space(markerWidth), func(i int) theme.Line {
		if i != t.Sorted {
			return styles.Muted.Line(t.Columns[i].Title.Fit(widths[i]))
		}
		arrow := styles.Glyphs.Down
		if t.Ascending {
			arrow = styles.Glyphs.Up
		}
		title := t.Columns[i].Title.Fit(max(widths[i]-2, 1))
		if widths[i]-title.Width() < 2 {
			return styles.Accent.Line(title.Fit(widths[i]-1)).Add(styles.Accent, arrow)
		}
		return styles.Accent.Line(title).Space(1).Add(styles.Accent, arrow)
	})
}

// State is what distinguishes a row.
type State struct {
	Selected bool // the cursor is on it
	Marked   bool // actions are about it
}

// Row is one row. cell draws the cell of a column, and is not called for hidden
// columns. The selected row has the marker, and the background of the selection
// over its whole width; a marked one has a square behind the marker.
func (t Table) Row(styles theme.Theme, widths []int, width int, state State, cell func(column, width int) theme.Line) theme.Line {
	start := theme.Line{}.Space(markerWidth)
	if state.Selected {
		start = styles.Accent.Line(styles.Glyphs.Marker).Space(markerWidth - 1)
	}
	if state.Marked {
		start = start.Cut(0, markerWidth-1).Add(styles.Accent, styles.Glyphs.Full)
	}
	line := t.joinCells(widths, start, func(i int) theme.Line { return cell(i, widths[i]) })
	if state.Selected {
		line = line.Pad(width).Inherit(styles.Selection)
	}
	return line
}

func (t Table) joinCells(widths []int, line theme.Line, cell func(int) theme.Line) theme.Line {
	first := true
	for i, w := range widths {
		if w == 0 {
			continue
		}
		if !first {
			line = line.Space(t.gap(i))
		}
		first = false
		if t.Columns[i].AlignRight {
			line = line.Join(cell(i).PadLeft(w))
		} else {
			line = line.Join(cell(i).Pad(w))
		}
	}
	return line
}

// ColumnAt is the index of the column that covers cell x, or -1.
func (t Table) ColumnAt(widths []int, x int) int {
	at, first := markerWidth, true
	for i, w := range widths {
		if w == 0 {
			continue
		}
		if !first {
			at += t.gap(i)
		}
		first = false
		if x >= at && x < at+w {
			return i
		}
		at += w
	}
	return -1
}
