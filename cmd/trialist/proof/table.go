package proof

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/proof"
	"trialist/scoring/rulebook"
	"trialist/scoring/stats"
)

// Table prints the report for people: the verdict in words, then what it means for whom
// to call, then what it rests on.
func (r *report) Table(w io.Writer) error {
	lines := []string{r.words(), r.caption()}
	for _, l := range r.Leaks {
		lines = append(lines, leakWords(l))
	}
	for _, line := range lines {
		if err := terminal.PrintLine(w, line); err != nil {
			return err
		}
	}
	for _, part := range []struct {
		title string
		table *output.Table
	}{
		{"If you can call so many trials a week", r.callsTable()},
		{"Conversion by band", r.bandTable()},
		{"Signals", r.signalTable()},
	} {
		if err := terminal.PrintLine(w, "\n"+part.title); err != nil {
			return err
		}
		if err := part.table.Write(w); err != nil {
			return err
		}
	}
	return terminal.PrintLine(w, "\nThat trials with a signal convert more often is an association: it does not say that the signal is the reason.")
}

// caption says which trials are not in.
func (r *report) caption() string {
	out := []string{}
	add := func(n int, one, many string) {
		if n > 0 {
			out = append(out, output.Plural(n, one, many))
		}
	}
	add(r.Decided, "was decided before the day was over", "were decided before the day was over")
	add(len(r.Running)+r.Early, "is still running", "are still running")
	add(r.NoStart, "has no known start", "have no known start")
	add(r.Open, "ended too short a time ago", "ended too short a time ago")
	if len(out) == 0 {
		return "As of " + r.asOf + "."
	}
	return fmt.Sprintf("Not in: %s. As of %s.", strings.Join(out, ", "), r.asOf)
}

func leakWords(l proof.Leak) string {
	words := "Careful: " + l.Words()
	if l.Attributes {
		words += " --without-attributes leaves it out."
	}
	return words
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
		for band, o := range r.Bands[side] {
			rate, interval := rateWords(o)
			t.AddRow(side.String(), rulebook.Band(band).Name(side), strconv.Itoa(o.Finished), strconv.Itoa(o.Converted), rate, interval)
		}
	}
	return t
}

// rateWords is a rate and its interval, and says where it is of too few to compare.
func rateWords(o stats.Outcome) (rate, interval string) {
	r, ok := o.Rate()
	if !ok {
		return "-", ""
	}
	low, high, _ := o.Interval()
	interval = fmt.Sprintf("%s to %s", output.Percent(low), output.Percent(high))
	if o.Finished < proof.MinShown {
		interval += ", too few"
	}
	return output.Percent(r), interval
}

func (r *report) signalTable() *output.Table {
	t := output.NewTable(
		output.Column{Header: "signal", Shrinkable: true}, output.Column{Header: "trials", AlignRight: true}, output.Column{Header: "converted", AlignRight: true},
		output.Column{Header: "times the rate", AlignRight: true}, output.Column{Header: "95 % interval", AlignRight: true},
		output.Column{Header: "chance", AlignRight: true, DropOrder: 2}, output.Column{Header: "q", AlignRight: true, DropOrder: 1}, output.Column{Header: ""},
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
		t.AddRow(l.Signal.Name, strconv.Itoa(l.Used.Finished), strconv.Itoa(l.Used.Converted), lift, interval, probability(l.P), probability(l.Q), about)
	}
	return t
}

func probability(p float64) string {
	if p < 0.001 {
		return "<0.001"
	}
	return strconv.FormatFloat(p, 'f', 3, 64)
}

// CSV prints a row for each band, cell and signal.
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
	for _, l := range r.Lifts {
		j := newSignalJSON(l)
		add(row("signal", l.Signal.Name, l.Used), output.Decimal(j.Lift), output.Decimal(j.Low), output.Decimal(j.High), output.Decimal(j.P), output.Decimal(j.Q))
	}
	return output.WriteCSV(w, []string{"of", "name", "trials", "converted", "rate", "low", "high", "lift", "lift_low", "lift_high", "p", "q"}, rows)
}
