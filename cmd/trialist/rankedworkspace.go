package main

import (
	"context"

	"trialist/cmd/trialist/output"
	"trialist/scoring/condition"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// rankedWorkspace is what a workspace says at its as-of: the rulebook in force, every
// account as it sees them, and a ranking.
type rankedWorkspace struct {
	*session
	book       rulebook.Rulebook
	population *rank.Population
	ranking    *rank.Ranking
}

// rankTrials evaluates the rulebook in force and ranks the trials.
func (s *session) rankTrials(ctx context.Context) (*rankedWorkspace, error) {
	return s.rankAccounts(ctx, rank.ByAdoption, rulebook.StatusesOf(rulebook.Trial))
}

// rankAccounts is like view for any order and statuses.
func (s *session) rankAccounts(ctx context.Context, by rank.Order, statuses rulebook.StatusSet) (*rankedWorkspace, error) {
	ctx, done := s.withProgress(ctx)
	defer done()
	book, _, err := s.Rulebook(ctx)
	if err != nil {
		return nil, err
	}
	people, err := s.Population(ctx, book, s.asOf)
	if err != nil {
		return nil, err
	}
	ranking := rank.NewRanker(people).Rank(book.Card, by, statuses)
	return &rankedWorkspace{session: s, book: book, population: people, ranking: ranking}, nil
}

// moment is the as-of and what the rulebook says about trials.
func (v *rankedWorkspace) moment() condition.Moment {
	return condition.Moment{AsOf: v.asOf, TrialDays: v.book.Lifecycle.TrialDays}
}

// daysLeft is what is left of a running trial, in tenths of a day; false for
// other accounts and where the end is not known.
func (v *rankedWorkspace) daysLeft(slot int) (output.Tenths, bool) {
	end := v.population.End[slot]
	if v.population.Status[slot] != rulebook.Trial || !end.Known() {
		return 0, false
	}
	return output.Tenths(roundDiv(int64(end-v.asOf)*10, int64(value.Day))), true
}

// roundDiv is a / b rounded to the nearest whole number, half up; b > 0.
func roundDiv(a, b int64) int64 {
	a = 2*a + b
	b *= 2
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
