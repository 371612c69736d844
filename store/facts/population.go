package facts

import (
	"cmp"
	"context"

	"golang.org/x/sync/errgroup"

	"trialist/scoring/condition"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// Population is what is known of all accounts at as-of under the rulebook. It comes
// from the caches where these have it. The rest is made in one pass over the data and
// then cached. All of it is of the same revision.
func (c *Cache) Population(ctx context.Context, book rulebook.Rulebook, asOf value.Instant) (*rank.Population, error) {
	var p *rank.Population
	err := c.Do(ctx, func(f *Snapshot) (err error) {
		p, err = f.Population(ctx, book, asOf)
		return err
	})
	return p, err
}

// Population is [Cache.Population] at the revision of the snapshot.
func (f *Snapshot) Population(ctx context.Context, book rulebook.Rulebook, asOf value.Instant) (*rank.Population, error) {
	m := condition.Moment{AsOf: asOf, TrialDays: book.Lifecycle.TrialDays, Zone: f.NameIDs.Zone}
	var order, ranks []uint32
	var stale *staleOrder
	var group errgroup.Group
	group.Go(func() (err error) { // reads what does not depend on the answers while they are made
		if order, stale, err = f.tieBreakOrder(ctx, m); err == nil && order == nil {
			ranks, err = f.ranks(ctx)
		}
		if err == nil {
			_, err = f.Known(ctx)
		}
		if err == nil {
			err = f.readCachedTrials(ctx)
		}
		return err
	})
	answers, err := f.answers(ctx, m, rank.Conditions(book), true)
	if err = cmp.Or(err, group.Wait()); err != nil {
		return nil, err
	}
	p, err := rank.Assemble(ctx, f, ranks, m, book, answers)
	if err != nil {
		return nil, err
	}
	if p.TieBreak = order; order == nil {
		p.TieBreak = f.computeTieBreak(ranks, p, stale)
		f.writeTieBreak(ctx, m, p.TieBreak)
	}
	return p, nil
}
