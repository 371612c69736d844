package workflows

import (
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/condition"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store/outbox"
	"trialist/store/search"
)

func newTasks(g *session.Globals) *cobra.Command {
	var owner string
	var all bool
	var out output.Format
	cmd := &cobra.Command{
		Use:     "tasks",
		Short:   "List the open tasks",
		Long:    "List the open tasks, with whose each is: the owner of the account. trialist workflows mark NUMBER done closes one.",
		Example: "trialist workflows tasks --owner ana",
		Args:    cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			query := outbox.Query{Kinds: []outbox.Kind{outbox.Task}, States: []outbox.State{outbox.Due}}
			if all {
				query.States = nil
			}
			return read(cmd.Context(), g, func(s *session.Session, _ rulebook.Rulebook) error {
				l, err := listEntries(cmd, s, query)
				if err != nil {
					return err
				}
				if cmd.Flags().Changed("owner") {
					l.list = slices.DeleteFunc(l.list, func(e ownedEntry) bool { return !strings.EqualFold(e.owner, strings.TrimSpace(owner)) })
				}
				return out.Write(cmd.OutOrStdout(), l)
			})
		},
	}
	cmd.Flags().StringVar(&owner, "owner", "", "of accounts of this owner; \"\" for those of nobody")
	cmd.Flags().BoolVar(&all, "all", false, "also those that are done")
	out.AddFlags(cmd)
	return cmd
}

func newOutbox(g *session.Globals) *cobra.Command {
	var states []string
	var out output.Format
	cmd := &cobra.Command{
		Use:     "outbox",
		Short:   "List messages and deliveries, and what became of them, the newest first",
		Example: "trialist workflows outbox --state due,failed",
		Args:    cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			wanted, err := outbox.ParseStates(states)
			if err != nil {
				return cli.Usagef("--state: %w", err)
			}
			query := outbox.Query{Kinds: []outbox.Kind{outbox.Message, outbox.File, outbox.Webhook}, States: wanted}
			return read(cmd.Context(), g, func(s *session.Session, _ rulebook.Rulebook) error {
				l, err := listEntries(cmd, s, query)
				if err != nil {
					return err
				}
				return out.Write(cmd.OutOrStdout(), l)
			})
		},
	}
	cmd.Flags().StringSliceVar(&states, "state", nil, "only in these states: "+outbox.StateWords())
	out.AddFlags(cmd)
	return cmd
}

func newMark(g *session.Globals) *cobra.Command {
	return &cobra.Command{
		Use:   "mark NUMBER STATE",
		Short: "Say that a task is done, or a message sent, exported or skipped, or due again",
		Example: `trialist workflows mark 12 done
trialist workflows mark 13 sent`,
		Args: cli.ExactArgs("the NUMBER of a task or message", "its STATE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := strconv.ParseInt(args[0], 10, 64)
			if err != nil {
				return cli.Usagef("%q is no number of a task or message; trialist workflows tasks shows them", args[0])
			}
			state, err := outbox.ParseState(args[1])
			if err != nil {
				return cli.Usagef("%w", err)
			}
			return g.WithWorkspace(cmd.Context(), func(s *session.Session) error {
				e, err := outbox.Mark(cmd.Context(), s.Store, id, state, session.UserName(), value.FromTime(time.Now()))
				if err != nil {
					return err
				}
				return terminal.PrintLine(cmd.OutOrStdout(), string(e.Kind)+" "+strconv.FormatInt(e.ID, 10)+" is "+string(e.State))
			})
		},
	}
}

// ownedEntry is an entry and whose account it is of.
type ownedEntry struct {
	outbox.Entry
	owner string
}

type entries struct {
	list []ownedEntry
	zone *value.Zone // of the times that people read
}

func listEntries(cmd *cobra.Command, s *session.Session, query outbox.Query) (entries, error) {
	found, err := outbox.List(cmd.Context(), s.Store, query)
	if err != nil {
		return entries{}, err
	}
	zone, _, err := s.TimeZone(cmd.Context())
	if err != nil {
		return entries{}, err
	}
	touches, err := search.New(s.Cache).Source(condition.Moment{AsOf: s.AsOf, Zone: zone}).WithTouchesAt(s.TouchesAt()).TouchSummaries(cmd.Context())
	if err != nil {
		return entries{}, err
	}
	list := entries{zone: zone}
	for _, e := range found {
		list.list = append(list.list, ownedEntry{e, touches[int(e.AccountID-1)].Owner})
	}
	return list, nil
}

func (l entries) JSON(w io.Writer) error {
	type owned struct {
		deliveryJSON
		Name  *string `json:"name"`
		Owner *string `json:"owner"`
	}
	list := []owned{}
	for _, e := range l.list {
		list = append(list, owned{newDeliveryJSON(e.Entry), output.TextOrNull(e.Name), output.TextOrNull(e.owner)})
	}
	return output.WriteJSON(w, struct {
		Version int     `json:"version"`
		Entries []owned `json:"entries"`
	}{output.JSONVersion, list})
}

func (l entries) CSV(w io.Writer) error {
	var rows [][]string
	for _, e := range l.list {
		body := e.Body
		if e.Kind != outbox.Message {
			body = ""
		}
		rows = append(rows, []string{
			strconv.FormatInt(e.ID, 10), string(e.Kind), string(e.State), output.Instant(e.At).String(), e.Account, e.Name, e.owner, e.Subject, body,
			e.Target, strconv.Itoa(e.Attempts), e.Error, e.Key,
		})
	}
	header := []string{"number", "kind", "state", "at", "account", "name", "owner", "subject", "body", "target", "attempts", "error", "key"}
	return output.WriteCSV(w, header, rows)
}

func (l entries) Table(w io.Writer) error {
	if len(l.list) == 0 {
		return terminal.PrintLine(w, "nothing to do")
	}
	t := output.NewTable(
		output.Column{Header: "#", AlignRight: true}, output.Column{Header: ""}, output.Column{Header: ""}, output.Column{Header: "at", DropOrder: 2},
		output.Column{Header: "trial", Shrinkable: true, MinWidth: 24, DropOrder: 1}, output.Column{Header: "id"}, output.Column{Header: "owner"}, output.Column{Header: "what", Shrinkable: true},
	)
	for _, e := range l.list {
		what := e.Subject
		if what == "" {
			what = shortTarget(e.Entry)
		}
		if e.Error != "" {
			what += ": " + e.Error
		}
		t.AddRow(strconv.FormatInt(e.ID, 10), string(e.Kind), string(e.State), l.zone.ShortTime(e.At), e.Name, e.Account, e.owner, what)
	}
	return t.WriteWhole(w)
}
