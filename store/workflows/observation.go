package workflows

import (
	"context"
	"database/sql"
	"errors"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/segment"
	"trialist/scoring/value"
	"trialist/scoring/workflow"
	"trialist/store"
	"trialist/store/facts"
	"trialist/store/rulebooks"
	"trialist/store/search"
)

// inputs identifies what an observation is made from.
type inputs struct {
	book     rulebook.Rulebook
	version  int64
	snapshot store.SnapshotID
}

func readInputs(ctx context.Context, s *store.Store) (b inputs, err error) {
	if b.snapshot, err = s.LatestSnapshotID(ctx); err != nil {
		return b, err
	}
	b.book, b.version, err = rulebooks.Current(ctx, s)
	return b, err
}

// errStale says that data or rulebook have changed since the observation.
var errStale = errors.New("the data has changed meanwhile")

// check returns errStale when the inputs have changed.
func (b inputs) check(ctx context.Context, tx *sql.Tx) error {
	snapshot, err := store.LatestSnapshotID(ctx, tx)
	if err != nil {
		return err
	}
	var version int64
	if err := tx.QueryRowContext(ctx, `SELECT coalesce(max(version), 0) FROM rulebooks`).Scan(&version); err != nil {
		return err
	}
	if snapshot != b.snapshot || version != b.version {
		return errStale
	}
	return nil
}

// observation is what workflows see at an instant, with what actions need besides.
type observation struct {
	workflow.Observation
	population *rank.Population
	ranking    *rank.Ranking
	qualified  bitset.Bits
	touches    map[int]segment.TouchSummary
}

// observe observes all accounts as of an instant.
func observe(ctx context.Context, cache *facts.Cache, index *search.Index, b inputs, list []rulebook.Workflow, asOf value.Instant) (observation, error) {
	p, err := cache.Population(ctx, b.book, asOf)
	if err != nil {
		return observation{}, err
	}
	r := rank.NewRanker(p).Rank(b.book.Card, rank.ByAdoption, rulebook.StatusesOf(rulebook.Trial))
	source := index.Source(condition.Moment{AsOf: asOf, TrialDays: b.book.Lifecycle.TrialDays, Zone: p.Zone})
	look, err := workflow.Observe(ctx, source, p, r, b.book, list)
	if err != nil {
		return observation{}, err
	}
	touches, err := source.TouchSummaries(ctx)
	return observation{look, p, r, r.QualifiedSlots(), touches}, err
}
