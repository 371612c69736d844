package proof

import (
	"math"
	"strconv"

	"trialist/scoring/proof"
	"trialist/ui/chart"
	"trialist/ui/clean"
	"trialist/ui/proofpage"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// Widths of the columns of the signals, in cells.
const (
	minSignal    = 15
	maxSignal    = 34
	trialsWidth  = 8
	timesWidth   = 7
	qWidth       = 8
	clearWidth   = 12
	liftInterval = 30
	maxLift      = 4.0   // the end of the scale; what is beyond is cut
	leastQ       = 0.001 // smaller ones are not told apart
)

// signals is how much more often the trials convert that match a signal.
func (s *Screen) signals(styles theme.Theme, width int) []theme.Line {
	const numbers = trialsWidth + rateWidth + timesWidth + qWidth + clearWidth
	m := styles.Muted
	rest := width - numbers - minSignal
	bar := 0
	if rest >= liftInterval+2 {
		bar = liftInterval
		rest -= bar + 2
	}
	name := minSignal + max(min(rest, maxSignal-minSignal), 0)
	scale := liftScale(s.report.Lifts)
	head := m.Line(clean.Text("Signal").Pad(name) + clean.Text("Trials").PadLeft(trialsWidth) + clean.Text("Rate").PadLeft(rateWidth) + clean.Text("Times").PadLeft(timesWidth))
	if bar > 0 {
		head = head.Space(2).Join(theme.Justify(m.Line("0 times"), m.Line(clean.Of(strconv.FormatFloat(scale, 'f', -1, 64))+" times"), bar))
	}
	head = head.Add(m, clean.Text("Luck").PadLeft(qWidth)).Space(2).Add(m, "Converts")
	lines := []theme.Line{title(styles, "Signals: trials that match one convert so many times as often as all"), head.Fit(width)}
	starred := false
	for _, l := range s.report.Lifts {
		starred = starred || l.Attributes
		lines = append(lines, signalRow(styles, l, scale, name, bar).Fit(width))
	}
	note := clean.Text(proofpage.LuckWords)
	if starred {
		note += " * asks about an attribute, which may have been filled in after the fact."
	}
	return append(lines, paragraph(m, note, width)...)
}

func signalRow(styles theme.Theme, l proof.Lift, scale float64, name, bar int) theme.Line {
	text, strong, ink := styles.Text, styles.Strong, styles.Bar
	verdict := l.Verdict()
	if verdict == proof.LiftUnclear || verdict == proof.LiftOfTooFew {
		text, strong, ink = styles.Muted, styles.Muted, styles.Muted
	}
	label := clean.Of(l.Signal.Name)
	if l.Attributes {
		label = label.Fit(name-3) + " *"
	}
	rate, times := styles.Glyphs.Dash, styles.Glyphs.Dash
	if share, ok := l.Matching.Rate(); ok {
		rate = percent(share)
	}
	known := !math.IsNaN(l.Lift)
	if known {
		times = clean.Of(strconv.FormatFloat(l.Lift, 'f', 2, 64))
	}
	line := text.Line(label.Fit(name-1).Pad(name)).Add(text, words.Number(l.Matching.Finished).PadLeft(trialsWidth)).
		Add(text, rate.PadLeft(rateWidth)).Add(strong, times.PadLeft(timesWidth))
	switch {
	case bar > 0 && known:
		line = line.Space(2).Join(chart.Interval(styles, ink, thousandths(l.Low/scale), thousandths(l.Lift/scale), thousandths(l.High/scale), thousandths(1/scale), bar))
	case bar > 0:
		line = line.Space(2 + bar)
	}
	return line.Add(text, qText(l.Q).PadLeft(qWidth)).Space(2).Add(strong, clean.Text(verdict.String()))
}

// liftScale is the end of the scale of lifts, in whole times.
func liftScale(lifts []proof.Lift) float64 {
	most := 2.0
	for _, l := range lifts {
		if !math.IsNaN(l.High) && l.Matching.Finished >= proof.MinShown {
			most = max(most, l.High)
		}
	}
	return min(math.Ceil(most), maxLift)
}

func qText(q float64) clean.Text {
	if q < leastQ {
		return "<0.001"
	}
	return clean.Of(strconv.FormatFloat(q, 'f', 3, 64))
}
