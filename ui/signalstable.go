package ui

import (
	"strconv"

	"trialist/scoring/rulebook"
	"trialist/ui/chart"
	"trialist/ui/clean"
	"trialist/ui/grid"
	"trialist/ui/theme"
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

// signalsTable is the columns in a list of so many cells, for so many trials.
// On narrow screens they stand closer before any gives way but the phase.
func signalsTable(width, trials int) (grid.Table, []int) {
	table := grid.Table{Gap: 2, Sorted: -1, Columns: []grid.Column{
		placeColumn:  {Width: 2, Right: true},
		editedColumn: {Width: 1, Near: true},
		signalColumn: {Tight: 10, Width: 20, Most: 32, Near: true},
		barColumn:    {Title: "Weight", Width: rulebook.MaxWeight, Yield: 3},
		weightColumn: {Width: 2, Right: true, Near: true},
		pointsColumn: {Title: "Points", Width: 6, Right: true},
		trialsColumn: {Title: "Trials", Width: max(number(trials).Width(), 3) + shareWidth, Right: true, Yield: 2},
		phaseColumn:  {Title: "Phase", Width: 10, Yield: 4},
	}}
	widths := table.Widths(width)
	if widths[phaseColumn] == 0 {
		table.Gap = 1
		table.Columns[phaseColumn].Yield, table.Columns[phaseColumn].Width = 5, width // never has room
		widths = table.Widths(width)
	}
	if widths[barColumn] == 0 {
		table.Columns[weightColumn] = grid.Column{Title: "Weight", Width: 6, Right: true}
		widths = table.Widths(width)
	}
	return table, widths
}

// shareWidth is the room for which share of the trials match.
const shareWidth = 7

// weightAt is the weight that a click on the bar means.
func (s *signals) weightAt(x int) (int, bool) {
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
func (s *signals) headingLine(side rulebook.Side) theme.Line {
	look := s.frame.Theme()
	name := theme.Line{}.Gap(2).Add(look.Strong, sideName(side))
	if side != rulebook.Adoption {
		return name
	}
	header := s.table.Header(look, s.widths)
	return name.Pad(12).Join(header.Cut(12, header.Width()))
}

// signalView is what the list shows of one signal.
type signalView struct {
	row      signalRow
	saved    rulebook.Signal // as it is in force
	old      bool            // there is one in force
	points   int             // tenths
	selected bool
}

// signalLine draws one signal.
func (s *signals) signalLine(v signalView) theme.Line {
	look := s.frame.Theme()
	return s.table.Row(look, s.widths, s.layout.list.w, v.selected, func(column, width int) theme.Line {
		return s.signalCell(v, column)
	})
}

func (s *signals) signalCell(v signalView, column int) theme.Line {
	look, signal := s.frame.Theme(), v.row.signal
	ink := look.Text
	if !signal.Enabled {
		ink = look.Muted
	}
	switch column {
	case placeColumn:
		return look.Muted.Say(clean.Text(strconv.Itoa(v.row.place + 1)))
	case editedColumn:
		if !v.old || !v.saved.Equal(signal) {
			return look.Accent.Say(look.Glyphs.Dot)
		}
	case signalColumn:
		if v.selected && signal.Enabled {
			ink = look.Strong
		}
		return ink.Say(clean.Of(signal.Name))
	case barColumn:
		bar, was := look.Bar, v.saved.Weight
		if !signal.Enabled {
			bar = look.Faint
		}
		if !v.old {
			was = signal.Weight
		}
		return chart.StepsSince(look, bar, look.Accent, was, signal.Weight, rulebook.MaxWeight)
	case weightColumn:
		if v.old && v.saved.Weight != signal.Weight {
			ink = look.Accent
		}
		return ink.Say(number(signal.Weight))
	case pointsColumn:
		if !signal.Enabled {
			return look.Muted.Say("off")
		}
		return ink.Say(tenthsText(v.points))
	case trialsColumn:
		return s.matchCell(signal)
	case phaseColumn:
		return look.Muted.Say(clean.Of(signal.Phase.String()))
	}
	return nil
}

// matchCell is how many trials match the signal now, and which share of them.
func (s *signals) matchCell(signal rulebook.Signal) theme.Line {
	look, d := s.frame.Theme(), s.drafting
	n, of, ok := d.matching(signal.Side, signal.When)
	switch {
	case ok && of > 0:
		share := number((200*n + of) / (2 * of))
		return look.Muted.Say(number(n)).Add(look.Muted, share.PadLeft(shareWidth-2)+" %")
	case ok:
		return look.Muted.Say(number(n))
	case d.foreseeing():
		return look.Faint.Say("counting")
	}
	return look.Faint.Say(look.Glyphs.Dash)
}
