package facts

import (
	"context"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/value"
)

// refresh refreshes stale answers of which at most half of the slots may have
// changed. Only these slots are evaluated, and all others keep their answer.
func (q *evaluation) refresh(ctx context.Context) error {
	var places []int
	var asked []condition.Condition
	changed := bitset.New(q.snapshot.accounts)
	for i, stale := range q.stale {
		switch {
		case stale == nil:
		case stale.changed.Count() == 0:
			q.answers.Bits[i], q.computed[i] = stale.bits, true
		case q.snapshot.atMostHalf(stale.changed):
			places, asked = append(places, i), append(asked, q.conditions[i])
			changed.UnionWith(stale.changed)
		}
	}
	seen := q.staleLastSeen != nil && q.snapshot.atMostHalf(q.staleLastSeen.changed)
	if seen {
		changed.UnionWith(q.staleLastSeen.changed)
	}
	if len(asked) == 0 && !seen || !q.snapshot.atMostHalf(changed) {
		return nil
	}
	p := newSubset(q.snapshot, changed)
	if err := p.prepare(ctx, asked); err != nil {
		return err
	}
	fresh, err := evaluateFacts(ctx, p, q.moment, asked, seen)
	if err != nil {
		return err
	}
	for i, at := range places {
		q.answers.Bits[at], q.computed[at] = q.stale[at].bits, true
		p.scatter(q.answers.Bits[at], fresh.Bits[i])
	}
	if seen {
		all := make([]value.Instant, q.snapshot.accounts)
		copy(all, q.staleLastSeen.lastSeen) // new slots are among those that changed
		for i, slot := range p.slots {
			all[slot] = fresh.LastSeen[i]
		}
		q.answers.LastSeen, q.computedLastSeen = all, true
	}
	return nil
}

// atMostHalf reports whether the slots are at most half of all. Evaluating only these
// then costs less than evaluating all. When one account in fifty has changed, nearly
// all pages of logs are read either way, and only counting events is saved. For a
// quarter of a million changed accounts it took 1.0 s instead of 1.7.
func (f *Snapshot) atMostHalf(slots bitset.Bits) bool { return slots.Count() <= f.accounts/2 }

// scatter copies the answers of the subset to its slots among all.
func (p *subset) scatter(all, answers bitset.Bits) {
	for i, slot := range p.slots {
		if answers.Has(i) {
			all.Set(int(slot))
		} else {
			all.Clear(int(slot))
		}
	}
}
