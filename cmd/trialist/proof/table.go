package proof

import (
	"fmt"
	"io"
	"strconv"

	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/proof"
	"trialist/scoring/rulebook"
	"trialist/scoring/stats"
	"trialist/ui/proofpage"
)

// Table prints the report for people: the verdict in words, then what it means for whom
// to call, then what it rests on.
func (r *report) Table(w io.Writer) error {
	lines := []string{r.words(), proofpage.Caption(r.Report, r.asOf)}
	for _, l := range r.Leaks {
		lines = append(lines, leakWords(l))
	}
	if text := proofpage.LeftOutWords(r.leftOut); text != "" {
		lines = append(lines, text)
	}
	for _, line := range lines {
		if err := terminal.PrintProse(w, line); err != nil {
			return err
		}
	}
	for _, part := range []struct {
		title string
		table *output.Table
		notes []string
	}{
		{"If you can call so many trials a week", r.callsTable(), []string{
			"At random and by arrival: how many would have converted of as many that are called in that order. Score from: the lowest that was called in the usual week.",
		}},
		{"Conversion by band", r.bandTable(), nil},
		{"Who has converted by when, by adoption band", r.survivalTable(), []string{
			"In brackets: between which shares the true one is very likely (95 %). Running trials count for as long as they were watched.",
		}},
		{"Signals: trials that match one convert so many times as often as all", r.signalTable(), []string{
			proofpage.LuckWords,
			"That trials with a signal convert more often is an association: it does not say that the signal is the reason.",
		}},
	} {
		if part.table.Empty() {
			continue
		}
		if err := terminal.PrintProse(w, "\n"+part.title); err != nil {
			return err
		}
		if err := part.table.WriteWhole(w); err != nil {
			return err
		}
		for _, note := range part.notes {
			if err := terminal.PrintProse(w, note); err != nil {
				return err
			}
		}
	}
	return nil
}

func leakWords(l proof.Leak) string {
	return "Careful: " + l.Words() + " --without-leaks leaves it out."
}

func (r *report) callsTable() *output.Table {
	t := output.NewTable(
		output.Column{Header: "calls a week", AlignRight: true}, output.Column{Header: "called", AlignRight: true},
		output.Column{Header: "convert", AlignRight: true}, output.Column{Header: "of those called", AlignRight: true},
		output.Column{Header: "of all who convert", AlignRight: true, DropOrder: 1}, output.Column{Header: "at random", AlignRight: true},
		output.Column{Header: "by arrival", AlignRight: true}, output.Column{Header: "score from", AlignRight: true, DropOrder: 2},
	)
	for _, c := range r.Calls {
		precision, recall, cutoff := "-", "-", "all"
		if rate, ok := c.Called.Rate(); ok {
			precision = output.Percent(rate)
		}
		if rate, ok := c.Recall(float64(c.Called.Converted)); ok {
			recall = output.Percent(rate)
		}
		if c.HasCutoff {
			cutoff = output.RoundedScore(c.Cutoff)
		}
		t.AddRow(
			strconv.Itoa(c.PerWeek), strconv.Itoa(c.Called.Finished), strconv.Itoa(c.Called.Converted), precision, recall,
			strconv.FormatFloat(c.Random, 'f', 1, 64), strconv.Itoa(c.ByArrival.Converted), cutoff,
		)
	}
	return t
}

func (r *report) bandTable() *output.Table {
	t := output.NewTable(
		output.Column{Header: "side"}, output.Column{Header: "band"}, output.Column{Header: "trials", AlignRight: true},
		output.Column{Header: "converted", AlignRight: true}, output.Column{Header: "rate", AlignRight: true}, output.Column{Header: "95 % interval", AlignRight: true},
	)
	for _, side := range rulebook.Sides() {
		if !r.HasScores(side) {
			continue
		}
		for band, o := range r.Bands[side] {
			rate, interval := proofpage.RateWords(o)
			t.AddRow(side.String(), rulebook.Band(band).Name(side), strconv.Itoa(o.Finished), strconv.Itoa(o.Converted), rate, interval)
		}
	}
	return t
}

