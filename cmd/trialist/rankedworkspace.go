package main

import (
	"context"

	"trialist/cmd/trialist/output"
	"trialist/scoring/condition"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store/facts"
	"trialist/store/rulebooks"
)

// rankedWorkspace is a workspace evaluated at its as-of: the rulebook in force, the
// population and a ranking of it.
type rankedWorkspace struct {
	*session
	book       rulebook.Rulebook
	population *rank.Population
	ranking    *rank.Ranking
	gaps       facts.Gaps
}

// rankTrials evaluates the rulebook in force and ranks the trials by adoption.
func (s *session) rankTrials(ctx context.Context) (*rankedWorkspace, error) {
	return s.rankAccounts(ctx, rank.ByAdoption, rulebook.StatusesOf(rulebook.Trial))
}

// rankAccounts is rankTrials for any order and any statuses.
func (s *session) rankAccounts(ctx context.Context, by rank.Order, statuses rulebook.StatusSet) (*rankedWorkspace, error) {
	ctx, done := s.withProgress(ctx)
	defer done()
	book, _, err := rulebooks.Current(ctx, s.Store)
	if err != nil {
		return nil, err
	}
	people, err := s.cache.Population(ctx, book, s.asOf)
	if err != nil {
		return nil, err
	}
	ranking := rank.NewRanker(people).Rank(book.Card, by, statuses)
	gaps, err := s.cache.Gaps(ctx, book.Lifecycle)
	if err != nil {
		return nil, err
	}
	return &rankedWorkspace{session: s, book: book, population: people, ranking: ranking, gaps: gaps}, nil
}

// moment is the as-of and the length of a trial, which conditions need.
func (v *rankedWorkspace) moment() condition.Moment {
	return condition.Moment{AsOf: v.asOf, TrialDays: v.book.Lifecycle.TrialDays, Zone: v.population.Zone}
}

// daysLeft returns what is left of a running trial, in tenths of a day. It is false
// for other accounts, and when the end is not known.
func (v *rankedWorkspace) daysLeft(slot int) (output.Tenths, bool) {
	end := v.population.End[slot]
	if v.population.Status[slot] != rulebook.Trial || !end.Known() {
		return 0, false
	}
	return output.Tenths(roundDiv(int64(end-v.asOf)*10, int64(value.Day))), true
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

// unknownText says of how many accounts only events or contacts are known, and what
// to do about it; nothing where there are none.
func (v *rankedWorkspace) unknownText() string {
	n := v.gaps.UnknownAccounts
	if n == 0 {
		return ""
	}
	return output.Plural(n, "account is", "accounts are") + " known only by events or people, and counted nowhere; trialist import reads the customers they are, under the same ids"
}
