package journey

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/journey"
	"trialist/scoring/stats"
	"trialist/store/facts"
	"trialist/store/outbox"
)

// New returns the command journey.
func New(g *session.Globals) *cobra.Command {
	var out output.Format
	cmd := &cobra.Command{
		Use:   "journey",
		Short: "Show how trials reach the milestones",
		Long: `Show how trials reach the milestones, which are the adoption signals in their order: how many
of the running trials reached each and are stuck before it, how many days it took those that have
ended, and how many of them converted that reached it during their trial, and that did not.

A milestone is reached when its condition first holds since the start of the trial. What was done
after converting counts for nothing. That more of those convert who reach a milestone is an
association: it does not say that the milestone is the reason.`,
		Example: "trialist journey\ntrialist journey --json",
		Args:    cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return g.WithWorkspaceToRead(cmd.Context(), func(s *session.Session) error {
				f, err := newFunnel(cmd.Context(), s)
				if err != nil {
					return err
				}
				return out.Write(cmd.OutOrStdout(), f)
			})
		},
	}
	out.AddFlags(cmd)
	cmd.AddCommand(
		newBlockers(g), newDue(g), newMark(g, "sent", "Note that messages that are due were sent by hand", outbox.Sent),
		newMark(g, "skip", "Note that messages that are due are never to be sent", outbox.Skipped), newUndo(g), newExport(g), newSend(g),
		newOutbox(g), newRetry(g), newPlan(g),
	)
	return cmd
}

// errNoMilestones is the error of a journey without steps.
var errNoMilestones = errors.New("there are no milestones: no adoption signal is enabled; trialist signals add --side adoption adds one")

// funnel is the funnel as it is printed.
type funnel struct {
	journey.Funnel
	asOf string
}

func newFunnel(ctx context.Context, s *session.Session) (*funnel, error) {
	v, err := s.RankTrials(ctx)
	if err != nil {
		return nil, err
	}
	if len(journey.Milestones(v.Book.Card)) == 0 {
		return nil, errNoMilestones
	}
	ctx, done := v.WithProgress(ctx)
	defer done()
	f := &funnel{asOf: v.Population.Zone.ShortTime(v.AsOf)}
	err = v.Cache.Do(ctx, func(data *facts.Snapshot) (err error) {
		f.Funnel, err = journey.NewFunnel(ctx, data, v.Moment(), v.Population, v.Book.Card)
		return err
	})
	return f, err
}

// stageJSON is a milestone in the JSON contract. Rates are of finished trials.
type stageJSON struct {
	Signal         string   `json:"signal"`
	Phase          string   `json:"phase"`
	Timed          bool     `json:"timed"` // false for attributes: nobody knows when
	Reached        int      `json:"reached"`
	Share          *float64 `json:"share"`
	MedianDays     *float64 `json:"median_days"`
	P90Days        *float64 `json:"p90_days"`
	Stuck          int      `json:"stuck"`
	RateReached    *float64 `json:"rate_reached"`
	RateNotReached *float64 `json:"rate_not_reached"`
	ReachedTrials  rateJSON `json:"finished_reached"`
	NotReached     rateJSON `json:"finished_not_reached"`
}

// rateJSON is a rate with its 95 % interval.
type rateJSON struct {
	Finished  int      `json:"finished"`
	Converted int      `json:"converted"`
	Low       *float64 `json:"low"`
	High      *float64 `json:"high"`
}

func newRateJSON(o stats.Outcome) rateJSON {
	j := rateJSON{Finished: o.Finished, Converted: o.Converted}
	if low, high, ok := o.Interval(); ok {
		j.Low, j.High = output.Rounded(low, 1000), output.Rounded(high, 1000)
	}
	return j
}

func (f *funnel) stage(s journey.Stage) stageJSON {
	j := stageJSON{
		Signal: s.Signal.Name, Phase: s.Signal.Phase.String(), Timed: s.Timed, Reached: s.Reached, Stuck: s.Stuck,
		MedianDays: output.Rounded(s.MedianDays, 10), P90Days: output.Rounded(s.P90Days, 10),
		ReachedTrials: newRateJSON(s.With), NotReached: newRateJSON(s.Without),
	}
	if share, ok := f.Share(s); ok {
		j.Share = output.Rounded(share, 1000)
	}
	if rate, ok := s.With.Rate(); ok {
		j.RateReached = output.Rounded(rate, 1000)
	}
	if rate, ok := s.Without.Rate(); ok {
		j.RateNotReached = output.Rounded(rate, 1000)
	}
	return j
}

