package proofpage

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"trialist/scoring/proof"
	"trialist/scoring/rulebook"
)

// pageCell is a cell of the matrix.
type pageCell struct {
	Rate string // "-" where it is of too few trials to compare
	Of   int
}

type pageFit struct {
	Name  string
	Cells []pageCell // by adoption band, the lowest first
}

// pageMatrix is the conversion by both bands, the highest fit first; nothing where trials
// have scores on one side alone.
func (r Page) pageMatrix() (heads []string, rows []pageFit) {
	if !r.HasScores(rulebook.Adoption) || !r.HasScores(rulebook.Fit) {
		return nil, nil
	}
	for _, band := range rulebook.Bands() {
		heads = append(heads, band.Name(rulebook.Adoption))
	}
	for fit, cells := range slices.Backward(r.Matrix[:]) {
		row := pageFit{Name: rulebook.Band(fit).Name(rulebook.Fit)}
		for _, o := range cells {
			cell := pageCell{Rate: "-", Of: o.Finished}
			if rate, ok := o.Rate(); ok && o.Finished >= proof.MinShown {
				cell.Rate = percent(rate)
			}
			row.Cells = append(row.Cells, cell)
		}
		rows = append(rows, row)
	}
	return heads, rows
}

type pageDay struct {
	Day, Trials, Converted  int
	Pairs, Interval         string
	Verdict                 string
	Shown, Known            bool   // the day of the page; there is a verdict
	Low, At, High, Guessing string // on the scale, which goes from guessing wrong to never wrong
}

// pageDays is the verdict by day.
func pageDays(days []proof.DayPower, shown int) []pageDay {
	var rows []pageDay
	at := func(share float64) string { return pixels(bandScale * share) }
	for _, d := range days {
		row := pageDay{Day: d.Day, Trials: d.Outcome.Finished, Converted: d.Outcome.Converted, Pairs: "-", Verdict: d.Verdict.String(), Shown: d.Day == shown, Guessing: at(0.5)}
		if row.Known = !math.IsNaN(d.AUC); row.Known {
			row.Pairs, row.Interval = fmt.Sprintf("%.1f", 100*d.AUC), fmt.Sprintf("%.0f to %.0f", 100*d.Low, 100*d.High)
			row.Low, row.At, row.High = at(d.Low), at(d.AUC), at(d.High)
		}
		rows = append(rows, row)
	}
	return rows
}

// Curve is by when the trials of a band have converted. Bands are told apart by how
// their lines are drawn and by their names at the ends.
type Curve struct {
	Name, Points string
	Dash         string // of the line, in pixels
	EndX, EndY   string // of the line
	Trials       int
	By           []string // the share by each of the days of the table, with its interval
	Few          bool
}

// Curves is the curves of the bands on one scale.
type Curves struct {
	Curves     []Curve // the highest band first
	Days       []int   // of the table
	From, To   string  // days at the ends of the scale
	Most, Half string  // shares at the top of the scale and at its middle
}

// maxCurveDay is the last day that curves are drawn to: later on little happens.
const maxCurveDay = 90

// dashes are how the lines of the bands are drawn, the lowest band first.
var dashes = [rulebook.NumBands]string{"2 4", "6 4", "12 4", "1 0"}

// NewCurves draws the curves; none where no trial was watched any longer.
func NewCurves(r *proof.Report) Curves {
	until, most := 0, 0.0
	for _, curve := range r.Survival {
		until = max(until, min(curve.Until, maxCurveDay))
	}
	for _, curve := range r.Survival {
		share, _, _, _ := curve.ConvertedBy(min(curve.Until, until))
		most = max(most, share)
	}
	if until <= r.Day || most == 0 {
		return Curves{}
	}
	most = math.Ceil(10*most) / 10
	s := Curves{From: strconv.Itoa(r.Day), To: strconv.Itoa(until), Most: percent(most), Half: percent(most / 2)}
	for _, day := range []int{14, 30, 60, maxCurveDay} {
		if day > r.Day && day <= until {
			s.Days = append(s.Days, day)
		}
	}
	for band, curve := range slices.Backward(r.Survival[:]) {
		if curve.Trials > 0 {
			s.Curves = append(s.Curves, newPageCurve(rulebook.Band(band), curve, r.Day, until, most, s.Days))
		}
	}
	return s
}

func newPageCurve(band rulebook.Band, curve proof.Curve, from, until int, most float64, days []int) Curve {
	c := Curve{Name: band.Name(rulebook.Adoption), Dash: dashes[band], Trials: curve.Trials, Few: curve.Trials < proof.MinShown}
	var points []string
	last := min(curve.Until, until)
	y := pixels(curveHeight)
	for day := from; day <= last; day++ {
		share, _, _, _ := curve.ConvertedBy(day)
		c.EndX = pixels(curveWidth * float64(day-from) / float64(until-from))
		points = append(points, c.EndX+","+y) // a step: as before up to the day, and then as by its end
		y = pixels(curveHeight * (1 - share/most))
		points = append(points, c.EndX+","+y)
	}
	c.Points, c.EndY = strings.Join(points, " "), y
	for _, day := range days {
		share, low, high, ok := curve.ConvertedBy(day)
		text := "-"
		if ok {
			text = fmt.Sprintf("%s (%.0f to %.0f)", percent(share), 100*low, 100*high)
		}
		c.By = append(c.By, text)
	}
	return c
}
