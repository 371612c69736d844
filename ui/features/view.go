package features

import (
	"trialist/scoring/features"
	"trialist/scoring/stats"
	"trialist/ui/chart"
	"trialist/ui/clean"
	"trialist/ui/layout"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// The lines of the screen from top to bottom: the names of the signals, a blank line,
// the head of the table, the cells, a rule, and what is next for the selected cell.

// nameColumns is how many names of signals stand beside each other.
func (s *Screen) nameColumns() int { return max(min(s.width/30, 3), 1) }

func (s *Screen) nameLines() int {
	n := s.nameColumns()
	return (len(s.result.Signals) + n - 1) / n
}

// listTop is the first line of the cells.
func (s *Screen) listTop() int { return s.nameLines() + 2 }

// detailLines is how many lines there are below the cells, with the rule; 0 for none.
func (s *Screen) detailLines() int {
	switch {
	case s.height < 10:
		return 0 // the cells need the lines
	case s.height < 14:
		return 2
	}
	return 4
}

func (s *Screen) listHeight() int { return max(s.height-s.listTop()-s.detailLines(), 1) }

// View draws the screen.
func (s *Screen) View(width, height int) []theme.Line {
	styles := s.frame.Theme()
	if height == 0 {
		return nil
	}
	if text := s.emptyText(); text != "" {
		lines := []theme.Line{nil}
		for _, part := range text.Wrap(max(width-4, 1)) {
			lines = append(lines, theme.Line{}.Space(2).Add(styles.Muted, part))
		}
		return lines[:min(len(lines), height)]
	}
	lines := s.names(styles, width)
	lines = append(lines, nil, s.head(styles, width))
	from, to := s.list.VisibleRange()
	at, _ := s.list.Cursor()
	most := 0
	for _, cell := range s.cells {
		most = max(most, cell.Trials)
	}
	for i := from; i < min(to, len(s.cells)); i++ {
		lines = append(lines, s.row(styles, s.cells[i], most, i == at, width))
	}
	if s.detailLines() == 0 {
		return lines[:min(len(lines), height)]
	}
	lines = append(lines, layout.Rule(styles, width))
	for _, text := range s.nextText().Wrap(max(width-4, 1)) {
		lines = append(lines, theme.Line{}.Space(2).Add(styles.Text, text))
	}
	return lines[:min(len(lines), height)]
}

// emptyText is why there is no grid; "" when there is one.
func (s *Screen) emptyText() clean.Text {
	switch {
	case !s.board.Ready() && s.board.LoadErr() != nil:
		return words.Capitalize(clean.Of(s.board.LoadErr().Error()))
	case !s.board.Ready():
		return " "
	case len(s.signals()) < features.MinSignals && s.signalCount() < features.MinSignals:
		return "The grid needs at least two signals. " + s.frame.KeyOf("everywhere.go-to-signals") + " opens Signals, where " + s.frame.KeyOf("signals.add") + " adds one."
	case len(s.signals()) < features.MinSignals:
		return "The grid needs at least two signals; " + s.frame.KeyOf("features.add") + " chooses one of those that there are."
	case s.err != nil:
		return words.Capitalize(clean.Of(s.err.Error()))
	case len(s.cells) == 0:
		return "Counting"
	}
	return ""
}

// signalCount is how many signals there are to choose from.
func (s *Screen) signalCount() int {
	card := s.board.Book.Card
	return len(card.Adoption) + len(card.Fit)
}

// names lists the signals of the grid with their numbers.
func (s *Screen) names(styles theme.Theme, width int) []theme.Line {
	lines := make([]theme.Line, s.nameLines())
	room := max((width-2)/s.nameColumns(), 4)
	for i, signal := range s.result.Signals {
		at := i / s.nameColumns()
		if lines[at] == nil {
			lines[at] = theme.Line{}.Space(2)
		}
		lines[at] = lines[at].Join(styles.Accent.Line(words.Number(i+1)).Space(1).Add(styles.Text, clean.Of(signal.Name)).Fit(room - 2).Pad(room))
	}
	return lines
}

// Widths of the columns right of the dots, in cells.
const (
	shadeWidth    = 3
	trialsWidth   = 8
	finishedWidth = 10
	rateWidth     = 7
	intervalWidth = 11
	fitWidth      = 6
	minNextName   = 10 // the least room for the name of the next signal
)

// columns is whether the number of finished trials, and the interval, have room.
func (s *Screen) columns(width int) (finished, interval bool) {
	least := 2 + 2*len(s.result.Signals) + shadeWidth + trialsWidth + rateWidth + fitWidth
	return width >= least+intervalWidth+finishedWidth, width >= least+intervalWidth
}

// figures lays out what stands right of the dots, in the columns that have room.
func (s *Screen) figures(line theme.Line, width int, ink [5]theme.Style, texts [5]clean.Text) theme.Line {
	finished, interval := s.columns(width)
	for i, w := range []int{trialsWidth, finishedWidth, rateWidth, intervalWidth, fitWidth} {
		if i == 1 && !finished || i == 3 && !interval {
			continue
		}
		line = line.Add(ink[i], texts[i].PadLeft(w))
	}
	return line
}

func (s *Screen) head(styles theme.Theme, width int) theme.Line {
	line := theme.Line{}.Space(2)
	for i := range s.result.Signals {
		line = line.Add(styles.Accent, words.Number(i+1)).Space(1)
	}
	m := styles.Muted
	line = s.figures(line.Space(shadeWidth), width, [5]theme.Style{m, m, m, m, m}, [5]clean.Text{"Trials", "Finished", "Conv.", "95 %", "Fit"})
	if width-line.Width() < minNextName {
		return line
	}
	return line.Add(styles.Muted, "   Next")
}

// row draws one cell: dots of what it uses, a shade by its size, and its figures.
func (s *Screen) row(styles theme.Theme, cell features.Cell, most int, selected bool, width int) theme.Line {
	line := theme.Line{}.Space(2)
	if selected {
		line = styles.Accent.Line(styles.Glyphs.Marker).Space(1)
	}
	for i := range s.result.Signals {
		if cell.Used>>i&1 != 0 {
			line = line.Add(styles.Bar, styles.Glyphs.Dot).Space(1)
		} else {
			line = line.Add(styles.Muted, styles.Glyphs.Ring).Space(1)
		}
	}
	shade := chart.HeatCell(styles, styles.Bar, cell.Trials, most)
	line = line.Space(1).Join(shade).Join(shade)
	rate, interval, fit := styles.Glyphs.Dash, clean.Text(""), styles.Glyphs.Dash
	if share, ok := cell.Rate(); ok {
		low, high := stats.Wilson(cell.Converted, cell.Finished)
		rate, interval = percent(share)+" %", percent(low)+styles.Glyphs.Dash+percent(high)
	}
	if cell.FitTenths >= 0 {
		fit = words.Number((cell.FitTenths + 5) / 10)
	}
	ink := styles.Text
	if cell.Trials == 0 {
		ink = styles.Muted
	}
	line = s.figures(line, width, [5]theme.Style{ink, styles.Muted, styles.Strong, styles.Muted, styles.Text},
		[5]clean.Text{words.Number(cell.Trials), words.Number(cell.Finished), rate, interval, fit})
	if next := cell.Next; next.Signal >= 0 {
		line = line.Space(3).Add(styles.Good, styles.Glyphs.Up+words.Number(next.Signal+1))
		if width-line.Width() >= minNextName {
			line = line.Add(styles.Muted, " "+clean.Of(s.result.Signals[next.Signal].Name))
		}
	}
	line = line.Fit(width).Pad(width)
	if selected {
		line = line.Inherit(styles.Selection)
	}
	return line
}

// percent is a share, 0 to 1, in percent, half rounded up.
func percent(share float64) clean.Text { return words.Number(int(100*share + 0.5)) }

// nextText is the next signal for the selected cell with the numbers it rests on.
func (s *Screen) nextText() clean.Text {
	cell, ok := s.selected()
	if !ok {
		return ""
	}
	next := cell.Next
	of := func(o stats.Outcome) clean.Text {
		return words.Number(o.Converted) + " of " + words.Number(o.Finished)
	}
	switch {
	case next.Signal >= 0:
		return "Next: " + clean.Of(s.result.Signals[next.Signal].Name) + ". Of finished trials with it as well " + of(next.With) +
			" converted, without it " + of(next.Without) + ". That is an association, not a reason."
	case cell.Used == 1<<len(s.result.Signals)-1:
		return "These trials match every signal of the grid."
	case next.TooFew:
		return "Too few finished trials to name a next signal: each side needs " + words.Number(features.MinFinished) + "."
	}
	return "No further signal of the grid goes with more conversions."
}
