// Package grid draws tables of which only the visible rows are ever asked for,
// and keeps the cursor and the scroll position of long lists.
//
// It knows nothing of what the rows mean. A [Table] decides how wide columns
// are and which give way when there is no room; a [List] remembers where the
// user is by the key of the row, so that new data does not move the cursor to
// another row.
package grid

import (
	"trialist/ui/clean"
	"trialist/ui/theme"
)

// Column is one column of a table. Widths are in cells.
type Column struct {
	Title      clean.Text
	MinWidth   int  // least width that makes sense; used only when nothing can be hidden any more
	Width      int  // comfortable width, which decides whether the column has room
	MaxWidth   int  // widest it can use; Width when 0
	AlignRight bool // numbers are aligned to the right
	CloseUp    bool // follows the column before it after one blank, whatever the gap
	Hidden     bool // not shown at all
	// HideOrder is when the column gives way: the highest goes first, 0 never goes.
	HideOrder int
}

// Table is the columns of a list and how they are sorted.
type Table struct {
	Columns   []Column
	Gap       int // blank cells between columns
	Sorted    int // index of the sorted column, -1 for none
	Ascending bool
}

// markerWidth is the room at the left for the marker of the selected row.
const markerWidth = 2

// Widths is the width of each column in a table of that many cells, 0 for a
// column that gave way.
func (t Table) Widths(width int) []int {
	widths := make([]int, len(t.Columns))
	for i, c := range t.Columns {
		if !c.Hidden {
			widths[i] = max(c.Width, 1)
		}
	}
	room := func() int { return width - t.rowWidth(widths) }
	for room() < 0 {
		goes := -1
		for i, c := range t.Columns {
			if widths[i] > 0 && c.HideOrder > 0 && (goes < 0 || c.HideOrder > t.Columns[goes].HideOrder) {
				goes = i
			}
		}
		if goes < 0 {
			break
		}
		widths[goes] = 0
	}
	t.shrink(widths, -room())
	t.stretch(widths, room())
	return widths
}

// shrink takes cells from the widest column again and again, down to the
// tight widths.
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

// stretch gives spare cells to the columns that can use them, one each in
// turn.
func (t Table) stretch(widths []int, cells int) {
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

// rowWidth is how many cells a row takes.
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

// Header is the line of titles. The sorted column has an arrow and the accent.
func (t Table) Header(look theme.Theme, widths []int) theme.Line {
	return t.joinCells(widths, theme.Line{}.Space(markerWidth), func(i int) theme.Line {
		if i != t.Sorted {
			return look.Muted.Line(t.Columns[i].Title.Fit(widths[i]))
		}
		arrow := look.Glyphs.Down
		if t.Ascending {
			arrow = look.Glyphs.Up
		}
		title := t.Columns[i].Title.Fit(max(widths[i]-2, 1))
		if widths[i]-title.Width() < 2 {
			return look.Accent.Line(title.Fit(widths[i]-1)).Add(look.Accent, arrow)
		}
		return look.Accent.Line(title).Space(1).Add(look.Accent, arrow)
	})
}

// Row is one row of cells, one a column; those of hidden columns are not
// looked at. The selected row has the marker and the cursor's background over
// its whole width.
func (t Table) Row(look theme.Theme, widths []int, width int, selected bool, cell func(column, width int) theme.Line) theme.Line {
	start := theme.Line{}.Space(markerWidth)
	if selected {
		start = look.Accent.Line(look.Glyphs.Marker).Space(markerWidth - 1)
	}
	line := t.joinCells(widths, start, func(i int) theme.Line { return cell(i, widths[i]) })
	if selected {
		line = line.Pad(width).Inherit(look.Selection)
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

// ColumnAt is the column that covers cell x, or -1.
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
