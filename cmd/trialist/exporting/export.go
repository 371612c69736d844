package exporting

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/listing"
	"trialist/cmd/trialist/progress"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/account"
	"trialist/scoring/record"
	"trialist/store/accounts"
	"trialist/store/feed/export"
)

func New(g *session.Globals) *cobra.Command {
	exports := []string{"customers", "contacts", "events", "ranking"}
	var o export.Options
	cmd := &cobra.Command{
		Use:   "export {customers|contacts|events|ranking}",
		Short: "Write everything out as CSV",
		Long: `Write everything out as CSV on standard output. What is written of customers, contacts and
events can be imported again and gives the same workspace.

Attributes are given as they were written, such as "1499,50" or "3.4.2026 9:00". Where an import
needs flags to read them as they were read, standard error says which. --normalized writes dates
and numbers in one form instead that needs no flags.

Texts that a spreadsheet would run as formulas are marked with an apostrophe, which an import
takes away again. --raw leaves them as they are: for programs only, never open it in a spreadsheet.`,
		Example: `trialist export customers > customers.csv
trialist export events > events.csv`,
		Args:      cli.OneOf(exports...),
		ValidArgs: exports,
		RunE: func(cmd *cobra.Command, args []string) error {
			return g.WithWorkspaceToRead(cmd.Context(), func(s *session.Session) error {
				if terminal.Is(cmd.OutOrStdout()) {
					s.Meter = progress.NewMeter(io.Discard) // the exported rows show the progress
				}
				w := terminal.NewSafeWriter(cmd.OutOrStdout())
				switch args[0] {
				case "customers":
					return exportAttributes(cmd.Context(), s, cmd.ErrOrStderr(), w, customerRows(s), o)
				case "contacts":
					return exportAttributes(cmd.Context(), s, cmd.ErrOrStderr(), w, contactRows(s), o)
				case "events":
					return exportEvents(cmd.Context(), s, w, o)
				default:
					return exportRanking(cmd.Context(), s, w)
				}
			})
		},
	}
	cmd.Flags().BoolVar(&o.Normalized, "normalized", false, "write dates as instants of UTC and numbers as plain digits, not as they were written")
	cmd.Flags().BoolVar(&o.Raw, "raw", false, "do not mark what a spreadsheet would run")
	return cmd
}

func exportEvents(ctx context.Context, s *session.Session, w io.Writer, o export.Options) error {
	out := export.NewEventWriter(w, o)
	defer s.Meter.Clear()
	told := exportProgress(ctx, s)
	err := accounts.EachEvent(ctx, s.Store, func(account string, e account.Event) error {
		told(account)
		return out.Write(record.EventRow{
			Account: []byte(account), Contact: []byte(e.Contact), Name: []byte(e.Name),
			At: e.At, Count: uint32(e.Times()),
		})
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

func exportRanking(ctx context.Context, s *session.Session, w io.Writer) error {
	l, err := listing.List(ctx, s, listing.DefaultQuery().WithHidden())
	if err != nil {
		return err
	}
	return l.CSV(w)
}

// exportProgress returns a function to call with the account of each row that is
// written. It shows the share of the accounts that are done; the rows of one account
// follow each other.
func exportProgress(ctx context.Context, s *session.Session) func(account string) {
	now := progress.State{Stage: "writing", Unit: "rows"}
	if snapshot, err := s.Cache.Snapshot(ctx); err == nil { // without the number of accounts there is no percentage
		now.Total = int64(snapshot.Accounts())
	}
	var last string
	return func(account string) {
		now.Count++
		if account != last {
			last = account
			now.Done = min(now.Done+1, now.Total)
			s.Meter.Show(now)
		}
	}
}