// survivalTable is by when trials have converted, the highest band first.
func (r *report) survivalTable() *output.Table {
	s := proofpage.NewCurves(r.Report)
	columns := []output.Column{{Header: "band"}, {Header: "trials", AlignRight: true}}
	for i, day := range s.Days {
		columns = append(columns, output.Column{Header: "by day " + strconv.Itoa(day), AlignRight: true, DropOrder: 1 + i})
	}
	t := output.NewTable(columns...)
	for _, c := range s.Curves {
		t.AddRow(append([]string{c.Name, strconv.Itoa(c.Trials)}, c.By...)...)
	}
	return t
}

func (r *report) signalTable() *output.Table {
	t := output.NewTable(
		output.Column{Header: "signal", Shrinkable: true}, output.Column{Header: "trials", AlignRight: true}, output.Column{Header: "converted", AlignRight: true},
		output.Column{Header: "times", AlignRight: true}, output.Column{Header: "95 % interval", AlignRight: true, DropOrder: 1},
		output.Column{Header: "luck", AlignRight: true}, output.Column{Header: "converts"}, output.Column{Header: ""},
	)
	for _, l := range r.Lifts {
		lift, interval, about := "-", "", ""
		if j := newSignalJSON(l); j.Lift != nil {
			lift = strconv.FormatFloat(*j.Lift, 'f', 2, 64)
			interval = fmt.Sprintf("%.2f to %.2f", *j.Low, *j.High)
		}
		if l.Attributes {
			about = "attribute"
		}
		t.AddRow(l.Signal.Name, strconv.Itoa(l.Matching.Finished), strconv.Itoa(l.Matching.Converted), lift, interval, proofpage.Probability(l.Q), l.Verdict().String(), about)
	}
	return t
}

// survivalRows are the rows of the shares that have converted by a day, which are of all
// trials of the band that were watched.
func (r *report) survivalRows() [][]string {
	var rows [][]string
	for band, curve := range r.Survival {
		for _, day := range proofpage.NewCurves(r.Report).Days {
			share, low, high, ok := curve.ConvertedBy(day)
			if !ok {
				continue
			}
			rows = append(rows, append([]string{
				"adoption band by day " + strconv.Itoa(day), rulebook.Band(band).Name(rulebook.Adoption), strconv.Itoa(curve.Trials), "",
				output.Decimal(output.Rounded(share, 1000)), output.Decimal(output.Rounded(low, 1000)), output.Decimal(output.Rounded(high, 1000)),
			}, make([]string, 5)...))
		}
	}
	return rows
}

// CSV prints a row for each band, cell, day of a band and signal.
func (r *report) CSV(w io.Writer) error {
	var rows [][]string
	row := func(kind, name string, o stats.Outcome) []string {
		j := newOutcomeJSON(o)
		return []string{kind, name, strconv.Itoa(o.Finished), strconv.Itoa(o.Converted), output.Decimal(j.Rate), output.Decimal(j.Low), output.Decimal(j.High)}
	}
	add := func(cells []string, more ...string) {
		rows = append(rows, append(cells, append(more, make([]string, 5-len(more))...)...))
	}
	for _, side := range rulebook.Sides() {
		for band, o := range r.Bands[side] {
			add(row(side.String()+" band", rulebook.Band(band).Name(side), o))
		}
	}
	for fit, cells := range r.Matrix {
		for adoption, o := range cells {
			add(row("cell", rulebook.Band(fit).Name(rulebook.Fit)+", "+rulebook.Band(adoption).Name(rulebook.Adoption), o))
		}
	}
	rows = append(rows, r.survivalRows()...)
	for _, l := range r.Lifts {
		j := newSignalJSON(l)
		add(row("signal", l.Signal.Name, l.Matching), output.Decimal(j.Lift), output.Decimal(j.Low), output.Decimal(j.High), output.Decimal(j.P), output.Decimal(j.Q))
	}
	return output.WriteCSV(w, []string{"of", "name", "trials", "converted", "rate", "low", "high", "lift", "lift_low", "lift_high", "p", "q"}, rows)
}
