package main

import (
	"fmt"
	"io"
	"math"
	"strconv"

	"github.com/spf13/cobra"

	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
)

func newSummary(g *globals) *cobra.Command {
	var out format
	cmd := &cobra.Command{
		Use:   "summary",
		Short: "Count accounts by status, and trials by band",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return g.look(cmd.Context(), func(s *session) error {
				v, err := s.view(cmd.Context())
				if err != nil {
					return err
				}
				return out.write(cmd.OutOrStdout(), &overview{v, rank.Summarize(v.people, v.book.Card)})
			})
		},
	}
	out.addFlags(cmd)
	return cmd
}

// overview is a summary to print.
type overview struct {
	*view
	sum rank.Summary
}

func (o *overview) json(w io.Writer) error {
	var rate *float64
	if r, ok := o.sum.ConversionRate(); ok {
		rate = orNull(math.Round(r*1000)/1000, true)
	}
	var status counts
	for _, s := range rulebook.Statuses() {
		status = append(status, count{key: snake(s.String()), n: o.sum.Status(s)})
	}
	return writeJSON(w, struct {
		Version        int       `json:"version"`
		AsOf           instant   `json:"as_of"`
		Status         counts    `json:"status"`
		AdoptionBands  counts    `json:"adoption_bands"`
		FitBands       counts    `json:"fit_bands"`
		Matrix         [4][4]int `json:"matrix"` // [fit][adoption], lowest bands first
		Qualified      int       `json:"qualified"`
		ConversionRate *float64  `json:"conversion_rate"`
	}{
		jsonVersion, instant(o.asOf), status, o.bands(rulebook.Adoption), o.bands(rulebook.Fit),
		o.sum.Matrix, o.sum.Qualified, rate,
	})
}

// bands counts the trials of each band under its name in snake case.
func (o *overview) bands(side rulebook.Side) counts {
	var bands counts
	for _, band := range rulebook.Bands() {
		bands = append(bands, count{key: snake(band.Name(side)), n: o.sum.Bands[side][band]})
	}
	return bands
}

func (o *overview) csv(w io.Writer) error {
	var rows [][]string
	add := func(what, which string, n int) {
		rows = append(rows, []string{what, which, strconv.Itoa(n)})
	}
	for _, s := range rulebook.Statuses() {
		add("status", s.String(), o.sum.Status(s))
	}
	for _, side := range rulebook.Sides() {
		for _, band := range rulebook.Bands() {
			add(side.String()+" band", band.Name(side), o.sum.Bands[side][band])
		}
	}
	for _, fit := range rulebook.Bands() {
		for _, adoption := range rulebook.Bands() {
			add("matrix", fit.Name(rulebook.Fit)+" / "+adoption.Name(rulebook.Adoption), o.sum.Matrix[fit][adoption])
		}
	}
	add("qualified", "", o.sum.Qualified)
	add("ever converted", "", o.sum.Converted)
	add("finished", "", o.sum.Finished)
	return writeCSV(w, []string{"what", "which", "count"}, rows)
}

func (o *overview) table(w io.Writer) error {
	statuses := newTable(column{header: "accounts"}, column{header: "", right: true})
	for _, s := range rulebook.Statuses() {
		statuses.add(s.String(), strconv.Itoa(o.sum.Status(s)))
	}
	if err := statuses.write(w); err != nil {
		return err
	}
	columns := []column{{header: "trials"}}
	for _, adoption := range rulebook.Bands() {
		columns = append(columns, column{header: adoption.Name(rulebook.Adoption), right: true})
	}
	matrix := newTable(append(columns, column{header: "all", right: true})...)
	for i := range rulebook.Bands() {
		fit := rulebook.Bands()[rulebook.NumBands-1-i]
		row := []string{fit.Name(rulebook.Fit)}
		for _, adoption := range rulebook.Bands() {
			mark := ""
			if o.book.Card.Qualified[fit][adoption] {
				mark = "✓ "
			}
			row = append(row, mark+strconv.Itoa(o.sum.Matrix[fit][adoption]))
		}
		matrix.add(append(row, strconv.Itoa(o.sum.Bands[rulebook.Fit][fit]))...)
	}
	row := []string{"all"}
	for _, adoption := range rulebook.Bands() {
		row = append(row, strconv.Itoa(o.sum.Bands[rulebook.Adoption][adoption]))
	}
	matrix.add(append(row, strconv.Itoa(o.sum.Trial))...)
	if err := say(w, ""); err != nil {
		return err
	}
	if err := matrix.write(w); err != nil {
		return err
	}
	return say(w, "\n"+o.caption())
}

// caption tells what the tables leave open.
func (o *overview) caption() string {
	rate := "no trial has finished yet"
	if r, ok := o.sum.ConversionRate(); ok {
		rate = fmt.Sprintf("%.1f %% of %d finished trials converted", 100*r, o.sum.Finished)
	}
	return fmt.Sprintf("%d qualified (✓) · %s · as of %s", o.sum.Qualified, rate, shortTime(o.asOf))
}
