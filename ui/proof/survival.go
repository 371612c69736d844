package proof

import (
	"slices"

	"trialist/scoring/proof"
	"trialist/scoring/rulebook"
	"trialist/ui/chart"
	"trialist/ui/clean"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// Widths of the columns of the curves, in cells.
const (
	watchedWidth = 9
	shareWidth   = 8  // a share
	rangeWidth   = 17 // a share with its interval
	leastSpark   = 10
	maxSpark     = 30
	gapWidth     = 2
)

// spanDays are the days of the trial that the shares are of, as far as trials were watched
// and there is room.
var spanDays = []int{7, 14, 21, 30, 45, 60, 90, 120, 180, 365}

// survival is by when the trials of each band have converted, the highest band first.
func (s *Screen) survival(styles theme.Theme, width int) []theme.Line {
	m := styles.Muted
	lines := []theme.Line{title(styles, "Who has converted by when")}
	days := s.curveDays()
	if len(days) == 0 {
		return append(lines, paragraph(m, "No trial was watched beyond day "+words.Number(s.report.Day)+".", width)...)
	}
	cell := rangeWidth
	room := width - bandWidth - watchedWidth
	if room < 3*rangeWidth {
		cell = shareWidth
	}
	days = days[:max(min(len(days), room/cell), 1)]
	spark := min(room-len(days)*cell-gapWidth, maxSpark)
	head := m.Line(clean.Text("Adoption").Pad(bandWidth) + clean.Text("Trials").PadLeft(watchedWidth))
	for _, day := range days {
		head = head.Add(m, ("day " + words.Number(day)).PadLeft(cell))
	}
	last := days[len(days)-1]
	if spark >= leastSpark {
		head = head.Space(gapWidth).Add(m, ("day " + words.Number(s.report.Day) + " to " + words.Number(last)).Fit(spark))
	}
	lines = append(lines, head.Fit(width))
	for band, curve := range slices.Backward(s.report.Survival[:]) {
		line := s.curveRow(styles, rulebook.Band(band), curve, days, cell)
		if spark >= leastSpark {
			line = line.Space(gapWidth).Join(sparkline(styles, curve, s.report.Day, last, spark))
		}
		lines = append(lines, line.Fit(width))
	}
	text := clean.Text("The share that has converted by the end of a day of the trial. Running trials count for as long as they were watched.")
	if cell == rangeWidth {
		text += " In brackets: between which shares the true one is very likely (95 %)."
	}
	return append(lines, paragraph(m, text, width)...)
}

// curveDays are the days that shares are shown of.
func (s *Screen) curveDays() []int {
	until := 0
	for _, curve := range s.report.Survival {
		until = max(until, curve.Until)
	}
	var days []int
	for _, day := range spanDays {
		if day > s.report.Day && day <= until {
			days = append(days, day)
		}
	}
	return days
}

// curveRow is the shares of a band. One with too few trials to compare is muted.
func (s *Screen) curveRow(styles theme.Theme, band rulebook.Band, curve proof.Curve, days []int, cell int) theme.Line {
	text, strong := styles.Text, styles.Strong
	if curve.Trials < proof.MinShown {
		text, strong = styles.Muted, styles.Muted
	}
	line := text.Line(clean.Of(band.Name(rulebook.Adoption)).Pad(bandWidth) + words.Number(curve.Trials).PadLeft(watchedWidth))
	for _, day := range days {
		share, low, high, ok := curve.ConvertedBy(day)
		switch {
		case !ok:
			line = line.Add(styles.Muted, styles.Glyphs.Dash.PadLeft(cell))
		case cell == shareWidth:
			line = line.Add(strong, percent(share).PadLeft(cell))
		default:
			between := " (" + words.Number(int(100*low+0.5)) + " to " + words.Number(int(100*high+0.5)) + ")"
			line = line.Join(strong.Line(percent(share)).Add(styles.Muted, between).PadLeft(cell))
		}
	}
	return line
}

// sparkline draws the share by day.
func sparkline(styles theme.Theme, curve proof.Curve, from, to, width int) theme.Line {
	var values []int
	for x := range width {
		day := from + x*(to-from)/max(width-1, 1)
		share, _, _, ok := curve.ConvertedBy(day)
		if !ok {
			break
		}
		values = append(values, thousandths(share))
	}
	return chart.Sparkline(styles, styles.Bar, values, width)
}
