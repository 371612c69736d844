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

// Widths of the columns of the days, in cells.
const (
	dayWidth     = 9
	pairsWidth   = 12
	verdictWidth = 22
)

// byDay is how the verdict changes with the day on which trials are scored.
func (s *Screen) byDay(styles theme.Theme, width int) []theme.Line {
	m := styles.Muted
	lines := []theme.Line{title(styles, "The verdict by day of the trial")}
	switch {
	case s.daysErr != nil:
		return append(lines, paragraph(styles.Bad, words.Capitalize(clean.Of(s.daysErr.Error())), width)...)
	case s.days == nil || s.daysJob.Running:
		return append(lines, paragraph(m, "Replaying the trials for every day", width)...)
	}
	lines = append(lines, paragraph(styles.Text, trusted(s.days), width)...)
	bar := min(width-dayWidth-pairsWidth-2-1-verdictWidth, maxInterval)
	if bar < leastInterval {
		bar = 0
	}
	low, high := pairScale(s.days)
	head := m.Line(clean.Text("Day").Pad(dayWidth) + clean.Text("Right").PadLeft(pairsWidth))
	if bar > 0 {
		head = head.Space(2).Join(theme.Justify(m.Line(ofHundred(low)), m.Line(ofHundred(high)), bar))
	}
	lines = append(lines, head.Space(1).Add(m, "Verdict").Fit(width))
	for _, d := range s.days {
		lines = append(lines, dayRow(styles, d, d.Day == s.report.Day, low, high, bar).Fit(width))
	}
	return append(lines, paragraph(m, proofpage.PairsWords, width)...)
}

// trusted is on which days the score predicts, in words.
func trusted(days []proof.DayPower) clean.Text {
	if from, ok := proof.TrustedFrom(days); ok {
		return "The score predicts from day " + words.Number(from) + " on."
	}
	n := 0
	for _, d := range days {
		if d.Verdict >= proof.PredictsWeakly {
			n++
		}
	}
	if n == 0 {
		return "On no day does the score predict."
	}
	return "The score predicts on " + words.Number(n) + " of " + words.Count(len(days), "day", "days") + ", and not on the last."
}

func dayRow(styles theme.Theme, d proof.DayPower, shown bool, low, high float64, bar int) theme.Line {
	ink, text := styles.Bar, styles.Text
	if d.Verdict < proof.PredictsWeakly {
		ink, text = styles.Muted, styles.Muted
	}
	marker := theme.Line{}.Space(2)
	if shown {
		marker = styles.Accent.Line(styles.Glyphs.Marker).Space(1)
		text = styles.Strong
	}
	pairs := styles.Glyphs.Dash
	known := !math.IsNaN(d.AUC)
	if known {
		pairs = tenths(d.AUC) + " in 100"
	}
	line := marker.Add(text, ("day "+words.Number(d.Day)).Pad(dayWidth-2)).Add(text, pairs.PadLeft(pairsWidth))
	on := func(v float64) int { return thousandths((v - low) / (high - low)) }
	switch {
	case bar > 0 && known:
		line = line.Space(2).Join(chart.Interval(styles, ink, on(d.Low), on(d.AUC), on(d.High), on(0.5), bar))
	case bar > 0:
		line = line.Space(2 + bar)
	}
	return line.Space(1).Add(text, clean.Text(d.Verdict.String()))
}

// pairScale is the ends of the scale: tenths around the intervals and one half.
func pairScale(days []proof.DayPower) (low, high float64) {
	low, high = 0.4, 0.6
	for _, d := range days {
		if !math.IsNaN(d.AUC) {
			low, high = min(low, d.Low), max(high, d.High)
		}
	}
	return max(math.Floor(10*low)/10, 0), min(math.Ceil(10*high)/10, 1)
}

// tenths is a share in hundredths with a decimal, so that days on both sides of the
// border between two verdicts do not show the same.
func tenths(share float64) clean.Text { return clean.Of(strconv.FormatFloat(100*share, 'f', 1, 64)) }

// ofHundred is a share in hundredths, rounded as the verdict in words is.
func ofHundred(share float64) clean.Text {
	return clean.Of(strconv.FormatFloat(100*share, 'f', 0, 64))
}
