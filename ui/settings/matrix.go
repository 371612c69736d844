package settings

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/layout"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// matrixGroup is the matrix of who is qualified: fit bands down, adoption bands
// across, the best of both at the upper right.
func matrixGroup(s *Screen) group {
	g := group{
		title:     "Qualified",
		titleNote: func() theme.Line { return s.frame.Theme().Muted.Line("fit down, adoption across") },
		header:    func(width int) []theme.Line { return []theme.Line{s.matrixHead(width)} },
		footer:    func(width int) []theme.Line { return s.cellText(width) },
	}
	for fit := rulebook.NumBands - 1; fit >= 0; fit-- {
		g.settings = append(g.settings, matrixRowSetting{s, rulebook.Band(fit)})
	}
	return g
}

// matrixLayout is the widths of the parts of the matrix, in cells of the screen.
type matrixLayout struct {
	label int  // of the name of a fit band
	cell  int  // of a cell of the matrix, with the brackets of the cursor
	count int  // of the number of trials
	rates bool // there is room for the conversion
}

// Widths of the parts of a cell besides its count.
const (
	markWidth    = 4 // brackets, check mark, blank
	rateWidth    = 6 // blank, "100 %"
	minCellWidth = 11
)

func (s *Screen) newMatrixLayout(width int) matrixLayout {
	l := matrixLayout{label: labelWidth - 2, count: 1, rates: true}
	for _, row := range s.counts.conversions {
		for _, cell := range row {
			l.count = max(l.count, compactCount(cell.Trials).Width())
		}
	}
	if l.minWidth() > width {
		l.label = 9
	}
	l.rates = l.minWidth() <= width
	l.cell = max(min((width-l.label)/rulebook.NumBands, max(l.minCell(), 15)), 0)
	return l
}

// minCell is the least width of a cell for what it shows.
func (l matrixLayout) minCell() int {
	w := markWidth + l.count
	if l.rates {
		w += rateWidth
	}
	return w
}

func (l matrixLayout) minWidth() int {
	return l.label + rulebook.NumBands*max(l.minCell(), minCellWidth)
}

// compactCount is a number of trials in at most five cells: 9,999, 999k or 1.2m.
func compactCount(n int) clean.Text {
	switch {
	case n < 10_000:
		return words.Number(n)
	case n < 1_000_000:
		return words.Number(n/1000) + "k"
	}
	return clean.Text(strconv.FormatFloat(float64(n/100_000)/10, 'f', 1, 64)) + "m"
}

// matrixHead is the names of the adoption bands above their columns.
func (s *Screen) matrixHead(width int) theme.Line {
	styles, l := s.frame.Theme(), s.newMatrixLayout(width)
	line := theme.Line{}.Space(l.label)
	for _, band := range rulebook.Bands() {
		style := styles.Muted
		if _, ok := s.selected().(matrixRowSetting); ok && int(band) == s.matrixColumn {
			style = styles.Text
		}
		line = line.Space(1).Add(style, clean.Of(band.Name(rulebook.Adoption)).Pad(max(l.cell-1, 0)))
	}
	return line.Fit(width)
}

// matrixRowSetting is a row of the matrix: a fit band with all adoption bands.
type matrixRowSetting struct {
	*Screen
	fit rulebook.Band
}

func (r matrixRowSetting) draw(width int, selected bool) []theme.Line {
	l := r.newMatrixLayout(width)
	name := clean.Of(r.fit.Name(rulebook.Fit))
	if name.Width() >= l.label {
		name = clean.Of(strings.TrimSuffix(r.fit.Name(rulebook.Fit), " match"))
	}
	line := r.nameLine(name, selected).Pad(l.label)
	for _, adoption := range rulebook.Bands() {
		line = line.Join(r.cell(adoption, l, selected && int(adoption) == r.matrixColumn))
	}
	return []theme.Line{line.Fit(width)}
}

