package facts

import (
	"context"
	"slices"

	"trialist/scoring/bitset"
	"trialist/scoring/class"
	"trialist/scoring/condition"
)

// everHeld is an answer of [Snapshot.EverHeld] and what it answers.
type everHeld struct {
	keys  []answerKey
	among bitset.Bits
	held  bitset.Bits
}

// EverHeld has those of the slots for which at least one of the conditions held at some
// instant from the start of their trial to the as-of of the moment. It replays the
// events of these slots; the last answer is kept in memory. The errors are those of
// [class.EverHeld].
func (f *Snapshot) EverHeld(ctx context.Context, m condition.Moment, among bitset.Bits, conditions []condition.Condition) (bitset.Bits, error) {
	m.Zone = f.NameIDs.Zone
	keys := make([]answerKey, len(conditions))
	for i, c := range conditions {
		keys[i] = f.answerKey(c, m)
		keys[i].asOf = m.AsOf
	}
	f.mu.Lock()
	last := f.lastEverHeld
	f.mu.Unlock()
	if slices.Equal(last.keys, keys) && last.among.Equal(among) {
		return last.held, nil
	}
	p := newSubset(f, among)
	if err := p.prepare(ctx, conditions); err != nil {
		return nil, err
	}
	found, err := class.EverHeld(ctx, p, m, conditions)
	if err != nil {
		return nil, err
	}
	held := bitset.New(f.accounts)
	for at := range found.All() {
		held.Set(int(p.slots[at]))
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.lastEverHeld = everHeld{keys, among.Clone(), held}
	return held, nil
}

// EverHeld is [Snapshot.EverHeld] of the latest snapshot.
func (c *Cache) EverHeld(ctx context.Context, m condition.Moment, among bitset.Bits, conditions []condition.Condition) (bitset.Bits, error) {
	var held bitset.Bits
	err := c.Do(ctx, func(f *Snapshot) (err error) {
		held, err = f.EverHeld(ctx, m, among, conditions)
		return err
	})
	return held, err
}
