package proofpage

import (
	_ "embed" // of the template
	"fmt"
	"html/template"
	"io"
	"math"
	"strconv"
	"strings"

	"trialist/scoring/proof"
	"trialist/scoring/rulebook"
)

//go:embed page.html
var pageText string

// pageTemplate escapes all texts for where they stand.
var pageTemplate = template.Must(template.New("page").Parse(pageText))

// Sizes of the drawings of the page, in its pixels.
const (
	callBar     = 120
	bandScale   = 160
	curveWidth  = 400
	curveHeight = 300
)

// page is what the template shows: all is text, so that numbers are as in the tables.
type page struct {
	Verdict, Words, Caption string
	Leaks                   []string
	Calls                   []pageCalls
	Bands                   []pageBand
	CurveWords              string
	Curve, Chance           string // points
	Signals                 []pageSignal
	MatrixHeads             []string
	Matrix                  []pageFit
	DaysWords               string
	Days                    []pageDay
	Survival                Curves
}

type pageCalls struct {
	PerWeek, Called, Converted, ByArrival int
	Random, Precision, Recall, Bar        string
}

type pageBand struct {
	Name              string
	Trials, Converted int
	Rate, Interval    string
	Few, Known        bool
	Low, At, High     string // on the scale
}

type pageSignal struct {
	Name              string
	Attributes        bool
	Trials, Converted int
	Lift, Interval, Q string
}

// Page is what the page is made of.
type Page struct {
	*proof.Report
	AsOf    string           // as it is shown
	LeftOut []string         // names of signals that the leak check named
	Days    []proof.DayPower // the verdict by day; nil to leave it out
}

// HTML writes the page.
func (r Page) HTML(w io.Writer) error {
	p := page{Verdict: "The score: " + r.Adoption.Verdict.String() + ".", Words: r.Adoption.Words(r.Outcome, r.Day, rulebook.Adoption), Caption: Caption(r.Report, r.AsOf)}
	for _, l := range r.Leaks {
		p.Leaks = append(p.Leaks, "Careful: "+l.Words())
	}
	if text := LeftOutWords(r.LeftOut); text != "" {
		p.Leaks = append(p.Leaks, text)
	}
	for _, c := range r.Calls {
		row := pageCalls{
			PerWeek: c.PerWeek, Called: c.Called.Finished, Converted: c.Called.Converted, ByArrival: c.ByArrival.Converted,
			Random: pixels(c.Random), Precision: "-", Recall: "-", Bar: "0",
		}
		if rate, ok := c.Called.Rate(); ok {
			row.Precision = percent(rate)
		}
		if rate, ok := c.Recall(float64(c.Called.Converted)); ok {
			row.Recall, row.Bar = percent(rate), pixels(callBar*rate)
		}
		p.Calls = append(p.Calls, row)
	}
	p.Bands, p.Survival = r.pageBands(), NewCurves(r.Report)
	p.MatrixHeads, p.Matrix = r.pageMatrix()
	if len(r.Days) > 0 {
		p.DaysWords, p.Days = DaysWords(r.Days), pageDays(r.Days, r.Day)
	}
	p.addCurve(r.Gains)
	for _, l := range r.Lifts {
		row := pageSignal{Name: l.Signal.Name, Attributes: l.Attributes, Trials: l.Matching.Finished, Converted: l.Matching.Converted, Lift: "-", Q: Probability(l.Q)}
		if !math.IsNaN(l.Lift) {
			row.Lift, row.Interval = strconv.FormatFloat(l.Lift, 'f', 2, 64), fmt.Sprintf("%.2f to %.2f", l.Low, l.High)
		}
		p.Signals = append(p.Signals, row)
	}
	return pageTemplate.Execute(w, p)
}

func (r Page) pageBands() []pageBand {
	var bands []pageBand
	for _, side := range rulebook.Sides() {
		if !r.HasScores(side) {
			continue
		}
		for band, o := range r.Bands[side] {
			row := pageBand{Name: side.String() + ": " + rulebook.Band(band).Name(side), Trials: o.Finished, Converted: o.Converted}
			row.Rate, row.Interval = RateWords(o)
			row.Few = o.Finished < proof.MinShown
			var rate float64
			if rate, row.Known = o.Rate(); row.Known {
				low, high, _ := o.Interval()
				row.Low, row.At, row.High = pixels(bandScale*low), pixels(bandScale*rate), pixels(bandScale*high)
			}
			bands = append(bands, row)
		}
	}
	return bands
}

// addCurve draws the gains, and the band of chance as an outline: there below it, and
// back above it.
func (p *page) addCurve(gains []proof.Gain) {
	if len(gains) == 0 {
		return
	}
	at := gains[proof.GainSteps/5]
	p.CurveWords = fmt.Sprintf("The first %s have %s of those who converted. By chance it would be %s to %s.",
		percent(at.Called), percent(at.Reached), percent(at.ChanceLow), percent(at.ChanceHigh))
	point := func(called, share float64) string {
		return pixels(curveWidth*called) + "," + pixels(curveHeight*(1-share))
	}
	var curve, there, back []string
	for i, g := range gains {
		last := gains[len(gains)-1-i]
		curve, there, back = append(curve, point(g.Called, g.Reached)), append(there, point(g.Called, g.ChanceLow)), append(back, point(last.Called, last.ChanceHigh))
	}
	p.Curve, p.Chance = strings.Join(curve, " "), strings.Join(append(there, back...), " ")
}

// pixels is a number with a decimal.
func pixels(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }

// percent is a rate, 0 to 1, as a whole number of percent, half rounded up.
func percent(rate float64) string { return strconv.Itoa(int(math.Round(100*rate))) + " %" }
