package main

import (
	"context"

	"trialist/scoring/condition"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// view is what a workspace says at its as-of: the rulebook in force, every
// account as it sees them, and a ranking.
type view struct {
	*session
	book    rulebook.Rulebook
	people  *rank.Population
	ranking *rank.Ranking
}

// view evaluates the rulebook in force and ranks the trials.
func (s *session) view(ctx context.Context) (*view, error) {
	return s.rank(ctx, rank.ByAdoption, rulebook.StatusesOf(rulebook.Trial))
}

// rank is like view for any order and statuses.
func (s *session) rank(ctx context.Context, by rank.Order, statuses rulebook.StatusSet) (*view, error) {
	ctx, done := s.waiting(ctx)
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
	return &view{session: s, book: book, people: people, ranking: ranking}, nil
}

// moment is the as-of and what the rulebook says about trials.
func (v *view) moment() condition.Moment {
	return condition.Moment{AsOf: v.asOf, TrialDays: v.book.Lifecycle.TrialDays}
}

// daysLeft is what is left of a running trial, in tenths of a day; false for
// other accounts and where the end is not known.
func (v *view) daysLeft(slot int) (tenths, bool) {
	end := v.people.End[slot]
	if v.people.Status[slot] != rulebook.Trial || !end.Known() {
		return 0, false
	}
	return tenths(roundDiv(int64(end-v.asOf)*10, int64(value.Day))), true
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
