package proof

import (
	"math"
	"slices"

	"trialist/scoring/proof"
	"trialist/scoring/rulebook"
	"trialist/scoring/stats"
	"trialist/ui/chart"
	"trialist/ui/clean"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// Widths of the columns of the bands, in cells.
const (
	bandWidth     = 15
	ofWidth       = 12
	fewWidth      = 9
	maxInterval   = 40
	leastInterval = 8 // an interval in fewer cells shows nothing
	cellWidth     = 11
)

// tooFew is the word for a rate of too few trials to compare.
const tooFew clean.Text = "too few"

// bands is the conversion by band of each side, the highest first, with intervals on one
// scale. The rate of all trials is a line through them.
func (s *Screen) bands(styles theme.Theme, width int) []theme.Line {
	r, m := s.report, styles.Muted
	bar := min(width-bandWidth-ofWidth-rateWidth-2-fewWidth, maxInterval)
	if bar < leastInterval {
		bar = 0
	}
	scale := rateScale(r)
	head := m.Line(clean.Text("Band").Pad(bandWidth) + clean.Text("Converted").PadLeft(ofWidth) + clean.Text("Rate").PadLeft(rateWidth))
	if bar > 0 {
		ends := theme.Justify(m.Line("0 %"), m.Line(percent(scale)), bar)
		head = head.Space(2).Join(ends)
	}
	lines := []theme.Line{title(styles, "Conversion by band"), head.Fit(width)}
	all, _ := r.Outcome.Rate()
	for _, side := range rulebook.Sides() {
		if !r.HasScores(side) {
			continue
		}
		lines = append(lines, m.Line(words.SideTitle(side)))
		for band, o := range slices.Backward(r.Bands[side][:]) {
			lines = append(lines, bandRow(styles, rulebook.Band(band).Name(side), o, all, scale, bar).Fit(width))
		}
	}
	if rate, ok := r.Outcome.Rate(); ok && bar > 0 {
		text := styles.Glyphs.Vertical + " all trials, " + percent(rate) + "; " + styles.Glyphs.Horizontal + styles.Glyphs.Dot + styles.Glyphs.Horizontal +
			" rate with its 95 % interval"
		lines = append(lines, paragraph(m, text, width)...)
	}
	return lines
}

// bandRow is a band. One with too few trials to compare is muted, and says so.
func bandRow(styles theme.Theme, name string, o stats.Outcome, all, scale float64, bar int) theme.Line {
	text, strong, ink := styles.Text, styles.Strong, styles.Bar
	few := o.Finished < proof.MinShown
	if few {
		text, strong, ink = styles.Muted, styles.Muted, styles.Muted
	}
	rateText := styles.Glyphs.Dash
	rate, ok := o.Rate()
	if ok {
		rateText = percent(rate)
	}
	line := theme.Line{}.Space(2).Add(text, clean.Of(name).Pad(bandWidth-2)).
		Add(text, (words.Number(o.Converted)+" of "+words.Number(o.Finished)).PadLeft(ofWidth)).Add(strong, rateText.PadLeft(rateWidth))
	if bar > 0 {
		low, high, _ := o.Interval()
		line = line.Space(2)
		if ok {
			line = line.Join(chart.Interval(styles, ink, thousandths(low/scale), thousandths(rate/scale), thousandths(high/scale), thousandths(all/scale), bar))
		} else {
			line = line.Space(bar)
		}
	}
	if few {
		line = line.Space(1).Add(styles.Muted, tooFew)
	}
	return line
}

// rateScale is the end of the scale of rates: the highest end of an interval that is
// shown in full, in tens of percent.
func rateScale(r *proof.Report) float64 {
	most := 0.0
	for _, side := range rulebook.Sides() {
		for _, o := range r.Bands[side] {
			if _, high, ok := o.Interval(); ok && o.Finished >= proof.MinShown {
				most = max(most, high)
			}
		}
	}
	if most == 0 {
		return 1
	}
	return math.Ceil(10*most) / 10
}

// thousandths is a share of the scale of a chart.
func thousandths(share float64) int { return int(math.Round(chart.FullScale * share)) }

// matrix is the conversion by both bands; nothing where trials have scores on one side
// alone.
func (s *Screen) matrix(styles theme.Theme, width int) []theme.Line {
	if !s.report.HasScores(rulebook.Adoption) || !s.report.HasScores(rulebook.Fit) {
		return nil
	}
	m := styles.Muted
	head := m.Line(clean.Text("Fit").Pad(bandWidth - 1))
	for _, band := range rulebook.Bands() {
		head = head.Add(m, clean.Of(band.Name(rulebook.Adoption)).PadLeft(cellWidth))
	}
	lines := []theme.Line{title(styles, "Conversion by fit and adoption"), head.Fit(width)}
	for fit, cells := range slices.Backward(s.report.Matrix[:]) {
		line := styles.Text.Line(clean.Of(rulebook.Band(fit).Name(rulebook.Fit)).Pad(bandWidth - 1))
		for _, o := range cells {
			rate, ok := o.Rate()
			switch {
			case !ok:
				line = line.Add(m, styles.Glyphs.Dash.PadLeft(cellWidth))
			case o.Finished < proof.MinShown:
				line = line.Add(m, ("few /" + words.Number(o.Finished)).PadLeft(cellWidth))
			default:
				line = line.Join(styles.Strong.Line(percent(rate)).Add(m, " /"+words.Number(o.Finished)).PadLeft(cellWidth))
			}
		}
		lines = append(lines, line.Fit(width))
	}
	return append(lines, paragraph(m, "The rate / the trials, by their scores on day "+words.Number(s.report.Day)+"; few is fewer than "+words.Number(proof.MinShown)+". Settings goes by the scores now.", width)...)
}
