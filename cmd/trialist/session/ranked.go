package session

import (
	"context"
	"strconv"

	"trialist/cmd/trialist/output"
	"trialist/scoring/condition"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store/facts"
	"trialist/store/rulebooks"
	"trialist/store/search"
)

// RankedWorkspace is a workspace evaluated at its as-of: the rulebook in force, the
// population and a ranking of it.
type RankedWorkspace struct {
	*Session
	Book       rulebook.Rulebook
	Population *rank.Population
	Ranking    *rank.Ranking
	Gaps       facts.Gaps
}

// RankTrials evaluates the rulebook in force and ranks the trials by adoption.
func (s *Session) RankTrials(ctx context.Context) (*RankedWorkspace, error) {
	return s.RankAccounts(ctx, rank.ByAdoption, rulebook.StatusesOf(rulebook.Trial))
}

// RankAccounts is RankTrials for any order and any statuses; with those of accounts that
// are left out, it has these alone.
func (s *Session) RankAccounts(ctx context.Context, by rank.Order, statuses rulebook.StatusSet) (*RankedWorkspace, error) {
	ctx, done := s.WithProgress(ctx)
	defer done()
	book, _, err := rulebooks.Current(ctx, s.Store)
	if err != nil {
		return nil, err
	}
	people, err := s.Cache.Population(ctx, book, s.AsOf)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil { // ranking cannot be interrupted
		return nil, err
	}
	if statuses.Has(rulebook.LeftOut) {
		people = people.OnlyLeftOut()
	}
	ranking := rank.NewRanker(people).Rank(book.Card, by, statuses)
	gaps, err := s.Cache.Gaps(ctx, book.Lifecycle, people.LeftOut)
	if err != nil {
		return nil, err
	}
	return &RankedWorkspace{Session: s, Book: book, Population: people, Ranking: ranking, Gaps: gaps}, nil
}

// Moment is the as-of and the length of a trial, which conditions need.
func (v *RankedWorkspace) Moment() condition.Moment {
	return condition.Moment{AsOf: v.AsOf, TrialDays: v.Book.Lifecycle.TrialDays, Zone: v.Population.Zone}
}

// FilterSource answers what filters and segments ask about the workspace.
func (v *RankedWorkspace) FilterSource() *search.Source {
	return search.New(v.Cache).Source(v.Moment()).WithTouchesAt(v.TouchesAt())
}

// DaysLeft returns what is left of a running trial, in tenths of a day. It is false
// for other accounts, and when the end is not known.
func (v *RankedWorkspace) DaysLeft(slot int) (output.Tenths, bool) {
	end := v.Population.End[slot]
	if v.Population.Status[slot] != rulebook.Trial || !end.Known() {
		return 0, false
	}
	return output.Tenths(roundDiv(int64(end-v.AsOf)*10, int64(value.Day))), true
}

// roundDiv returns a/b rounded to the nearest whole number, halves up. b must be
// positive.
func roundDiv(a, b int64) int64 {
	a = 2*a + b
	b *= 2
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// LeftOutText says how many accounts are left out, nothing where there are none.
func (v *RankedWorkspace) LeftOutText() string {
	n := v.Population.LeftOut.Count()
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n) + " left out"
}

// UnknownText says of how many accounts only events or contacts are known, and what
// to do about it; nothing where there are none.
func (v *RankedWorkspace) UnknownText() string {
	n := v.Gaps.UnknownAccounts
	if n == 0 {
		return ""
	}
	return output.Plural(n, "account is", "accounts are") + " known only by events or people, and counted nowhere; trialist import reads the customers they are, under the same ids"
}
