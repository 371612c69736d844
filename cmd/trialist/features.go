package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/features"
	"trialist/scoring/stats"
	"trialist/store/facts"
)

func newFeatures(g *session.Globals) *cobra.Command {
	var names []string
	sort := "size"
	var out output.Format
	cmd := &cobra.Command{
		Use:   "features",
		Short: "Show what became of trials by which signals they match",
		Long: `Show what became of trials by which signals they match: every combination of 2 to 6
signals, the trials that have it now, and how many finished ones converted, with the 95 % interval.

The next signal is the one whose cell converted most. That is an association, and does not say
that the signal is the reason. A running trial counts under what it matches now, a finished one under
what it matched just before it converted, churned or ended: what was done after buying does not
count. What attributes say has no history, and counts as it is now.`,
		Example: `trialist features
trialist features --signals "Imported contacts,Invited teammates" --json`,
		Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if sort != "size" && sort != "conversion" {
				return cli.Usagef("--sort %q: use size or conversion", sort)
			}
			return g.WithWorkspaceToRead(cmd.Context(), func(s *session.Session) error {
				l, err := newFeatureGrid(cmd.Context(), s, names, sort == "conversion")
				if err != nil {
					return err
				}
				return out.Write(cmd.OutOrStdout(), l)
			})
		},
	}
	cmd.Flags().StringSliceVar(&names, "signals", nil, "names of 2 to 6 signals, separated by commas (else the first four of adoption)")
	cmd.Flags().StringVar(&sort, "sort", sort, "order of the table: size or conversion")
	out.AddFlags(cmd)
	return cmd
}

// featureGrid is a grid and the order in which a table lists its cells.
type featureGrid struct {
	features.Grid
	byConversion bool
}

func newFeatureGrid(ctx context.Context, s *session.Session, names []string, byConversion bool) (*featureGrid, error) {
	v, err := s.RankTrials(ctx)
	if err != nil {
		return nil, err
	}
	signals := features.Default(v.Book.Card)
	if names != nil {
		if signals, err = features.Choose(v.Book.Card, names); err != nil {
			return nil, cli.Usagef("--signals: %w", err)
		}
	}
	if err := features.CheckCount(len(signals)); err != nil {
		return nil, fmt.Errorf("%w; without --signals they are the first of adoption, and trialist signals add --side adoption adds one", err)
	}
	ctx, done := v.WithProgress(ctx)
	defer done()
	conditions := make([]condition.Condition, len(signals))
	for i, signal := range signals {
		conditions[i] = signal.When.Level(1)
	}
	var decided []bitset.Bits
	err = v.Cache.Do(ctx, func(data *facts.Snapshot) (err error) {
		decided, err = features.Decided(ctx, data, v.Moment(), v.Population, conditions)
		return err
	})
	if err != nil {
		return nil, err
	}
	grid, err := features.NewGrid(ctx, v.FilterSource(), v.Population, v.Ranking, signals, decided)
	return &featureGrid{grid, byConversion}, err
}

// cellJSON is one cell in the JSON contract.
type cellJSON struct {
	Used        []bool         `json:"used"`
	Trials      int            `json:"trials"`
	Finished    int            `json:"finished"`
	Converted   int            `json:"converted"`
	Rate        *float64       `json:"rate"`
	Low         *float64       `json:"low"`
	High        *float64       `json:"high"`
	Fit         *output.Tenths `json:"fit"`
	Next        *string        `json:"next"`
	NextWith    *outcomeJSON   `json:"next_with"`    // of the cell with the next signal as well
	NextWithout *outcomeJSON   `json:"next_without"` // of this cell
	TooFew      bool           `json:"too_few"`      // to name a next signal
}

type outcomeJSON struct {
	Finished  int `json:"finished"`
	Converted int `json:"converted"`
}

func (g *featureGrid) JSON(w io.Writer) error {
	contract := struct {
		Version int        `json:"version"`
		Signals []string   `json:"signals"`
		Cells   []cellJSON `json:"cells"`
	}{Version: output.JSONVersion}
	for _, s := range g.Signals {
		contract.Signals = append(contract.Signals, s.Name)
	}
	for _, cell := range g.Cells {
		contract.Cells = append(contract.Cells, g.cell(cell))
	}
	return output.WriteJSON(w, contract)
}

