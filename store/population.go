package store

import (
	"cmp"
	"context"

	"golang.org/x/sync/errgroup"

	"trialist/scoring"
)

// Population is what is known of all accounts at as-of under the rulebook: from
// the caches as far as they go, and the rest from one pass over the data, which
// is then cached. All of it is of one revision.
func (s *Store) Population(ctx context.Context, book scoring.Rulebook, asOf scoring.Instant) (*scoring.Population, error) {
	var p *scoring.Population
	err := s.withFacts(ctx, func(f *Facts) (err error) {
		p, err = f.Population(ctx, book, asOf)
		return err
	})
	return p, err
}

// Population is [Store.Population] of the facts' revision.
func (f *Facts) Population(ctx context.Context, book scoring.Rulebook, asOf scoring.Instant) (*scoring.Population, error) {
	m := scoring.Moment{AsOf: asOf, TrialDays: book.Life.TrialDays}
	var order, ranks []uint32
	var before *earlierOrder
	var group errgroup.Group
	group.Go(func() (err error) { // what does not depend on the answers is read beside them
		if order, before, err = f.baseOrder(ctx, m); err == nil && order == nil {
			ranks, err = f.ranks(ctx)
		}
		if err == nil {
			_, err = f.Known(ctx)
		}
		if err == nil {
			err = f.recallTrials(ctx)
		}
		return err
	})
	answers, err := f.answers(ctx, m, scoring.PopulationConditions(book), true)
	if err = cmp.Or(err, group.Wait()); err != nil {
		return nil, err
	}
	p, err := scoring.AssemblePopulation(ctx, f, ranks, m, book, answers)
	if err != nil {
		return nil, err
	}
	if p.Base = order; order == nil {
		p.Base = f.makeOrder(ranks, p, before)
		f.keepOrder(ctx, m, p.Base)
	}
	return p, nil
}
