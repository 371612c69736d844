package facts

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"trialist/scoring/condition"
	"trialist/scoring/pace"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// Paces is the pace of each running trial of a population under the scorecard. The
// population must be of the moment. Accounts that were imported since have none. What
// was worked out last is kept, so that a filter, a sort and a segment work it out once.
func (c *Cache) Paces(ctx context.Context, p *rank.Population, m condition.Moment, card rulebook.Scorecard) (*pace.Paces, error) {
	key := paceKey{p, m.TrialDays, adoptionKey(card)}
	select { // others wait for the one that works it out
	case c.paces.busy <- struct{}{}:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	defer func() { <-c.paces.busy }()
	for _, kept := range c.paces.kept {
		if kept.key == key {
			return kept.paces, nil
		}
	}
	var found *pace.Paces
	err := c.Do(ctx, func(f *Snapshot) error {
		grown, err := withNewSlots(p, f.Accounts())
		if err == nil {
			found, err = pace.New(ctx, f, m, grown, card)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	c.paces.kept = append(c.paces.kept, keptPaces{key, found})
	c.paces.kept = c.paces.kept[max(len(c.paces.kept)-maxKeptPaces, 0):]
	return found, nil
}

// paceCache is the paces that were worked out last.
type paceCache struct {
	busy chan struct{} // full while somebody works one out, or looks
	kept []keptPaces   // the latest last
}

type keptPaces struct {
	key   paceKey
	paces *pace.Paces
}

// paceKey is what paces depend on. A population is for reading only, so that the pointer
// tells it from others.
type paceKey struct {
	population *rank.Population
	trialDays  int
	adoption   string
}

// maxKeptPaces is how many are kept: those of the saved scorecard and of a draft.
const maxKeptPaces = 2

// adoptionKey is all of a scorecard that adoption scores are made of.
func adoptionKey(card rulebook.Scorecard) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", card.Weighting)
	for _, s := range card.Enabled(rulebook.Adoption) {
		fmt.Fprintf(&b, "%d %s\n", s.Weight, s.When)
	}
	return b.String()
}

// withNewSlots is the population with accounts that were imported since, which have no
// status in it. The error is [ErrStale] where there are fewer accounts than in it, as
// after going back to a backup.
func withNewSlots(p *rank.Population, accounts int) (*rank.Population, error) {
	switch n := len(p.Status); {
	case n == accounts:
		return p, nil
	case n > accounts:
		return nil, fmt.Errorf("work out the pace of trials: %w", ErrStale)
	}
	grown := *p
	grown.Status = append(slices.Clip(p.Status), make([]rulebook.Status, accounts-len(p.Status))...)
	never := slices.Repeat([]value.Instant{value.Never}, accounts-len(p.Status))
	grown.Start, grown.End = append(slices.Clip(p.Start), never...), append(slices.Clip(p.End), never...)
	return &grown, nil
}