func (g *featureGrid) cell(c features.Cell) cellJSON {
	j := cellJSON{Trials: c.Trials, Finished: c.Finished, Converted: c.Converted, TooFew: c.Next.TooFew}
	for i := range g.Signals {
		j.Used = append(j.Used, c.Used>>i&1 != 0)
	}
	if rate, ok := c.Rate(); ok {
		low, high := stats.Wilson(c.Converted, c.Finished)
		j.Rate, j.Low, j.High = output.Rounded(rate, 1000), output.Rounded(low, 1000), output.Rounded(high, 1000)
	}
	j.Fit = output.OrNull(output.Tenths(c.FitTenths), c.FitTenths >= 0)
	if next := c.Next; next.Signal >= 0 {
		j.Next = &g.Signals[next.Signal].Name
		j.NextWith, j.NextWithout = &outcomeJSON{next.With.Finished, next.With.Converted}, &outcomeJSON{next.Without.Finished, next.Without.Converted}
	}
	return j
}

func (g *featureGrid) CSV(w io.Writer) error {
	var header []string
	for _, s := range g.Signals {
		header = append(header, s.Name)
	}
	header = append(header, "trials", "finished", "converted", "rate", "low", "high", "fit", "next")
	var rows [][]string
	number := func(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
	for _, c := range g.Cells {
		j := g.cell(c)
		var row []string
		for _, used := range j.Used {
			row = append(row, output.YesNo(used))
		}
		rows = append(rows, append(row, strconv.Itoa(j.Trials), strconv.Itoa(j.Finished), strconv.Itoa(j.Converted),
			output.OrBlank(j.Rate, number), output.OrBlank(j.Low, number), output.OrBlank(j.High, number),
			output.OrBlank(j.Fit, output.Tenths.String), output.OrBlank(j.Next, output.Identity)))
	}
	return output.WriteCSV(w, header, rows)
}

func (g *featureGrid) Table(w io.Writer) error {
	var columns []output.Column
	for i, s := range g.Signals {
		columns = append(columns, output.Column{Header: strconv.Itoa(i + 1)})
		if err := terminal.PrintLine(w, fmt.Sprintf("%d  %s", i+1, s.Name)); err != nil {
			return err
		}
	}
	if err := terminal.PrintLine(w, ""); err != nil {
		return err
	}
	columns = append(columns, output.Column{Header: "trials", AlignRight: true}, output.Column{Header: "finished", AlignRight: true},
		output.Column{Header: "converted, 95 %", AlignRight: true},
		output.Column{Header: "fit", AlignRight: true}, output.Column{Header: "next, with and without", Shrinkable: true})
	t := output.NewTable(columns...)
	cells := slices.SortedStableFunc(slices.Values(g.Cells), g.Compare(g.byConversion))
	for _, c := range cells {
		var row []string
		for i := range g.Signals {
			row = append(row, map[bool]string{true: "●", false: "○"}[c.Used>>i&1 != 0])
		}
		rate := "–"
		if r, ok := c.Rate(); ok {
			low, high := stats.Wilson(c.Converted, c.Finished)
			rate = fmt.Sprintf("%s (%2.0f to %2.0f)", output.Percent(r), 100*low, 100*high)
		}
		t.AddRow(append(row, strconv.Itoa(c.Trials), strconv.Itoa(c.Finished), rate,
			output.OrBlank(output.OrNull(output.Tenths(c.FitTenths), c.FitTenths >= 0), output.Tenths.String), g.nextText(c))...)
	}
	if err := t.WriteWhole(w); err != nil {
		return err
	}
	return terminal.PrintProse(w, "Next is the signal whose cell converted most: how many of the finished trials converted that match it as well, and of those that do not. An association, not a reason.")
}

// nextText is the number of the next signal, and how many finished trials converted with it
// as well and without it. A name would have no room in a terminal of 80 cells.
func (g *featureGrid) nextText(c features.Cell) string {
	switch next := c.Next; {
	case next.Signal >= 0:
		return fmt.Sprintf("%d: %d of %d, %d of %d", next.Signal+1,
			next.With.Converted, next.With.Finished, next.Without.Converted, next.Without.Finished)
	case next.TooFew:
		return "too few to tell"
	}
	return ""
}
