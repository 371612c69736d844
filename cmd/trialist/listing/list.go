package listing

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/segments"
	"trialist/cmd/trialist/session"
	"trialist/scoring/bitset"
	"trialist/scoring/filter"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/store/accounts"
)

// Query holds the flags of list.
type Query struct {
	filter string
	sort   string
	limit  int
	status string
	hidden bool // also the snoozed and the dismissed
}

// DefaultQuery asks for all trials, best first.
func DefaultQuery() Query { return Query{sort: "adoption", status: "trial"} }

// WithHidden is the query for the snoozed and the dismissed too.
func (q Query) WithHidden() Query {
	q.hidden = true
	return q
}

func NewList(g *session.Globals) *cobra.Command {
	q := DefaultQuery()
	var out output.Format
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the trials, best first",
		Long: `List the trials, best first.

A filter is words that the name, id or domain contains, and terms such as fit>=50, left<=3,
country:US|UK, signal:"Imported contacts", !signal:"Sent first campaign", segment:Qualified, owner:ana,
owner:"", untouched, last_touch<3, snoozed, dismissed, id:acme, name:harbor and qualified.

Trials that are snoozed or dismissed are left out, unless --hidden or the filter asks for them.`,
		Example: `trialist list --limit 20
trialist list --filter "adoption<40 fit>=50" --sort left
trialist list --status all --json`,
		Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return g.WithWorkspaceToRead(cmd.Context(), func(s *session.Session) error {
				l, err := List(cmd.Context(), s, q)
				if err != nil {
					return err
				}
				return out.Write(cmd.OutOrStdout(), l)
			})
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&q.filter, "filter", "", "only those that match, as on the filter line of the dashboard")
	flags.StringVar(&q.sort, "sort", q.sort, "order: adoption, fit, mean, left or seen")
	flags.IntVar(&q.limit, "limit", 0, "at most so many; 0 for all")
	flags.StringVar(&q.status, "status", q.status, "trial, paying, not-converted, churned, all of these, or left-out")
	flags.BoolVar(&q.hidden, "hidden", false, "also the trials that are snoozed or dismissed")
	out.AddFlags(cmd)
	return cmd
}

// List ranks the accounts that the query asks for. Their rows are read later, while
// they are printed, under the same context.
func List(ctx context.Context, s *session.Session, q Query) (*Listing, error) {
	order, statuses, filter, err := q.parse()
	if err != nil {
		return nil, err
	}
	v, err := s.RankAccounts(ctx, order, statuses)
	if err != nil {
		return nil, err
	}
	waiting, done := s.WithProgress(ctx)
	defer done()
	passing, err := v.Pass(waiting, filter, q.hidden)
	if err != nil {
		return nil, fmt.Errorf("--filter: %w", err)
	}
	l := &Listing{RankedWorkspace: v, query: q, filter: filter, left: passing}
	l.inSegments = func() ([]bitset.Bits, error) { return segments.Evaluate(ctx, v, v.Book.Segments.List) }
	slots := make([]uint32, 0, passing.Slots.Count()) // best first
	for place, slot := range v.Ranking.Slots {
		if !passing.Slots.Has(int(slot)) {
			continue
		}
		if q.limit == 0 || l.total < q.limit {
			slots = append(slots, slot)
			l.lastRank = place + 1
		}
		l.total++
	}
	l.listed, l.rows = len(slots), accounts.StreamRows(ctx, s.Store, slots, s.TouchesAt())
	return l, nil
}

// parse checks the flags and returns what they mean.
func (q Query) parse() (rank.Order, rulebook.StatusSet, filter.Filter, error) {
	var none filter.Filter
	order, err := rank.ParseOrder(q.sort)
	if err != nil {
		return 0, 0, none, cli.Usagef("--sort: %w", err)
	}
	statuses := rulebook.AllStatuses
	switch q.status {
	case "all":
	case "left-out", "left_out":
		statuses = rulebook.StatusesOf(rulebook.LeftOut)
	default:
		status, err := rulebook.ParseStatus(q.status)
		if err != nil {
			return 0, 0, none, cli.Usagef("--status: %w; or all, or left-out", err)
		}
		statuses = rulebook.StatusesOf(status)
	}
	filter, err := filter.Parse(q.filter)
	if err != nil {
		return 0, 0, none, cli.Usagef("--filter: %w", err)
	}
	if q.limit < 0 {
		return 0, 0, none, cli.Usagef("--limit %d: give 1 or more, or 0 for all", q.limit)
	}
	return order, statuses, filter, nil
}
