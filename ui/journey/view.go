package journey

import (
	"strconv"

	"trialist/scoring/journey"
	"trialist/scoring/stats"
	"trialist/ui/chart"
	"trialist/ui/clean"
	"trialist/ui/layout"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// The lines of the funnel from top to bottom: the names of the parts with how many trials
// there are, the head of the table, the milestones, a rule, and what the numbers of the
// selected milestone say. Where there is room the blockers are beside it.
const listTop = 2

// Sizes of the blockers beside the funnel, in cells.
const (
	minWidthBeside = 124
	besideWidth    = 40
)

// beside reports whether the blockers are beside the funnel.
func (s *Screen) beside() bool { return s.width >= minWidthBeside && s.height >= 12 }

// tableWidth is that of the funnel.
func (s *Screen) tableWidth() int {
	if s.beside() {
		return s.width - besideWidth - 4
	}
	return s.width
}

// detailLines is how many lines there are below the milestones, with the rule.
func (s *Screen) detailLines() int {
	if s.height < 12 {
		return 0
	}
	return min(7, max(s.height/3, s.height-listTop-len(s.funnel.Stages)))
}

func (s *Screen) listHeight() int { return max(s.height-listTop-s.detailLines(), 1) }

// View draws the screen.
func (s *Screen) View(width, height int) []theme.Line {
	styles := s.frame.Theme()
	if height == 0 {
		return nil
	}
	lines := []theme.Line{s.firstLine(styles, width)}
	if inner := s.inner(); inner != nil {
		return append(lines, inner.View(width, height-innerTop)...)
	}
	if text := s.emptyText(); text != "" {
		lines = append(lines, nil)
		for _, part := range text.Wrap(max(width-4, 1)) {
			lines = append(lines, theme.Line{}.Space(2).Add(styles.Muted, part))
		}
		return lines[:min(len(lines), height)]
	}
	if s.part == blockersPart {
		all := append([]theme.Line{nil}, s.blockerView(styles, width-2)...)
		return append(lines, indent(layout.Cut(styles, all[min(s.scroll, len(all)-1):], height-1))...)
	}
	table := s.tableWidth()
	lines = append(lines, s.head(styles, table))
	from, to := s.list.VisibleRange()
	at, _ := s.list.Cursor()
	for i := from; i < min(to, len(s.funnel.Stages)); i++ {
		lines = append(lines, s.row(styles, i, i == at, table))
	}
	for len(lines) < height-s.detailLines() {
		lines = append(lines, nil)
	}
	if s.detailLines() > 0 {
		lines = append(lines, layout.Rule(styles, table))
		var detail []theme.Line
		for _, text := range s.words().Wrap(max(table-4, 1)) {
			detail = append(detail, styles.Text.Line(text))
		}
		lines = append(lines, indent(layout.Cut(styles, detail, height-len(lines)))...)
	}
	return s.withBlockers(styles, lines[:min(len(lines), height)], height)
}

// indent moves lines two cells to the right.
func indent(lines []theme.Line) []theme.Line { return layout.Indent(layout.Indent(lines)) }

// withBlockers draws the blockers of the selected milestone beside the funnel.
func (s *Screen) withBlockers(styles theme.Theme, lines []theme.Line, height int) []theme.Line {
	at, ok := s.list.Cursor()
	if !s.beside() || !ok || at >= len(s.blockers.Milestones) {
		return lines
	}
	for len(lines) < height {
		lines = append(lines, nil)
	}
	rule := s.tableWidth()
	layout.Preview{
		Area: layout.Rect{X: rule + 3, Y: 1, W: besideWidth, H: height - 1}, Rule: layout.Rect{X: rule, Y: 1, W: 3, H: height - 1}, Beside: true,
	}.Draw(styles, lines, s.blockerLines(styles, s.blockers.Milestones[at], besideWidth, maxEventsBeside))
	return lines
}

// minStatus is the least room for what the numbers are of, beside the names of the parts.
const minStatus = 16

// firstLine is the names of the parts of the tab, and what the numbers are of.
func (s *Screen) firstLine(styles theme.Theme, width int) theme.Line {
	names, _ := s.names(styles, width)
	return names.Space(2).Join(s.status(styles, width-names.Width()-2)).Fit(width)
}

// names is the names of the parts of the tab, which part is on show, and the cells of each.
// Where there is no room for all, it is the one on show; the footer has the keys of others.
func (s *Screen) names(styles theme.Theme, width int) (theme.Line, [][2]int) {
	line := theme.Line{}
	var spans [][2]int
	all := []clean.Text{"Funnel", "Blockers", "Plan", "Messages"}
	every := clean.Join(all, "  ").Width()+2+minStatus <= width
	for i, name := range all {
		if !every && part(i) != s.part {
			spans = append(spans, [2]int{})
			continue
		}
		from := line.Width()
		mark, ink := clean.Text(" "), styles.Muted
		if part(i) == s.part {
			mark, ink = styles.Glyphs.Marker, styles.Strong
		}
		line = line.Add(styles.Accent, mark).Add(ink, name)
		spans = append(spans, [2]int{from, line.Width()})
		line = line.Space(1)
	}
	return line, spans
}

// emptyText is why there is no funnel; "" when there is one.
func (s *Screen) emptyText() clean.Text {
	switch {
	case !s.board.Ready() && s.board.LoadErr() != nil:
		return words.Capitalize(clean.Of(s.board.LoadErr().Error()))
	case !s.board.Ready():
		return " "
	case len(journey.Milestones(s.board.Book.Card)) == 0:
		return "There are no milestones yet: they are the adoption signals, in their order. " +
			s.frame.KeyOf("everywhere.go-to-signals") + " opens Signals, where " + s.frame.KeyOf("signals.add") + " adds one."
	case s.err != nil:
		return words.Capitalize(clean.Of(s.err.Error()))
	case !s.made:
		return "Replaying the events"
	}
	return ""
}

// status is how many trials the funnel is of, or the state of the draft.
func (s *Screen) status(styles theme.Theme, width int) theme.Line {
	switch {
	case s.part == planPart && s.draft.Loaded():
		return s.draft.StatusLine(styles, width)
	case s.part == duePart:
		return s.due.Status(styles, width)
	}
	return s.totals(styles, width)
}

// totals is how many trials the numbers are of. What has no room is left out whole; what
// the selected milestone says has it too.
func (s *Screen) totals(styles theme.Theme, width int) theme.Line {
	f := s.funnel
	if !s.made || s.err != nil {
		return nil
	}
	running := styles.Text.Line(words.Number(f.Running) + " running")
	also := func(line theme.Line, ink theme.Style, text clean.Text) theme.Line {
		return append(theme.Line{}, line...).Add(styles.Muted, " "+styles.Glyphs.Bullet+" ").Add(ink, text)
	}
	finished := also(running, styles.Text, words.Number(f.Finished)+" finished")
	long, short := also(running, styles.Text, words.Number(f.Finished)+" finished in all"), finished
	if f.NoStart > 0 {
		long = also(long, styles.Warn, words.Number(f.NoStart)+" without a start")
		short = also(finished, styles.Warn, words.Number(f.NoStart)+" without a start")
	}
	return layout.FirstFitting(width, long, short, finished, running)
}

// Widths of the columns, in cells.
const (
	minName    = 18
	usualName  = 24
	maxName    = 34
	phaseWidth = 11
	minBar     = 6
	maxBar     = 20
	sharePart  = 6
	medianPart = 7
	p90Part    = 6
	rateWidth  = 7
)

// columns is the widths of the columns; those that have no room are 0.
type columns struct {
	name, phase, bar, reached, stuck, median, p90, with, without int
}

// columns has the columns for a width: who converts, the least of the bar and the phase come
// first, then the days, and what is left makes names and bars wider.
func (s *Screen) columns(width int) columns {
	c := columns{name: minName, reached: clean.Text("Reached").Width() + 1, stuck: clean.Text("Stuck").Width() + 1}
	for _, stage := range s.funnel.Stages {
		c.reached = max(c.reached, words.Number(stage.Reached).Width()+1)
		c.stuck = max(c.stuck, words.Number(stage.Stuck).Width()+1)
	}
	rest := width - 2 - c.name - c.reached - sharePart - c.stuck
	take := func(w int) int {
		if rest < w {
			return 0
		}
		rest -= w
		return w
	}
	if take(2*rateWidth) > 0 {
		c.with, c.without = rateWidth, rateWidth
	} else {
		c.with = take(rateWidth)
	}
	c.name -= max(-rest, 0)
	c.bar = take(minBar)
	c.phase = take(phaseWidth)
	if take(medianPart+p90Part) > 0 {
		c.median, c.p90 = medianPart, p90Part
	}
	c.name += take(max(min(rest, usualName-minName), 0))
	if c.bar > 0 {
		c.bar += take(max(min(rest, maxBar-minBar), 0))
	}
	c.name += take(max(min(rest, maxName-c.name), 0))
	return c
}

func (s *Screen) head(styles theme.Theme, width int) theme.Line {
	c, m := s.columns(width), styles.Muted
	above, below := s.list.HasMore()
	line := theme.Line{}.Space(2).Add(m, "Milestone"+layout.More(styles, above, below)).Pad(2 + c.name)
	if c.phase > 0 {
		line = line.Join(m.Line("Phase").Pad(c.phase))
	}
	line = line.Space(c.bar).Add(m, clean.Text("Reached").PadLeft(c.reached)).Add(m, clean.Text("Share").PadLeft(sharePart)).
		Add(m, clean.Text("Stuck").PadLeft(c.stuck))
	if c.median > 0 {
		line = line.Add(m, clean.Text("Median").PadLeft(c.median)).Add(m, clean.Text("90 %").PadLeft(c.p90))
	}
	return line.Add(m, clean.Text("Conv.").PadLeft(c.with)).Add(m, clean.Text("if not").PadLeft(c.without)).Fit(width)
}

// row draws one milestone: its share as a bar, then its numbers.
func (s *Screen) row(styles theme.Theme, i int, selected bool, width int) theme.Line {
	stage := s.funnel.Stages[i]
	c := s.columns(width)
	line := theme.Line{}.Space(2)
	if selected {
		line = styles.Accent.Line(styles.Glyphs.Marker).Space(1)
	}
	line = line.Add(styles.Text, clean.Of(stage.Signal.Name).Fit(c.name-1)).Pad(2 + c.name)
	if c.phase > 0 {
		word := clean.Of(stage.Signal.Phase.String())
		if i > 0 && s.funnel.Stages[i-1].Signal.Phase == stage.Signal.Phase {
			word = ""
		}
		line = line.Join(styles.Muted.Line(word).Pad(c.phase))
	}
	share, known := s.funnel.Share(stage)
	if c.bar > 0 {
		line = line.Join(chart.Bar(styles, styles.Bar, int(1000*share+0.5), c.bar).Pad(c.bar))
	}
	shareText := styles.Glyphs.Dash
	if known {
		shareText = percent(share) + " %"
	}
	stuckInk := styles.Text
	if stage.Stuck == 0 {
		stuckInk = styles.Muted
	}
	line = line.Add(styles.Strong, words.Number(stage.Reached).PadLeft(c.reached)).Add(styles.Text, shareText.PadLeft(sharePart)).
		Add(stuckInk, words.Number(stage.Stuck).PadLeft(c.stuck))
	if c.median > 0 {
		line = line.Add(styles.Muted, dayText(styles, stage.MedianDays).PadLeft(c.median)).Add(styles.Muted, dayText(styles, stage.P90Days).PadLeft(c.p90))
	}
	line = line.Add(styles.Strong, rateText(styles, stage.With).PadLeft(c.with)).Add(styles.Muted, rateText(styles, stage.Without).PadLeft(c.without))
	line = line.Fit(width).Pad(width)
	if selected {
		line = line.Inherit(styles.Selection)
	}
	return line
}

// percent is a share, 0 to 1, in percent, half rounded up.
func percent(share float64) clean.Text { return words.Number(int(100*share + 0.5)) }

func rateText(styles theme.Theme, o stats.Outcome) clean.Text {
	rate, ok := o.Rate()
	if !ok {
		return styles.Glyphs.Dash
	}
	return percent(rate) + " %"
}

func dayText(styles theme.Theme, days float64) clean.Text {
	if !journey.Known(days) {
		return styles.Glyphs.Dash
	}
	return clean.Of(strconv.FormatFloat(days, 'f', 1, 64)) + "d"
}

// words says what the numbers of the selected milestone mean.
func (s *Screen) words() clean.Text {
	stage, ok := s.selected()
	if !ok {
		return ""
	}
	said := clean.Text("")
	if name := clean.Of(stage.Signal.Name); name.Width() >= s.columns(s.tableWidth()).name {
		said = name + ": " // the table has no room for it
	}
	said += words.Count(stage.Stuck, "running trial is", "running trials are") + " stuck before it; a trial can be stuck before more than one."
	if !stage.Timed {
		said += " It asks about an attribute, so nobody knows when it was reached."
	}
	if s.funnel.Finished == 0 {
		return said + " No trial has finished yet that could say how many convert."
	}
	of := func(o stats.Outcome) clean.Text {
		rate, ok := o.Rate()
		if !ok {
			return "none"
		}
		low, high, _ := o.Interval()
		return percent(rate) + " % (" + percent(low) + " to " + percent(high) + ") of " + words.Number(o.Finished)
	}
	return said + " Of finished trials that reached it during their trial, " + of(stage.With) + " converted; of those that did not, " +
		of(stage.Without) + ". That is an association, not a reason."
}
