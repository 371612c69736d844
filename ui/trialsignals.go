package ui

import (
	"slices"

	"trialist/scoring/explain"
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/theme"
)

// Columns of the signals: weight, and points earned of points possible.
const (
	weightWidth = 6
	pointsWidth = 16
)

// signals is what one side's signals found, each with its points and, below,
// why.
func (t *trial) signals(look theme.Theme, side rulebook.Side, width int) section {
	title := clean.Text("What they did")
	if side == rulebook.Fit {
		title = "Who they are"
	}
	s := section{title: look.Strong.Say(title)}
	assessed := slices.Clone(t.assessed.Signals[side])
	if len(assessed) == 0 {
		s.lines = []theme.Line{look.Muted.Say("No " + sideWord(side) + " signal is switched on, so there is no score.")}
		return s
	}
	s.title = theme.Ends(s.title, look.Muted.Say(clean.Text("weight").PadLeft(weightWidth)).
		Add(look.Muted, clean.Text("points").PadLeft(pointsWidth)), width)
	if t.matchedFirst {
		slices.SortStableFunc(assessed, func(a, b explain.SignalResult) int { return btoi(b.Matched) - btoi(a.Matched) })
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
	mark, ink := look.Faint.Say(look.Glyphs.Ring), look.Muted
	if a.Matched {
		mark, ink = look.Good.Say(look.Glyphs.Check), look.Text
	}
	right := look.Muted.Say(number(a.Signal.Weight).PadLeft(weightWidth)).Gap(2).
		Add(ink, tenthsText(a.Earned).PadLeft(5)).Add(look.Faint, " of ").Add(look.Muted, tenthsText(a.Possible).PadLeft(5))
	left := mark.Gap(1).Add(ink, clean.Of(a.Signal.Name))
	return theme.Ends(left, right, width)
}

// evidenceLines is why a rule holds or not, wrapped under its signal. Where a
// signal has several rules each says which of them hold.
func evidenceLines(look theme.Theme, e explain.Evidence, several bool, width int) []theme.Line {
	lead := theme.Line{}.Gap(2)
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
			lead = theme.Line{}.Gap(lead.Width())
		}
		lines = append(lines, slices.Clone(lead).Add(look.Muted, part))
	}
	return lines
}

// raise is what the signals that are not matched would add.
func (t *trial) raise(look theme.Theme, width int) section {
	s := section{title: look.Strong.Say("What would raise it")}
	for _, step := range t.assessed.Gains {
		side := step.Signal.Side
		to := "to " + scoreText(step.Score) + " " + clean.Text(step.Band.Name(side))
		right := look.Accent.Say(("+" + tenthsText(step.Points)).PadLeft(6)).Gap(1).
			Add(look.Muted, to.Pad(22))
		left := theme.Line{}.Gap(2).Add(look.Text, clean.Of(step.Signal.Name))
		if step.Qualifies {
			left = left.Gap(2).Add(look.Good, "qualifies")
		}
		s.lines = append(s.lines, theme.Ends(left, right, width))
	}
	return s
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
