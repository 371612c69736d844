package main

import (
	"context"

	"trialist/scoring"
)

// view is what a workspace says at its as-of: the rulebook in force, every
// account as it sees them, and a ranking.
type view struct {
	*session
	book    scoring.Rulebook
	people  *scoring.Population
	ranking *scoring.Ranking
}

// view evaluates the rulebook in force and ranks the trials.
func (s *session) view(ctx context.Context) (*view, error) {
	return s.rank(ctx, scoring.ByAdoption, scoring.StatusesOf(scoring.Trial))
}

// rank is like view for any order and statuses.
func (s *session) rank(ctx context.Context, by scoring.Order, statuses scoring.StatusSet) (*view, error) {
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
	ranking := scoring.NewRanker(people).Rank(book.Card, by, statuses)
	return &view{session: s, book: book, people: people, ranking: ranking}, nil
}

// moment is the as-of and what the rulebook says about trials.
func (v *view) moment() scoring.Moment {
	return scoring.Moment{AsOf: v.asOf, TrialDays: v.book.Life.TrialDays}
}

// daysLeft is what is left of a running trial, in tenths of a day; false for
// other accounts and where the end is not known.
func (v *view) daysLeft(slot int) (tenths, bool) {
	end := v.people.End[slot]
	if v.people.Status[slot] != scoring.Trial || !end.Known() {
		return 0, false
	}
	return tenths(roundDiv(int64(end-v.asOf)*10, int64(scoring.Day))), true
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
