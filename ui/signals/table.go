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

// newTable is the table of the signals and its widths, for a width in cells and a
// number of trials. On narrow screens the phase is hidden and the gap shrinks
// before any other column is hidden.
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
		table.Columns[phaseColumn].HideOrder, table.Columns[phaseColumn].Width = 5, width // too wide to be shown
		widths = table.Widths(width)
	}
	if widths[barColumn] == 0 {
		table.Columns[weightColumn] = grid.Column{Title: "Weight", Width: 6, AlignRight: true}
		widths = table.Widths(width)
	}
	return table, widths
}

// shareWidth is the width of the share of the trials that match.
const shareWidth = 7

// weightAt is the weight at column x of the bar; false outside of the bar.
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

// headingLine is the name of a side. That of the first side also has the titles of
// the columns.
func (s *Screen) headingLine(of row) theme.Line {
	styles, side := s.frame.Theme(), of.side
	if of.disqualifier {
		return theme.Line{}.Space(2).Add(styles.Strong, "Disqualifiers").Space(2).Add(styles.Muted, "a trial for which one holds is never qualified").Fit(s.layout.list.W)
	}
	name := theme.Line{}.Space(2).Add(styles.Strong, words.SideTitle(side))
	if side != rulebook.Adoption {
		return name
	}
	header := s.table.Header(styles, s.widths)
	return name.Pad(12).Join(header.Cut(12, header.Width()))
}

// rowView is what the list shows of one signal.
type rowView struct {
	row      row
	saved    rulebook.Signal // the signal as saved
	inForce  bool            // there is a saved one
	points   int             // tenths
	selected bool
}

// signalLine draws one signal.
func (s *Screen) signalLine(v rowView) theme.Line {
	styles := s.frame.Theme()
	return s.table.Row(styles, s.widths, s.layout.list.W, grid.State{Selected: v.selected}, func(column, width int) theme.Line {
		return s.signalCell(v, column, width)
	})
}

func (s *Screen) signalCell(v rowView, column, width int) theme.Line {
	styles, signal := s.frame.Theme(), v.row.signal
	ink := styles.Text
	if !signal.Enabled {
		ink = styles.Muted
	}
	switch column {
	case placeColumn:
		return styles.Muted.Line(clean.Text(strconv.Itoa(v.row.place + 1)))
	case editedColumn:
		if !v.inForce || !v.saved.Equal(signal) {
			return styles.Accent.Line(styles.Glyphs.Dot)
		}
	case signalColumn:
		if v.selected && signal.Enabled {
			ink = styles.Strong
		}
		name := ink.Line(clean.Of(signal.Name))
		if signal.HandRaiser {
			name = name.Fit(max(width-2, 0)).Space(1).Add(styles.Warn, styles.Glyphs.Raised)
		}
		return name
	case barColumn, weightColumn, phaseColumn:
		if v.row.disqualifier {
			return nil
		}
		return s.weighedCell(v, column, ink)
	case pointsColumn:
		if !signal.Enabled {
			return styles.Muted.Line("off")
		}
		if v.row.disqualifier {
			return nil
		}
		return ink.Line(words.FormatTenths(v.points))
	case trialsColumn:
		return s.matchCell(signal)
	}
	return nil
}

// weighedCell is a cell that only signals with a weight have.
func (s *Screen) weighedCell(v rowView, column int, ink theme.Style) theme.Line {
	styles, signal := s.frame.Theme(), v.row.signal
	switch column {
	case barColumn:
		bar, was := styles.Bar, v.saved.Weight
		if !signal.Enabled {
			bar = styles.Faint
		}
		if !v.inForce {
			was = signal.Weight
		}
		return chart.StepBarChange(styles, bar, styles.Accent, was, signal.Weight, rulebook.MaxWeight)
	case weightColumn:
		if v.inForce && v.saved.Weight != signal.Weight {
			ink = styles.Accent
		}
		return ink.Line(words.Number(signal.Weight))
	case phaseColumn:
		if signal.Side != rulebook.Adoption {
			return nil // fit has no place in the journey
		}
		return styles.Muted.Line(clean.Of(signal.Phase.String()))
	}
	return nil
}

// matchCell is how many trials match the signal, and the share of all trials.
func (s *Screen) matchCell(signal rulebook.Signal) theme.Line {
	styles, d := s.frame.Theme(), s.draft
	n, of, ok := d.MatchCount(signal.Side, signal.When)
	switch {
	case ok && of > 0:
		share := words.Number((200*n + of) / (2 * of))
		return styles.Muted.Line(words.Number(n)).Add(styles.Muted, share.PadLeft(shareWidth-2)+" %")
	case ok:
		return styles.Muted.Line(words.Number(n))
	case d.PreviewStale():
		return styles.Muted.Line("counting")
	}
	return styles.Muted.Line(styles.Glyphs.Dash)
}
