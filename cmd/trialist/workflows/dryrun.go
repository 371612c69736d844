package workflows

import (
	"fmt"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store/workflows"
)

// maxDays is the most days that a dry run replays.
const maxDays = 366

func newDryRun(g *session.Globals) *cobra.Command {
	days := 30
	var out output.Format
	cmd := &cobra.Command{
		Use:   "dry-run [NAME...]",
		Short: "Show for whom workflows would have fired in the last days",
		Long: `Show for whom workflows would have fired in the last days, enabled or not: had they run once a day, as of this
time of day, with the data and signals of today and what had happened by then. It changes nothing.`,
		Example: "trialist workflows dry-run Hot --days 30",
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if days < 1 || days > maxDays {
				return cli.Usagef("--days must be 1 to %d", maxDays)
			}
			return read(cmd.Context(), g, func(s *session.Session, book rulebook.Rulebook) error {
				chosen := book.Workflows.List
				if len(args) > 0 {
					chosen = nil
					for _, name := range args {
						w, err := named(book.Workflows, name)
						if err != nil {
							return err
						}
						chosen = append(chosen, w)
					}
				}
				ctx, done := s.WithProgress(cmd.Context())
				fired, err := workflows.DryRun(ctx, s.Cache, book, chosen, s.AsOf, days)
				done()
				if err != nil {
					return err
				}
				zone, _, err := s.TimeZone(cmd.Context())
				if err != nil {
					return err
				}
				return out.Write(cmd.OutOrStdout(), dryRun{fired, days, len(chosen), zone})
			})
		},
	}
	cmd.Flags().IntVar(&days, "days", days, "how many days to replay")
	out.AddFlags(cmd)
	return cmd
}

// dryRun is who would have fired.
type dryRun struct {
	fired           []workflows.Firing
	days, workflows int
	zone            *value.Zone // of the times that people read
}

func (d dryRun) JSON(w io.Writer) error {
	list := []firedJSON{}
	for _, f := range d.fired {
		list = append(list, newFiredJSON(f))
	}
	return output.WriteJSON(w, struct {
		Version int         `json:"version"`
		Days    int         `json:"days"`
		Fired   []firedJSON `json:"fired"`
	}{output.JSONVersion, d.days, list})
}

func (d dryRun) CSV(w io.Writer) error {
	var rows [][]string
	for _, f := range d.fired {
		rows = append(rows, []string{output.Instant(f.AsOf).String(), f.WorkflowName, f.Account, f.AccountName, strconv.Itoa(f.Occurrence), f.Reason})
	}
	return output.WriteCSV(w, []string{"as_of", "workflow", "account", "name", "occurrence", "trigger"}, rows)
}

func (d dryRun) Table(w io.Writer) error {
	if len(d.fired) > 0 {
		t := output.NewTable(
			output.Column{Header: "as of"}, output.Column{Header: "workflow", Shrinkable: true}, output.Column{Header: "trial", Shrinkable: true, MinWidth: 24, DropOrder: 1}, output.Column{Header: "id"},
			output.Column{Header: "why", Shrinkable: true, DropOrder: 2},
		)
		for _, f := range d.fired {
			t.AddRow(d.zone.ShortTime(f.AsOf), f.WorkflowName, f.AccountName, f.Account, f.Reason)
		}
		if err := t.WriteWhole(w); err != nil {
			return err
		}
	}
	return terminal.PrintLine(w, fmt.Sprintf("%s would have fired %s in %s; nothing was done", output.Plural(d.workflows, "workflow", "workflows"),
		output.Plural(len(d.fired), "time", "times"), output.Plural(d.days, "day", "days")))
}
