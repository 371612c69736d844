package changes

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/scoring/changes"
	"trialist/scoring/filter"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/looks"
)

// query holds the flags.
type query struct {
	since    string
	kinds    []string
	filter   string
	exitCode bool
}

// New returns the command changes.
func New(g *session.Globals) *cobra.Command {
	var q query
	var out output.Format
	cmd := &cobra.Command{
		Use:   "changes",
		Short: "List what changed about trials, and the signals that did it",
		Long: `List what changed about trials: those that are qualified now and were not, or not any more, that
went up or down a band, that are new, and that ended and how; each with the signals that did it.

Without --since it is what changed since you last looked, in the dashboard: what was seen then is
compared with now, so that imports that came late and signals that were edited show up too. The
dashboard alone moves that mark. With --since the data and the signals that there are now are asked
at two instants.`,
		Example: `trialist changes
trialist changes --since yesterday --kind qualified,unqualified
trialist changes --since 7d --filter owner:ana --exit-code --json`,
		Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			found := 0
			err := g.WithWorkspaceToRead(cmd.Context(), func(s *session.Session) error {
				l, err := q.list(cmd.Context(), s)
				if err != nil {
					return err
				}
				found = len(l.entries)
				return out.Write(cmd.OutOrStdout(), l)
			})
			if err == nil && q.exitCode && found > 0 {
				return cli.ErrFound
			}
			return err
		},
	}
	var names []string
	for _, k := range changes.Kinds() {
		names = append(names, k.String())
	}
	flags := cmd.Flags()
	flags.StringVar(&q.since, "since", "", "compare with this time: yesterday, 7d, 12h, a day or a time (else your last look)")
	flags.StringSliceVar(&q.kinds, "kind", nil, "only these, separated by commas: "+strings.Join(names, ", "))
	flags.StringVar(&q.filter, "filter", "", "only those of trials that match now, as on the filter line of the dashboard")
	flags.BoolVar(&q.exitCode, "exit-code", false, "end with status 3 when there is something")
	out.AddFlags(cmd)
	return cmd
}

// list is the changes as they are printed.
type list struct {
	*changes.Comparison
	entries []changes.Entry
	rows    map[uint32]accounts.Row
	look    bool // they are those since the last look
}

// list compares as the flags say.
func (q query) list(ctx context.Context, s *session.Session) (*list, error) {
	kinds, through, err := q.parse()
	if err != nil {
		return nil, err
	}
	v, err := s.RankTrials(ctx)
	if err != nil {
		return nil, err
	}
	before, err := q.before(ctx, v)
	if err != nil {
		return nil, err
	}
	l := &list{look: q.since == "", rows: make(map[uint32]accounts.Row)}
	l.Comparison = changes.Compare(before, changes.State{Population: v.Population, Book: v.Book}, v.Ranking)
	waiting, done := s.WithProgress(ctx)
	defer done()
	matching, err := through.Evaluate(waiting, v.FilterSource(), v.Population, v.Ranking, v.Book.Segments)
	if err != nil {
		return nil, fmt.Errorf("--filter: %w", err)
	}
	var slots []uint32
	for _, e := range l.Entries {
		if kinds[e.Kind] && (through.Empty() || matching.Has(int(e.Slot))) {
			l.entries, slots = append(l.entries, e), append(slots, e.Slot)
		}
	}
	slices.Sort(slots)
	for rows, err := range accounts.StreamRows(ctx, s.Store, slices.Compact(slots), v.TouchesAt()) {
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			l.rows[row.Slot] = row
		}
	}
	return l, nil
}

// parse checks the flags that need no workspace.
func (q query) parse() (kinds map[changes.Kind]bool, through filter.Filter, err error) {
	kinds = make(map[changes.Kind]bool)
	for _, k := range changes.Kinds() {
		kinds[k] = q.kinds == nil
	}
	if q.kinds != nil && len(q.kinds) == 0 {
		return nil, through, cli.Usagef("--kind names none")
	}
	for _, name := range q.kinds {
		k, err := changes.ParseKind(strings.ReplaceAll(name, "-", "_"))
		if err != nil {
			return nil, through, cli.Usagef("--kind: %w", err)
		}
		kinds[k] = true
	}
	if through, err = filter.Parse(q.filter); err != nil {
		return nil, through, cli.Usagef("--filter: %w", err)
	}
	return kinds, through, nil
}

// before is the state that now is compared with.
func (q query) before(ctx context.Context, v *session.RankedWorkspace) (changes.State, error) {
	if q.since != "" {
		since, err := session.ParseSince(q.since, v.AsOf, v.Population.Zone)
		if err != nil {
			return changes.State{}, err
		}
		ctx, done := v.WithProgress(ctx)
		defer done()
		p, err := v.Cache.UnrankedPopulation(ctx, v.Book, since)
		return changes.State{Population: p, Book: v.Book}, err
	}
	look, err := looks.Load(ctx, v.Store, session.UserName())
	if errors.Is(err, store.ErrNotFound) {
		return changes.State{}, fmt.Errorf("%s has not looked yet: open the dashboard once, or say since when, as --since yesterday", session.UserName())
	}
	if err != nil {
		return changes.State{}, fmt.Errorf("%w; the dashboard starts anew in Changes, and --since compares with a time", err)
	}
	if look.Population.AsOf > v.AsOf {
		return changes.State{}, fmt.Errorf("%s last looked at %s, which is later than what is asked about; say since when, as --since yesterday",
			session.UserName(), v.Population.Zone.ShortTime(look.Population.AsOf))
	}
	return changes.State{Population: look.Population, Book: look.Book}, nil
}
