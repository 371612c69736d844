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

// The lines of the screen from top to bottom: how many trials there are, the head of the
// table, the milestones, a rule, and what the numbers of the selected milestone say.
const listTop = 2

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
	if text := s.emptyText(); text != "" {
		lines := []theme.Line{nil}
		for _, part := range text.Wrap(max(width-4, 1)) {
			lines = append(lines, theme.Line{}.Space(2).Add(styles.Muted, part))
		}
		return lines[:min(len(lines), height)]
	}
	lines := []theme.Line{s.totals(styles).Fit(width), head(styles, width)}
	from, to := s.list.VisibleRange()
	at, _ := s.list.Cursor()
	for i := from; i < min(to, len(s.funnel.Stages)); i++ {
		lines = append(lines, s.row(styles, i, i == at, width))
	}
	for len(lines) < height-s.detailLines() {
		lines = append(lines, nil)
	}
	if s.detailLines() > 0 {
		lines = append(lines, layout.Rule(styles, width))
		for _, text := range s.words().Wrap(max(width-4, 1)) {
			lines = append(lines, theme.Line{}.Space(2).Add(styles.Text, text))
		}
	}
	return lines[:min(len(lines), height)]
}

// emptyText is why there is no funnel; "" when there is one.
func (s *Screen) emptyText() clean.Text {
	switch {
	case !s.board.Ready() && s.board.LoadErr() != nil:
		return words.Capitalize(clean.Of(s.board.LoadErr().Error()))
	case !s.board.Ready():
		return " "
	case len(journey.Milestones(s.board.Book.Card)) == 0:
		return "There are no milestones yet: they are the adoption signals, in their order. Signals has them; " +
			s.frame.KeyOf("signals.add") + " adds one there."
	case s.err != nil:
		return words.Capitalize(clean.Of(s.err.Error()))
	case !s.made:
		return "Replaying the events"
	}
	return ""
}

// totals is how many trials the numbers are of.
func (s *Screen) totals(styles theme.Theme) theme.Line {
	f := s.funnel
	line := theme.Line{}.Space(2).Add(styles.Text, words.Count(f.Running, "running trial", "running trials")).
		Add(styles.Muted, " "+styles.Glyphs.Bullet+" ").Add(styles.Text, words.Number(f.Finished)+" finished")
	if f.NoStart > 0 {
		line = line.Add(styles.Muted, " "+styles.Glyphs.Bullet+" ").Add(styles.Warn, words.Number(f.NoStart)+" without a start")
	}
	return line
}

// Widths of the columns, in cells.
const (
	minName     = 14
	maxName     = 34
	phaseWidth  = 12
	barWidth    = 14
	numberWidth = 8
	daysWidth   = 8
	rateWidth   = 7
)

// columns is the width of the name, and which of the other columns have room: those that
// come first in the list are kept longest.
func columns(width int) (name int, bar, days, phase bool) {
	const least = 2 + 3*numberWidth + 2*rateWidth // reached, share, stuck; converted with and without
	rest := width - least - minName
	take := func(w int) bool {
		if rest < w {
			return false
		}
		rest -= w
		return true
	}
	bar = take(barWidth + 1)
	days = take(2 * daysWidth)
	phase = take(phaseWidth)
	return minName + max(min(rest, maxName-minName), 0), bar, days, phase
}

func head(styles theme.Theme, width int) theme.Line {
	name, bar, days, phase := columns(width)
	m := styles.Muted
	line := theme.Line{}.Space(2).Add(m, "Milestone").Pad(2 + name)
	if phase {
		line = line.Join(m.Line("Phase").Pad(phaseWidth))
	}
	if bar {
		line = line.Space(barWidth + 1)
	}
	line = line.Add(m, clean.Text("Reached").PadLeft(numberWidth)).Add(m, clean.Text("Share").PadLeft(numberWidth)).
		Add(m, clean.Text("Stuck").PadLeft(numberWidth))
	if days {
		line = line.Add(m, clean.Text("Median").PadLeft(daysWidth)).Add(m, clean.Text("90 %").PadLeft(daysWidth))
	}
	return line.Add(m, clean.Text("Conv.").PadLeft(rateWidth)).Add(m, clean.Text("if not").PadLeft(rateWidth)).Fit(width)
}

// row draws one milestone: its share as a bar, then its numbers.
func (s *Screen) row(styles theme.Theme, i int, selected bool, width int) theme.Line {
	stage := s.funnel.Stages[i]
	name, bar, days, phase := columns(width)
	line := theme.Line{}.Space(2)
	if selected {
		line = styles.Accent.Line(styles.Glyphs.Marker).Space(1)
	}
	line = line.Add(styles.Text, clean.Of(stage.Signal.Name).Fit(name-1)).Pad(2 + name)
	if phase {
		word := clean.Of(stage.Signal.Phase.String())
		if i > 0 && s.funnel.Stages[i-1].Signal.Phase == stage.Signal.Phase {
			word = ""
		}
		line = line.Join(styles.Muted.Line(word).Pad(phaseWidth))
	}
	share, known := s.funnel.Share(stage)
	if bar {
		line = line.Join(chart.Bar(styles, styles.Bar, int(1000*share+0.5), barWidth).Pad(barWidth)).Space(1)
	}
	shareText := styles.Glyphs.Dash
	if known {
		shareText = percent(share) + " %"
	}
	stuckInk := styles.Text
	if stage.Stuck == 0 {
		stuckInk = styles.Muted
	}
	line = line.Add(styles.Strong, words.Number(stage.Reached).PadLeft(numberWidth)).Add(styles.Text, shareText.PadLeft(numberWidth)).
		Add(stuckInk, words.Number(stage.Stuck).PadLeft(numberWidth))
	if days {
		line = line.Add(styles.Muted, dayText(styles, stage.MedianDays).PadLeft(daysWidth)).Add(styles.Muted, dayText(styles, stage.P90Days).PadLeft(daysWidth))
	}
	line = line.Add(styles.Strong, rateText(styles, stage.With).PadLeft(rateWidth)).Add(styles.Muted, rateText(styles, stage.Without).PadLeft(rateWidth))
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
	said := words.Count(stage.Stuck, "running trial is", "running trials are") + " stuck before it."
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
