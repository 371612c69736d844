package trial

import (
	"slices"

	"trialist/scoring/explain"
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// Columns of the signals: weight, and points earned of points possible.
const (
	weightWidth = 6
	pointsWidth = 16
)

// signalsSection is what one side's signals found, each with its points and, below,
// why.
func (t *Screen) signalsSection(look theme.Theme, side rulebook.Side, width int) section {
	title := clean.Text("What they did")
	if side == rulebook.Fit {
		title = "Who they are"
	}
	s := section{title: look.Strong.Line(title)}
	assessed := slices.Clone(t.assessed.Signals[side])
	if len(assessed) == 0 {
		s.lines = []theme.Line{look.Muted.Line("No " + words.SideWord(side) + " signal is switched on, so there is no score.")}
		return s
	}
	s.title = theme.Justify(s.title, look.Muted.Line(clean.Text("weight").PadLeft(weightWidth)).
		Add(look.Muted, clean.Text("points").PadLeft(pointsWidth)), width)
	if t.matchedFirst {
		slices.SortStableFunc(assessed, func(a, b explain.SignalResult) int {
			switch {
			case a.Matched == b.Matched:
				return 0
			case a.Matched:
				return -1
			}
			return 1
		})
	}
	for _, a := range assessed {
		s.lines = append(s.lines, signalLine(look, a, width))
		for _, e := range a.Evidence {
			s.lines = append(s.lines, evidenceLines(look, e, len(a.Evidence) > 1, width)...)
		}
	}
	return s
}

// signalLine is mark, name, weight and points of a signal.
func signalLine(look theme.Theme, a explain.SignalResult, width int) theme.Line {
	mark, ink := look.Faint.Line(look.Glyphs.Ring), look.Muted
	if a.Matched {
		mark, ink = look.Good.Line(look.Glyphs.Check), look.Text
	}
	right := look.Muted.Line(words.Number(a.Signal.Weight).PadLeft(weightWidth)).Space(2).
		Add(ink, words.FormatTenths(a.Earned).PadLeft(5)).Add(look.Faint, " of ").Add(look.Muted, words.FormatTenths(a.Possible).PadLeft(5))
	left := mark.Space(1).Add(ink, clean.Of(a.Signal.Name))
	return theme.Justify(left, right, width)
}

// evidenceLines is why a rule holds or not, wrapped under its signal. Where a
// signal has several rules each says which of them hold.
func evidenceLines(look theme.Theme, e explain.Evidence, several bool, width int) []theme.Line {
	lead := theme.Line{}.Space(2)
	if several {
		mark := look.Glyphs.Ring
		if e.Holds {
			mark = look.Glyphs.Check
		}
		lead = lead.Add(look.Faint, mark+" ")
	}
	room := width - lead.Width()
	var lines []theme.Line
	for i, part := range clean.Of(e.Text).Wrap(room) {
		if i > 0 {
			lead = theme.Line{}.Space(lead.Width())
		}
		lines = append(lines, slices.Clone(lead).Add(look.Muted, part))
	}
	return lines
}

// raiseSection is what the signals that are not matched would add.
func (t *Screen) raiseSection(look theme.Theme, width int) section {
	s := section{title: look.Strong.Line("What would raise it")}
	for _, step := range t.assessed.Gains {
		side := step.Signal.Side
		to := "to " + words.FormatScore(step.Score) + " " + clean.Text(step.Band.Name(side))
		right := look.Accent.Line(("+" + words.FormatTenths(step.Points)).PadLeft(6)).Space(1).
			Add(look.Muted, to.Pad(22))
		left := theme.Line{}.Space(2).Add(look.Text, clean.Of(step.Signal.Name))
		if step.Qualifies {
			left = left.Space(2).Add(look.Good, "qualifies")
		}
		s.lines = append(s.lines, theme.Justify(left, right, width))
	}
	return s
}
