package ui

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/theme"
)

// matrixGroup is the grid of who is qualified: fit bands down, adoption bands
// across, the best of both at the upper right.
func matrixGroup(s *settings) settingGroup {
	g := settingGroup{
		title: "Qualified",
		facts: func() theme.Line { return s.frame.Theme().Muted.Say("fit down, adoption across") },
		head:  func(width int) []theme.Line { return []theme.Line{s.matrixHead(width)} },
		foot:  func(width int) []theme.Line { return s.cellWords(width) },
	}
	for fit := rulebook.NumBands - 1; fit >= 0; fit-- {
		g.settings = append(g.settings, cellsSetting{s, rulebook.Band(fit)})
	}
	return g
}

// matrixLayout is how wide the parts of the grid are.
type matrixLayout struct {
	label int  // the fit band
	cell  int  // with the brackets that it has under the cursor
	count int  // the trials in it
	rates bool // there is room for the conversion
}

// Widths of what a cell holds besides its count.
const (
	cellMark  = 4 // brackets, tick, blank
	cellRate  = 6 // blank, "100 %"
	cellLeast = 11
)

func (s *settings) layMatrix(width int) matrixLayout {
	l := matrixLayout{label: settingLabel - 2, count: 1, rates: true}
	for _, row := range s.counts.yields {
		for _, cell := range row {
			l.count = max(l.count, cellCount(cell.Trials).Width())
		}
	}
	if l.need() > width {
		l.label = 9
	}
	l.rates = l.need() <= width
	l.cell = max(min((width-l.label)/rulebook.NumBands, max(l.least(), 15)), 0)
	return l
}

// least is how wide a cell has to be.
func (l matrixLayout) least() int {
	w := cellMark + l.count
	if l.rates {
		w += cellRate
	}
	return w
}

func (l matrixLayout) need() int { return l.label + rulebook.NumBands*max(l.least(), cellLeast) }

// cellCount is a number of trials in at most five cells.
func cellCount(n int) clean.Text {
	switch {
	case n < 10_000:
		return number(n)
	case n < 1_000_000:
		return number(n/1000) + "k"
	}
	return clean.Text(strconv.FormatFloat(float64(n/100_000)/10, 'f', 1, 64)) + "m"
}

// matrixHead is the adoption bands above their columns.
func (s *settings) matrixHead(width int) theme.Line {
	look, l := s.frame.Theme(), s.layMatrix(width)
	line := theme.Line{}.Gap(l.label)
	for _, band := range rulebook.Bands() {
		style := look.Muted
		if _, ok := s.selected().(cellsSetting); ok && int(band) == s.column {
			style = look.Text
		}
		line = line.Gap(1).Add(style, clean.Of(band.Name(rulebook.Adoption)).Pad(max(l.cell-1, 0)))
	}
	return line.Fit(width)
}

// cellsSetting is a row of the matrix: a fit band with all adoption bands.
type cellsSetting struct {
	*settings
	fit rulebook.Band
}

func (r cellsSetting) draw(width int, selected bool) []theme.Line {
	l := r.layMatrix(width)
	name := clean.Of(r.fit.Name(rulebook.Fit))
	if name.Width() >= l.label {
		name = clean.Of(strings.TrimSuffix(r.fit.Name(rulebook.Fit), " match"))
	}
	line := r.label(name, selected).Pad(l.label)
	for _, adoption := range rulebook.Bands() {
		line = line.Join(r.cell(adoption, l, selected && int(adoption) == r.column))
	}
	return []theme.Line{line.Fit(width)}
}

// cell is a tick or a ring, the trials in the cell, and the share of those
// finished in it that converted.
func (r cellsSetting) cell(adoption rulebook.Band, l matrixLayout, here bool) theme.Line {
	look, c := r.frame.Theme(), &r.counts
	now, saved := r.book().Card.Qualified[r.fit][adoption], r.saved().Card.Qualified[r.fit][adoption]
	mark, style := look.Glyphs.Ring, look.Faint
	if now {
		mark, style = look.Glyphs.Check, look.Good
	}
	if now != saved {
		style = look.Accent
	}
	left, right := theme.Line{}.Gap(1), theme.Line{}.Gap(1)
	if here {
		left, right = look.Accent.Say("["), look.Accent.Say("]")
	}
	line := left.Add(style, mark).Gap(1)
	yield := c.yields[r.fit][adoption]
	trials, rate := look.Text, look.Muted
	if !now && !here {
		trials = look.Muted
	}
	if c.stale() {
		trials, rate = look.Faint, look.Faint
	}
	if c.known {
		line = line.Add(trials, cellCount(yield.Trials).PadLeft(l.count))
	} else {
		line = line.Add(look.Faint, look.Glyphs.Dash.PadLeft(l.count))
	}
	if l.rates {
		line = line.Gap(1).Add(rate, percent(look, yield).PadLeft(cellRate-1))
	}
	return line.Fit(max(l.cell-1, 0)).Join(right).Pad(l.cell)
}

// percent is the conversion of a cell, a dash where nobody has finished.
func percent(look theme.Theme, y rank.CellConversion) clean.Text {
	if y.Finished == 0 {
		return look.Glyphs.Dash
	}
	return number((200*y.Converted+y.Finished)/(2*y.Finished)) + " %"
}

// cellWords is the cell under the cursor in words, or what its figures mean.
func (s *settings) cellWords(width int) []theme.Line {
	look := s.frame.Theme()
	row, ok := s.selected().(cellsSetting)
	if !ok || !s.counts.known {
		return []theme.Line{look.Muted.Say("Trials now, and how many of the finished converted.").Fit(width)}
	}
	y := s.counts.yields[row.fit][s.column]
	words := count(y.Trials, "trial", "trials") + "; "
	if y.Finished == 0 {
		words += "none has finished here"
	} else {
		words += number(y.Converted) + " of " + number(y.Finished) + " finished converted"
	}
	if now := s.book().Card.Qualified[row.fit][s.column]; now != s.saved().Card.Qualified[row.fit][s.column] {
		words += map[bool]clean.Text{true: "; newly ticked", false: "; unticked"}[now]
	}
	return []theme.Line{look.Muted.Say(words).Fit(width)}
}

// clicked moves to the cell at a column of the row, which is drawn so wide.
func (r cellsSetting) clicked(x, width int) {
	l := r.layMatrix(width)
	if at := (x - l.label) / max(l.cell, 1); x >= l.label && at < rulebook.NumBands {
		r.column = at
	}
}

func (r cellsSetting) step(by int) tea.Cmd {
	r.column = max(min(r.column+by, rulebook.NumBands-1), 0)
	return nil
}

func (r cellsSetting) take() tea.Cmd {
	card := r.book().Card
	cell := &card.Qualified[r.fit][r.column]
	*cell = !*cell
	return r.editCard(card)
}

func (r cellsSetting) keys() settingKeys {
	return settingKeys{
		take: "tick or untick the cell", takeShort: "tick",
		left: "go left in the matrix", right: "go right in the matrix", moves: true, why: r.drafting.why(),
	}
}
