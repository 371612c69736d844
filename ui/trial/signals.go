package trial

import (
	"slices"

	"trialist/scoring/explain"
	"trialist/scoring/rulebook"
	"trialist/ui/chart"
	"trialist/ui/clean"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// Widths of the columns at the right of the signals, in cells: the weight, and the
// points earned of those possible.
const (
	weightWidth = 6
	pointsWidth = 16
)

// signalsSection is the signals of one side, each with its points and, below it, the
// evidence.
func (t *Screen) signalsSection(styles theme.Theme, side rulebook.Side, width int) section {
	title := clean.Text("What they did")
	if side == rulebook.Fit {
		title = "Who they are"
	}
	s := section{title: styles.Strong.Line(title)}
	assessed := slices.Clone(t.assessed.Signals[side])
	if len(assessed) == 0 {
		text := "No " + words.SideWord(side) + " signal is switched on, so there is no score. " +
			t.frame.KeyOf("everywhere.go-to-signals") + " opens Signals, where " + t.frame.KeyOf("signals.add") + " adds one."
		for _, line := range text.Wrap(max(width, 1)) {
			s.lines = append(s.lines, styles.Muted.Line(line))
		}
		return s
	}
	s.title = theme.Justify(s.title, styles.Muted.Line(clean.Text("weight").PadLeft(weightWidth)).
		Add(styles.Muted, clean.Text("points").PadLeft(pointsWidth)), width)
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
		s.lines = append(s.lines, signalLine(styles, a, width))
		if a.Outlook != "" {
			for _, part := range words.Capitalize(clean.Of(a.Outlook)).Wrap(max(width-2, 1)) {
				s.lines = append(s.lines, theme.Line{}.Space(2).Add(styles.Text, part))
			}
		}
		for _, e := range a.Evidence {
			s.lines = append(s.lines, evidenceLines(styles, e, len(a.Evidence) > 1, width)...)
		}
	}
	return s
}

// signalLine is whether a signal is matched, its name, weight and points.
func signalLine(styles theme.Theme, a explain.SignalResult, width int) theme.Line {
	mark, ink := signalMark(styles, a.Contribution)
	right := styles.Muted.Line(words.Number(a.Signal.Weight).PadLeft(weightWidth)).Space(2).
		Add(ink, words.FormatTenths(a.Earned).PadLeft(5)).Add(styles.Muted, " of ").Add(styles.Muted, words.FormatTenths(a.Possible).PadLeft(5))
	left := mark.Space(1).Add(ink, clean.Of(a.Signal.Name))
	return theme.Justify(left, right, width)
}

// signalMark is whether a signal is matched, or by how many quarters, and the style of
// what stands beside.
func signalMark(styles theme.Theme, c explain.Contribution) (theme.Line, theme.Style) {
	switch {
	case !c.Matched:
		return styles.Muted.Line(styles.Glyphs.Ring), styles.Muted
	case c.Level < c.Levels:
		return styles.Good.Line(styles.Glyphs.Quarters[chart.Quarters(c.Level, c.Levels)]), styles.Text
	}
	return styles.Good.Line(styles.Glyphs.Check), styles.Text
}

// evidenceLines is why a rule holds or not, wrapped below its signal. When the signal
// has several rules, each is marked as holding or not.
func evidenceLines(styles theme.Theme, e explain.Evidence, several bool, width int) []theme.Line {
	lead := theme.Line{}.Space(2)
	if several {
		mark := styles.Glyphs.Ring
		if e.Holds {
			mark = styles.Glyphs.Check
		}
		lead = lead.Add(styles.Muted, mark+" ")
	}
	room := width - lead.Width()
	var lines []theme.Line
	for i, part := range clean.Of(e.Text).Wrap(room) {
		if i > 0 {
			lead = theme.Line{}.Space(lead.Width())
		}
		lines = append(lines, slices.Clone(lead).Add(styles.Muted, part))
	}
	return lines
}

// raiseSection is the points that the signals would add that are not matched.
func (t *Screen) raiseSection(styles theme.Theme, width int) section {
	s := section{title: styles.Strong.Line("What would raise it")}
	if len(t.assessed.Disqualified) > 0 {
		s.title = s.title.Add(styles.Muted, "; it stays disqualified").Fit(width)
	}
	for _, step := range t.assessed.Gains {
		side := step.Signal.Side
		to := "to " + words.FormatScore(step.Score) + " " + clean.Text(step.Band.Name(side))
		right := styles.Accent.Line(("+" + words.FormatTenths(step.Points)).PadLeft(6)).Space(1).
			Add(styles.Muted, to.Pad(22))
		left := theme.Line{}.Space(2).Add(styles.Text, clean.Of(step.Signal.Name))
		if step.Levels > 1 {
			left = left.Add(styles.Muted, " level "+words.Number(step.Level)+" of "+words.Number(step.Levels))
		}
		if step.Qualifies {
			left = left.Space(2).Add(styles.Good, "qualifies")
		}
		s.lines = append(s.lines, theme.Justify(left, right, width))
	}
	return s
}
