package proof

import (
	"math"
	"strconv"

	"trialist/scoring/proof"
	"trialist/ui/chart"
	"trialist/ui/clean"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// Widths of the columns of the calls, in cells.
const (
	perWeekWidth = 5
	orderWidth   = 12
	calledWidth  = 7
	convertWidth = 8
	rateWidth    = 7
	reachWidth   = 6
	cutoffWidth  = 11
	maxReachBar  = 30
)

// calls is what comes of so many calls a week, in three orders.
func (s *Screen) calls(styles theme.Theme, width int) []theme.Line {
	const numbers = perWeekWidth + orderWidth + calledWidth + convertWidth + rateWidth
	m := styles.Muted
	rest := width - numbers - 2 - reachWidth
	cutoff := rest >= 8+cutoffWidth
	if cutoff {
		rest -= cutoffWidth
	}
	bar := max(min(rest, maxReachBar), 0)
	reachHead := clean.Text("Of all who convert")
	if bar+reachWidth < reachHead.Width() {
		reachHead = "Of all"
	}
	head := m.Line(clean.Text("Calls").PadLeft(perWeekWidth)+"  "+clean.Text("Order").Pad(orderWidth-2)).
		Add(m, clean.Text("Called").PadLeft(calledWidth)+clean.Text("Convert").PadLeft(convertWidth)+clean.Text("Rate").PadLeft(rateWidth)).
		Space(2).Add(m, reachHead.Pad(bar+reachWidth))
	if cutoff {
		head = head.Add(m, clean.Text("Score from").PadLeft(cutoffWidth))
	}
	lines := []theme.Line{title(styles, "If you can call so many trials a week"), head.Fit(width)}
	for _, c := range s.report.Calls {
		for i, row := range callRows(c) {
			perWeek, inks, draw := clean.Text(""), [2]theme.Style{m, m}, chart.ThinBar
			if i == 0 {
				perWeek, inks, draw = words.Number(c.PerWeek), [2]theme.Style{styles.Strong, styles.Bar}, chart.Bar
			}
			line := styles.Strong.Line(perWeek.PadLeft(perWeekWidth)).Space(2).Add(inks[0], row.order.Pad(orderWidth-2)).
				Add(m, words.Number(c.Called.Finished).PadLeft(calledWidth)).Add(inks[0], row.text.PadLeft(convertWidth))
			rate, reach := styles.Glyphs.Dash, styles.Glyphs.Dash
			if c.Called.Finished > 0 {
				rate = percent(row.converted / float64(c.Called.Finished))
			}
			recall, ok := c.Recall(row.converted)
			if ok {
				reach = percent(recall)
			}
			line = line.Add(inks[0], rate.PadLeft(rateWidth)).Space(2).
				Join(draw(styles, inks[1], int(math.Round(chart.FullScale*recall)), bar).Pad(bar)).Add(inks[0], reach.PadLeft(reachWidth))
			if cutoff && i == 0 {
				line = line.Add(m, cutoffText(c).PadLeft(cutoffWidth))
			}
			lines = append(lines, line.Fit(width))
		}
	}
	return lines
}

// callRow is the conversions among the trials called in an order.
type callRow struct {
	order     clean.Text
	converted float64
	text      clean.Text // converted, for display
}

func callRows(c proof.Calls) [3]callRow {
	return [3]callRow{
		{"by score", float64(c.Called.Converted), words.Number(c.Called.Converted)},
		{"at random", c.Random, clean.Of(strconv.FormatFloat(c.Random, 'f', 1, 64))},
		{"by arrival", float64(c.ByArrival.Converted), words.Number(c.ByArrival.Converted)},
	}
}

// cutoffText is the score from which on trials are called.
func cutoffText(c proof.Calls) clean.Text {
	if !c.HasCutoff {
		return "all"
	}
	return words.FormatScore(c.Cutoff)
}
