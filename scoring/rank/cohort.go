package rank

import (
	"sync"

	"trialist/scoring/rulebook"
)

// cohort is the accounts of some statuses, ready to be sorted by scores. Its
// slices run along its slots, which stand in tie-break order, so that a pass over
// them reads memory from front to back.
type cohort struct {
	slots          []uint32
	populationSize int // accounts, of which the slots are some
	adoption       maskDictionary
	fit            maskDictionary
	daysLeft       func() denseRanks // worked out when first asked for
	lastSeen       func() denseRanks // the same
}

// cohortCache holds the cohorts that were asked for, by their statuses.
type cohortCache struct {
	sync.Mutex
	byStatuses map[rulebook.StatusSet]*cohort
}

// put keeps a cohort. The caller holds the lock, or is the only one that knows of
// the cache yet.
func (x *cohortCache) put(statuses rulebook.StatusSet, c *cohort) {
	if x.byStatuses == nil {
		x.byStatuses = make(map[rulebook.StatusSet]*cohort)
	}
	x.byStatuses[statuses] = c
}

// cohortOf is the cohort of the statuses, made when first asked for.
func (r *Ranker) cohortOf(statuses rulebook.StatusSet) *cohort {
	r.cohorts.Lock()
	defer r.cohorts.Unlock()
	if c, ok := r.cohorts.byStatuses[statuses]; ok {
		return c
	}
	p := r.population
	c := &cohort{slots: make([]uint32, 0, len(r.tieBreak)), populationSize: len(p.Status)}
	for _, slot := range r.tieBreak {
		if statuses.Has(p.Status[slot]) {
			c.slots = append(c.slots, slot)
		}
	}
	c.daysLeft = sync.OnceValue(func() denseRanks { return daysLeftRanks(c.slots, p) })
	c.lastSeen = sync.OnceValue(func() denseRanks { return lastSeenRanks(c.slots, p) })
	var encoding sync.WaitGroup
	encoding.Go(func() { c.adoption = encodeMasks(c.slots, p.Matches.Adoption.Words) })
	c.fit = encodeMasks(c.slots, p.Matches.Fit.Words)
	encoding.Wait()
	r.cohorts.put(statuses, c)
	return c
}

// withMatches is the cohort with other matches. Only masks that are other memory
// than before are encoded.
func (c *cohort) withMatches(before, after Matches) *cohort {
	changed := *c
	if !sameMemory(before.Adoption.Words, after.Adoption.Words) {
		changed.adoption = encodeMasks(c.slots, after.Adoption.Words)
	}
	if !sameMemory(before.Fit.Words, after.Fit.Words) {
		changed.fit = encodeMasks(c.slots, after.Fit.Words)
	}
	return &changed
}

func sameMemory(a, b []uint64) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}
