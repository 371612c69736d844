package signals

import (
	"strconv"

	"trialist/scoring/rulebook"
	"trialist/ui/chart"
	"trialist/ui/clean"
	"trialist/ui/grid"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// The columns of the list of signals, from left to right.
const (
	placeColumn = iota
	editedColumn
	signalColumn
	barColumn
	weightColumn
	pointsColumn
	trialsColumn
	phaseColumn
)

// newTable is the columns in a list of so many cells, for so many trials.
// On narrow screens they stand closer before any gives way but the phase.
func newTable(width, trials int) (grid.Table, []int) {
	table := grid.Table{Gap: 2, Sorted: -1, Columns: []grid.Column{
		placeColumn:  {Width: 2, AlignRight: true},
		editedColumn: {Width: 1, CloseUp: true},
		signalColumn: {MinWidth: 10, Width: 20, MaxWidth: 32, CloseUp: true},
		barColumn:    {Title: "Weight", Width: rulebook.MaxWeight, HideOrder: 3},
		weightColumn: {Width: 2, AlignRight: true, CloseUp: true},
		pointsColumn: {Title: "Points", Width: 6, AlignRight: true},
		trialsColumn: {Title: "Trials", Width: max(words.Number(trials).Width(), 3) + shareWidth, AlignRight: true, HideOrder: 2},
		phaseColumn:  {Title: "Phase", Width: 10, HideOrder: 4},
	}}
	widths := table.Widths(width)
	if widths[phaseColumn] == 0 {
		table.Gap = 1
		table.Columns[phaseColumn].HideOrder, table.Columns[phaseColumn].Width = 5, width // never has room
		widths = table.Widths(width)
	}
	if widths[barColumn] == 0 {
		table.Columns[weightColumn] = grid.Column{Title: "Weight", Width: 6, AlignRight: true}
		widths = table.Widths(width)
	}
	return table, widths
}

// shareWidth is the room for which share of the trials match.
const shareWidth = 7

// weightAt is the weight that a click on the bar means.
func (s *Screen) weightAt(x int) (int, bool) {
	if s.table.ColumnAt(s.widths, x) != barColumn {
		return 0, false
	}
	for from := x; from >= 0; from-- {
		if s.table.ColumnAt(s.widths, from) != barColumn {
			return x - from, true
		}
	}
	return 0, false
}

// headingLine is the name of a side; the first one also names the columns.
func (s *Screen) headingLine(side rulebook.Side) theme.Line {
	look := s.frame.Theme()
	name := theme.Line{}.Space(2).Add(look.Strong, words.SideTitle(side))
	if side != rulebook.Adoption {
		return name
	}
	header := s.table.Header(look, s.widths)
	return name.Pad(12).Join(header.Cut(12, header.Width()))
}

// rowView is what the list shows of one signal.
type rowView struct {
	row      row
	saved    rulebook.Signal // as it is in force
	inForce  bool            // there is one in force
	points   int             // tenths
	selected bool
}

// signalLine draws one signal.
func (s *Screen) signalLine(v rowView) theme.Line {
	look := s.frame.Theme()
	return s.table.Row(look, s.widths, s.layout.list.W, v.selected, func(column, width int) theme.Line {
		return s.signalCell(v, column)
	})
}

func (s *Screen) signalCell(v rowView, column int) theme.Line {
	look, signal := s.frame.Theme(), v.row.signal
	ink := look.Text
	if !signal.Enabled {
		ink = look.Muted
	}
	switch column {
	case placeColumn:
		return look.Muted.Line(clean.Text(strconv.Itoa(v.row.place + 1)))
	case editedColumn:
		if !v.inForce || !v.saved.Equal(signal) {
			return look.Accent.Line(look.Glyphs.Dot)
		}
	case signalColumn:
		if v.selected && signal.Enabled {
			ink = look.Strong
		}
		return ink.Line(clean.Of(signal.Name))
	case barColumn:
		bar, was := look.Bar, v.saved.Weight
		if !signal.Enabled {
			bar = look.Faint
		}
		if !v.inForce {
			was = signal.Weight
		}
		return chart.StepBarChange(look, bar, look.Accent, was, signal.Weight, rulebook.MaxWeight)
	case weightColumn:
		if v.inForce && v.saved.Weight != signal.Weight {
			ink = look.Accent
		}
		return ink.Line(words.Number(signal.Weight))
	case pointsColumn:
		if !signal.Enabled {
			return look.Muted.Line("off")
		}
		return ink.Line(words.FormatTenths(v.points))
	case trialsColumn:
		return s.matchCell(signal)
	case phaseColumn:
		return look.Muted.Line(clean.Of(signal.Phase.String()))
	}
	return nil
}

// matchCell is how many trials match the signal now, and which share of them.
func (s *Screen) matchCell(signal rulebook.Signal) theme.Line {
	look, d := s.frame.Theme(), s.draft
	n, of, ok := d.MatchCount(signal.Side, signal.When)
	switch {
	case ok && of > 0:
		share := words.Number((200*n + of) / (2 * of))
		return look.Muted.Line(words.Number(n)).Add(look.Muted, share.PadLeft(shareWidth-2)+" %")
	case ok:
		return look.Muted.Line(words.Number(n))
	case d.PreviewStale():
		return look.Faint.Line("counting")
	}
	return look.Faint.Line(look.Glyphs.Dash)
}