// cell is a check mark or a ring for whether the cell is qualified, the trials in
// it, and the conversion of the finished trials in it.
func (r matrixRowSetting) cell(adoption rulebook.Band, l matrixLayout, here bool) theme.Line {
	styles, c := r.frame.Theme(), &r.counts
	now, saved := r.draftBook().Card.Qualified[r.fit][adoption], r.savedBook().Card.Qualified[r.fit][adoption]
	mark, style := styles.Glyphs.Ring, styles.Muted
	if now {
		mark, style = styles.Glyphs.Check, styles.Good
	}
	if now != saved {
		style = styles.Accent
	}
	left, right := theme.Line{}.Space(1), theme.Line{}.Space(1)
	if here {
		left, right = styles.Accent.Line("["), styles.Accent.Line("]")
	}
	line := left.Add(style, mark).Space(1)
	conversion := c.conversions[r.fit][adoption]
	trials, rate := styles.Text, styles.Muted
	if !now && !here {
		trials = styles.Muted
	}
	if c.stale() {
		trials, rate = styles.Muted, styles.Muted
	}
	if c.known {
		line = line.Add(trials, compactCount(conversion.Trials).PadLeft(l.count))
	} else {
		line = line.Add(styles.Muted, styles.Glyphs.Dash.PadLeft(l.count))
	}
	if l.rates {
		line = line.Space(1).Add(rate, conversionRate(styles, conversion).PadLeft(rateWidth-1))
	}
	return line.Fit(max(l.cell-1, 0)).Join(right).Pad(l.cell)
}

// conversionRate is the share of the finished trials that converted; a dash where
// none has finished.
func conversionRate(styles theme.Theme, c rank.CellConversion) clean.Text {
	if c.Finished == 0 {
		return styles.Glyphs.Dash
	}
	return words.Number((200*c.Converted+c.Finished)/(2*c.Finished)) + " %"
}

// cellText is the cell under the cursor in words; with the cursor elsewhere it says
// what the numbers in the cells are.
func (s *Screen) cellText(width int) []theme.Line {
	styles := s.frame.Theme()
	row, ok := s.selected().(matrixRowSetting)
	if !ok || !s.counts.known {
		return []theme.Line{layout.FirstFitting(width,
			styles.Muted.Line("Trials now; of the finished, by their scores now, so many converted."),
			styles.Muted.Line("Trials now; of the finished so many converted."), styles.Muted.Line("Trials, and how many converted."))}
	}
	c := s.counts.conversions[row.fit][s.matrixColumn]
	text := words.Count(c.Trials, "trial", "trials") + "; "
	if c.Finished == 0 {
		text += "none has finished here"
	} else {
		text += words.Number(c.Converted) + " of " + words.Number(c.Finished) + " finished converted"
	}
	if now := s.draftBook().Card.Qualified[row.fit][s.matrixColumn]; now != s.savedBook().Card.Qualified[row.fit][s.matrixColumn] {
		text += map[bool]clean.Text{true: "; newly ticked", false: "; unticked"}[now]
	}
	return []theme.Line{styles.Muted.Line(text).Fit(width)}
}

// clicked moves the cursor to the cell at column x of a row of that width.
func (r matrixRowSetting) clicked(x, width int) {
	l := r.newMatrixLayout(width)
	if at := (x - l.label) / max(l.cell, 1); x >= l.label && at < rulebook.NumBands {
		r.matrixColumn = at
	}
}

func (r matrixRowSetting) adjust(by int) tea.Cmd {
	r.matrixColumn = max(min(r.matrixColumn+by, rulebook.NumBands-1), 0)
	return nil
}

func (r matrixRowSetting) activate() tea.Cmd {
	card := r.draftBook().Card
	cell := &card.Qualified[r.fit][r.matrixColumn]
	*cell = !*cell
	return r.editCard(card)
}

func (r matrixRowSetting) keys() keyLabels {
	return keyLabels{
		activate: "tick or untick the cell", activateHint: "tick",
		left: "go left in the matrix", right: "go right in the matrix", moves: true, disabledReason: r.draft.DisabledReason(),
	}
}
