package listing

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/segments"
	"trialist/cmd/trialist/session"
	"trialist/scoring/bitset"
	"trialist/scoring/class"
	"trialist/scoring/filter"
	"trialist/scoring/possible"
	"trialist/scoring/rulebook"
	"trialist/scoring/view"
	"trialist/store/accounts"
	"trialist/store/views"
)

// Query holds the flags of list.
type Query struct {
	filter string
	view   string // whose filter holds too, and whose sort is that of the list unless sort is given
	sort   string // "" for that of the view
	limit  int
	status string
	hidden bool // also the snoozed and the dismissed
	pace   bool // where each trial stands among finished ones; also where the sort or the filter asks for it
}

// DefaultQuery asks for all trials, best first.
func DefaultQuery() Query { return Query{status: "trial"} }

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
owner:"", looker, builder, hand-raiser, untouched, last_touch<3, snoozed, dismissed, id:acme, name:harbor, pace>=80, possible>=80 and qualified.

The pace is the percentage of finished trials whose adoption score a running trial is ahead of, all
as of the end of the same day of their own trial. Equal scores count half. It is worked out only
where --pace, the sort or the filter asks for it, as that replays all trials.

Trials that are snoozed or dismissed are left out, unless --hidden or the filter asks for them.`,
		Example: `trialist list --limit 20
trialist list --filter "adoption<40 fit>=50" --sort left
trialist list --view "Ends within 3 days"
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
	flags.StringVar(&q.view, "view", "", "as a view of the dashboard: by its filter and its sort; see trialist views")
	flags.StringVar(&q.sort, "sort", q.sort, "order: adoption, fit, mean, left, seen, name, qualified, journey, owner, possible, touch or pace; -left turns it round")
	flags.IntVar(&q.limit, "limit", 0, "at most so many; 0 for all")
	flags.StringVar(&q.status, "status", q.status, "trial, paying, not-converted, churned, all of these, or left-out")
	flags.BoolVar(&q.hidden, "hidden", false, "also the trials that are snoozed or dismissed")
	flags.BoolVar(&q.pace, "pace", false, "say where each trial stands among finished ones at the same day")
	out.AddFlags(cmd)
	return cmd
}

// List ranks the accounts that the query asks for. Their rows are read later, while
// they are printed, under the same context.
func List(ctx context.Context, s *session.Session, q Query) (*Listing, error) {
	if err := q.applyView(ctx, s); err != nil {
		return nil, err
	}
	sort, statuses, filter, err := q.parse()
	if err != nil {
		return nil, err
	}
	v, err := s.RankAccounts(ctx, sort.Order(), statuses)
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
	for _, slot := range v.Ranking.Slots {
		if passing.Slots.Has(int(slot)) {
			slots = append(slots, slot)
		}
	}
	l.total = len(slots)
	if q.pace || filter.AsksPace() || sort.By == view.Pace {
		if l.paces, err = v.FilterSource().Paces(waiting, v.Population, v.Book.Card); err != nil {
			return nil, err
		}
	}
	if slots, err = sort.Arrange(waiting, views.NewSource(s.Store, v.FilterSource(), new(views.NameOrder)), v.Population, v.Ranking, slots); err != nil {
		return nil, err
	}
	if q.limit > 0 {
		slots = slots[:min(q.limit, len(slots))]
	}
	for _, slot := range slots {
		l.lastRank = max(l.lastRank, v.Ranking.Position(int(slot))+1)
	}
	l.beside = sync.OnceValues(func() (beside, error) {
		among := bitset.New(len(v.Population.Status))
		for _, slot := range slots {
			among.Set(int(slot))
		}
		return findBeside(ctx, v, among)
	})
	l.listed, l.rows = len(slots), accounts.StreamRows(ctx, s.Store, slots, s.TouchesAt())
	return l, nil
}

// applyView takes over the filter and the sort of the view that is asked for.
func (q *Query) applyView(ctx context.Context, s *session.Session) error {
	if q.view == "" {
		return nil
	}
	all, err := views.Load(ctx, s.Store)
	if err != nil {
		return err
	}
	at, err := view.Named(all, q.view)
	if err != nil {
		return fmt.Errorf("--view: %w", err)
	}
	q.filter = strings.TrimSpace(all[at].Filter + " " + q.filter)
	if q.sort == "" {
		q.sort = all[at].Sort.String()
	}
	return nil
}

// parse checks the flags and returns what they mean.
func (q Query) parse() (view.Sort, rulebook.StatusSet, filter.Filter, error) {
	var none filter.Filter
	sort := view.DefaultSort()
	if q.sort != "" {
		var err error
		if sort, err = view.ParseSort(q.sort); err != nil {
			return sort, 0, none, cli.Usagef("--sort: %w", err)
		}
	}
	statuses := rulebook.AllStatuses
	switch q.status {
	case "all":
	case "left-out", "left_out":
		statuses = rulebook.StatusesOf(rulebook.LeftOut)
	default:
		status, err := rulebook.ParseStatus(q.status)
		if err != nil {
			return sort, 0, none, cli.Usagef("--status: %w; or all, or left-out", err)
		}
		statuses = rulebook.StatusesOf(status)
	}
	filter, err := filter.Parse(q.filter)
	if err == nil {
		filter, err = filter.As(session.OwnNames()...)
	}
	if err != nil {
		return sort, 0, none, cli.Usagef("--filter: %w", err)
	}
	if err := cli.CheckLimit(q.limit); err != nil {
		return sort, 0, none, err
	}
	return sort, statuses, filter, nil
}

// findBeside works out what trials have beside what the ranking says, for these slots at
// least.
func findBeside(ctx context.Context, v *session.RankedWorkspace, among bitset.Bits) (beside, error) {
	src := v.FilterSource()
	classes, err := class.FindAmong(ctx, src, v.Population, v.Book.Card, among)
	if err != nil {
		return beside{}, err
	}
	scores, err := possible.Find(ctx, src, v.Population, v.Book.Card)
	return beside{classes, scores}, err
}
