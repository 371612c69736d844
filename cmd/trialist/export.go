package main

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/progress"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/account"
	"trialist/scoring/record"
	"trialist/store/accounts"
	"trialist/store/feed"
)

func newExport(g *globals) *cobra.Command {
	exports := []string{"customers", "contacts", "events", "ranking"}
	var o feed.WriteOptions
	cmd := &cobra.Command{
		Use:   "export {customers|contacts|events|ranking}",
		Short: "Write everything out as CSV",
		Long: `Write everything out as CSV on standard output. What is written of customers, contacts and
events can be imported again and gives the same workspace.

Texts that a spreadsheet would run as formulas are marked with an apostrophe, which an import
takes away again. --raw leaves them as they are: for programs only, never open it in a spreadsheet.`,
		Example: `trialist export customers > customers.csv
trialist export events > events.csv`,
		Args:      cli.OneOf(exports...),
		ValidArgs: exports,
		RunE: func(cmd *cobra.Command, args []string) error {
			return g.withWorkspaceToRead(cmd.Context(), func(s *session) error {
				if terminal.Is(cmd.OutOrStdout()) {
					s.meter = progress.NewMeter(io.Discard) // the exported rows show the progress
				}
				w := terminal.NewSafeWriter(cmd.OutOrStdout())
				switch args[0] {
				case "customers":
					return s.exportCustomers(cmd.Context(), w, o)
				case "contacts":
					return s.exportContacts(cmd.Context(), w, o)
				case "events":
					return s.exportEvents(cmd.Context(), w, o)
				default:
					return s.exportRanking(cmd.Context(), w)
				}
			})
		},
	}
	cmd.Flags().BoolVar(&o.Raw, "raw", false, "do not mark what a spreadsheet would run")
	return cmd
}

func (s *session) exportCustomers(ctx context.Context, w io.Writer, o feed.WriteOptions) error {
	names, err := s.cache.Names(ctx)
	if err != nil {
		return err
	}
	out := feed.NewCustomerWriter(w, names.Attributes, o)
	defer s.meter.Clear()
	told := s.exportProgress(ctx)
	err = accounts.EachAccount(ctx, s.Store, func(a account.Account) error {
		told(a.ID)
		if !a.Known {
			return nil // it is known by its events only; importing those brings it back
		}
		return out.Write(record.CustomerRow{Account: a.ID, Name: a.Name, Attributes: a.Attributes})
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

func (s *session) exportContacts(ctx context.Context, w io.Writer, o feed.WriteOptions) error {
	names, err := s.cache.Names(ctx)
	if err != nil {
		return err
	}
	out := feed.NewContactWriter(w, names.ContactAttributes, o)
	defer s.meter.Clear()
	told := s.exportProgress(ctx)
	err = accounts.EachContact(ctx, s.Store, func(account string, c account.Contact) error {
		told(account)
		return out.Write(record.ContactRow{Contact: c.ID, Account: account, Attributes: c.Attributes})
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

func (s *session) exportEvents(ctx context.Context, w io.Writer, o feed.WriteOptions) error {
	out := feed.NewEventWriter(w, o)
	defer s.meter.Clear()
	told := s.exportProgress(ctx)
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

func (s *session) exportRanking(ctx context.Context, w io.Writer) error {
	l, err := s.list(ctx, defaultQuery())
	if err != nil {
		return err
	}
	return l.CSV(w)
}

// exportProgress returns a function to call with the account of each row that is
// written. It shows the share of the accounts that are done; the rows of one account
// follow each other.
func (s *session) exportProgress(ctx context.Context) func(account string) {
	now := progress.State{Stage: "writing", Unit: "rows"}
	if snapshot, err := s.cache.Snapshot(ctx); err == nil { // without the number of accounts there is no percentage
		now.Total = int64(snapshot.Accounts())
	}
	var last string
	return func(account string) {
		now.Count++
		if account != last {
			last = account
			now.Done = min(now.Done+1, now.Total)
			s.meter.Show(now)
		}
	}
}
