package store

import (
	"cmp"
	"context"
	"sync"

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
	var failed error
	var roll sync.WaitGroup
	roll.Go(func() { // what does not depend on the answers is read beside them
		if order, before, failed = f.baseOrder(ctx, m); failed == nil && order == nil {
			ranks, failed = f.ranks(ctx)
		}
		if failed == nil {
			_, failed = f.Known(ctx)
		}
		if failed == nil {
			failed = f.recallTrials(ctx)
		}
	})
	answers, err := f.answers(ctx, m, scoring.PopulationConditions(book), true)
	roll.Wait()
	if err = cmp.Or(err, failed); err != nil {
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
