package proof

import (
	"trialist/scoring/proof"
	"trialist/ui/chart"
	"trialist/ui/clean"
	"trialist/ui/theme"
)

// Size of the curve, in cells.
const (
	curveHeight = 11 // a line for each tenth
	axisWidth   = 7
	maxStep     = 3 // cells between two points
)

// exampleStep is the point of the curve that is said in words: a fifth of the trials.
const exampleStep = proof.GainSteps / 5

// gains is how many of the conversions the trials with the highest scores have, against
// what shuffled outcomes give.
func (s *Screen) gains(styles theme.Theme, width int) []theme.Line {
	g, m := s.report.Gains, styles.Muted
	lines := []theme.Line{title(styles, "Calling the highest scores first")}
	if len(g) == 0 {
		return append(lines, paragraph(m, "Nobody converted, so there is nothing to reach.", width)...)
	}
	at := g[exampleStep]
	lines = append(lines, paragraph(styles.Text, "The first "+percent(at.Called)+" have "+percent(at.Reached)+
		" of those who converted. By chance it would be "+percent(at.ChanceLow)+" to "+percent(at.ChanceHigh)+".", width)...)
	points := make([]chart.Point, len(g))
	for i, p := range g {
		points[i] = chart.Point{Value: thousandths(p.Reached), Low: thousandths(p.ChanceLow), High: thousandths(p.ChanceHigh)}
	}
	step := max(min((width-axisWidth-1)/proof.GainSteps, maxStep), 1)
	for i, line := range chart.Curve(styles, points, step, curveHeight) {
		label := clean.Text("")
		switch i {
		case 0:
			label = "100 %"
		case curveHeight / 2:
			label = "50 %"
		case curveHeight - 1:
			label = "0 %"
		}
		lines = append(lines, m.Line(label.PadLeft(axisWidth-1)).Add(styles.Faint, styles.Glyphs.Vertical).Join(line).Fit(width))
	}
	cells := proof.GainSteps*step + 1
	axis := theme.Justify(m.Line("0 %"), m.Line("100 % of the trials called"), cells)
	lines = append(lines, theme.Line{}.Space(axisWidth).Join(axis).Fit(width))
	key := theme.Line{}.Space(axisWidth).Add(styles.Bar, styles.Glyphs.Dot).Add(m, " by score   ").
		Add(m, chart.CurveBand(styles)+" by chance (95 % of the time)")
	return append(lines, key.Fit(width))
}
