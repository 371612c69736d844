package workflows

import (
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store/accounts"
	"trialist/store/outbox"
	"trialist/store/workflows"
)

func newLog(g *session.Globals) *cobra.Command {
	var account string
	limit := 50
	var out output.Format
	cmd := &cobra.Command{
		Use:     "log [NAME]",
		Short:   "Show when workflows fired, and what became of it, the newest first",
		Example: "trialist workflows log Hot --account acme",
		Args:    cli.WithUsageErrors(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := cli.CheckLimit(limit); err != nil {
				return err
			}
			return read(cmd.Context(), g, func(s *session.Session, book rulebook.Rulebook) error {
				q := workflows.Query{Limit: limit}
				if len(args) > 0 {
					w, err := named(book.Workflows, args[0])
					if err != nil {
						return err
					}
					q.Workflow = w.ID
				}
				if account != "" {
					slot, err := accounts.SlotOf(cmd.Context(), s.Store, account)
					if err != nil {
						return err
					}
					q.Account = int64(slot) + 1
				}
				found, err := workflows.Log(cmd.Context(), s.Store, q)
				if err != nil {
					return err
				}
				zone, _, err := s.TimeZone(cmd.Context())
				if err != nil {
					return err
				}
				return out.Write(cmd.OutOrStdout(), firingLog{found, zone})
			})
		},
	}
	cmd.Flags().StringVar(&account, "account", "", "of this account only")
	cmd.Flags().IntVar(&limit, "limit", limit, "at most so many; 0 for all")
	out.AddFlags(cmd)
	return cmd
}

// firingLog is firings and what followed.
type firingLog struct {
	list []workflows.Logged
	zone *value.Zone // of the times that people read
}

func (l firingLog) JSON(w io.Writer) error {
	list := []firedJSON{}
	for _, f := range l.list {
		j := newFiredJSON(f.Firing)
		for _, e := range f.Entries {
			j.Deliveries = append(j.Deliveries, newDeliveryJSON(e))
		}
		list = append(list, j)
	}
	return output.WriteJSON(w, struct {
		Version int         `json:"version"`
		Fired   []firedJSON `json:"fired"`
	}{output.JSONVersion, list})
}

func (l firingLog) CSV(w io.Writer) error {
	var rows [][]string
	for _, f := range l.list {
		rows = append(rows, []string{output.Instant(f.At).String(), f.WorkflowName, f.Account, f.AccountName, strconv.Itoa(f.Occurrence), f.Reason, became(f.Entries)})
	}
	return output.WriteCSV(w, []string{"at", "workflow", "account", "name", "occurrence", "trigger", "became"}, rows)
}

func (l firingLog) Table(w io.Writer) error {
	if len(l.list) == 0 {
		return terminal.PrintLine(w, "nothing has fired yet")
	}
	t := output.NewTable(
		output.Column{Header: "at"}, output.Column{Header: "workflow", Shrinkable: true}, output.Column{Header: "trial", Shrinkable: true, MinWidth: 24, DropOrder: 1}, output.Column{Header: "id"},
		output.Column{Header: "why", Shrinkable: true, DropOrder: 2}, output.Column{Header: "what became of it", Shrinkable: true},
	)
	for _, f := range l.list {
		t.AddRow(l.zone.ShortTime(f.At), f.WorkflowName, f.AccountName, f.Account, f.Reason, became(f.Entries))
	}
	return t.WriteWhole(w)
}

// became says what became of the actions.
func became(entries []outbox.Entry) string {
	var words []string
	for _, e := range entries {
		text := string(e.Kind) + " " + string(e.State)
		if e.Error != "" {
			text += " (" + e.Error + ")"
		}
		words = append(words, text)
	}
	if len(words) == 0 {
		return "the owner was set"
	}
	return strings.Join(words, ", ")
}