// JSON prints the contract.
func (f *funnel) JSON(w io.Writer) error {
	contract := struct {
		Version    int         `json:"version"`
		Running    int         `json:"running"`
		Finished   int         `json:"finished"`
		NoStart    int         `json:"no_start"`
		Paying     int         `json:"paying"` // already when their trial began
		Milestones []stageJSON `json:"milestones"`
	}{Version: output.JSONVersion, Running: f.Running, Finished: f.Finished, NoStart: f.NoStart, Paying: f.Paying}
	for _, s := range f.Stages {
		contract.Milestones = append(contract.Milestones, f.stage(s))
	}
	return output.WriteJSON(w, contract)
}

// CSV prints a row a milestone.
func (f *funnel) CSV(w io.Writer) error {
	var rows [][]string
	for _, s := range f.Stages {
		j := f.stage(s)
		row := []string{
			j.Signal, j.Phase, strconv.Itoa(j.Reached), output.Decimal(j.Share), output.Decimal(j.MedianDays), output.Decimal(j.P90Days), strconv.Itoa(j.Stuck),
		}
		for _, rate := range []struct {
			rate *float64
			of   rateJSON
		}{{j.RateReached, j.ReachedTrials}, {j.RateNotReached, j.NotReached}} {
			row = append(row, output.Decimal(rate.rate), output.Decimal(rate.of.Low), output.Decimal(rate.of.High), strconv.Itoa(rate.of.Finished))
		}
		rows = append(rows, row)
	}
	return output.WriteCSV(w, []string{
		"signal", "phase", "reached", "share", "median_days", "p90_days", "stuck",
		"rate_reached", "rate_reached_low", "rate_reached_high", "finished_reached",
		"rate_not_reached", "rate_not_reached_low", "rate_not_reached_high", "finished_not_reached",
	}, rows)
}

// Table prints the funnel and what it counts.
func (f *funnel) Table(w io.Writer) error {
	t := output.NewTable(
		output.Column{Header: "milestone", Shrinkable: true}, output.Column{Header: "phase", DropOrder: 5},
		output.Column{Header: "reached", AlignRight: true}, output.Column{Header: "share", AlignRight: true, DropOrder: 1}, output.Column{Header: "stuck", AlignRight: true},
		output.Column{Header: "median", AlignRight: true, DropOrder: 3}, output.Column{Header: "p90", AlignRight: true, DropOrder: 4},
		output.Column{Header: "converted", AlignRight: true}, output.Column{Header: "of", AlignRight: true, DropOrder: 2},
		output.Column{Header: "if not", AlignRight: true}, output.Column{Header: "of", AlignRight: true, DropOrder: 2},
	)
	for _, s := range f.Stages {
		share, _ := f.Share(s)
		t.AddRow(
			s.Signal.Name, s.Signal.Phase.String(), strconv.Itoa(s.Reached), output.Percent(share), strconv.Itoa(s.Stuck),
			days(s.MedianDays, s.Timed), days(s.P90Days, s.Timed), rateWords(s.With), strconv.Itoa(s.With.Finished),
			rateWords(s.Without), strconv.Itoa(s.Without.Finished),
		)
	}
	if err := t.WriteWhole(w); err != nil {
		return err
	}
	caption := fmt.Sprintf("%s, %s · as of %s", output.Plural(f.Running, "running trial", "running trials"), output.Plural(f.Finished, "finished", "finished"), f.asOf)
	if f.Paying > 0 {
		caption += " · " + output.Plural(f.Paying, "more paid when its trial began and is in no rate", "more paid when their trial began and are in no rate")
	}
	if f.NoStart > 0 {
		caption += " · " + output.Plural(f.NoStart, "more has no known start of its trial and is in no rate", "more have no known start of their trial and are in no rate")
	}
	return terminal.PrintLine(w, caption+"\nOf the finished trials: how many converted that reached the milestone, and if they did not, with the 95 % intervals.")
}

// days is a number of days, a dash where nobody knows it.
func days(n float64, timed bool) string {
	switch {
	case !timed:
		return "no time"
	case !journey.Known(n):
		return "-"
	}
	return strconv.FormatFloat(n, 'f', 1, 64) + "d"
}

// rateWords is a rate and its interval.
func rateWords(o stats.Outcome) string {
	rate, ok := o.Rate()
	if !ok {
		return "-"
	}
	low, high, _ := o.Interval()
	return fmt.Sprintf("%s (%d-%d)", output.Percent(rate), int(math.Round(100*low)), int(math.Round(100*high)))
}
