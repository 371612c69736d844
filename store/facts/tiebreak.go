package facts

import (
	"context"
	"database/sql"
	"slices"
	"sync"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/rank"
	"trialist/scoring/value"
)

// tieBreakCache are the orders that break ties. Sorting a million accounts takes
// 150 ms, longer than the dashboard may take to start; reading 4 MB takes 3.
type tieBreakCache struct {
	sync.Mutex
	by map[tieBreakKey][]uint32
}

// tieBreakKey is what an order depends on, beside the revision.
type tieBreakKey struct {
	trialDays int
	asOf      value.Instant // as for last seen
}

func (f *Snapshot) tieBreakKey(m condition.Moment) tieBreakKey {
	return tieBreakKey{m.TrialDays, f.lastSeenKey(m.AsOf)}
}

// name is what the order is cached under: one past the last event, and one before
// it.
func (k tieBreakKey) name() string {
	if k.asOf == anyAsOf {
		return "order"
	}
	return "order before the last event"
}

// header is what comes before the slots in the cache, as there is but one of a name.
func (k tieBreakKey) header() []uint32 {
	return []uint32{uint32(k.trialDays), uint32(k.asOf), uint32(k.asOf >> 32)}
}

// tieBreakOrder is the order that breaks ties from memory or the cache. It is nil
// where there is none yet; then before may be that of an earlier revision.
func (f *Snapshot) tieBreakOrder(ctx context.Context, m condition.Moment) (order []uint32, before *staleOrder, err error) {
	key := f.tieBreakKey(m)
	head := key.header()
	f.tieBreaks.Lock()
	defer f.tieBreaks.Unlock()
	if order = f.tieBreaks.by[key]; order != nil || f.accounts == 0 {
		return order, nil, nil
	}
	err = f.Read(ctx, "read the order of accounts", func(ctx context.Context, tx *sql.Tx) error {
		return f.readCached(ctx, tx, derivedScope, key.name(), func(packed []byte, revision int64) error {
			ints := decodeInts(packed)
			if len(ints) < len(head) || !slices.Equal(ints[:len(head)], head) {
				return nil
			}
			slots := ints[len(head):]
			if !isPermutation(slots) { // damage is made anew
				return nil
			}
			if revision == f.id.Revision && len(slots) == f.accounts {
				order = slots
				return nil
			}
			d, err := f.changesSince(ctx, tx, revision)
			if err == nil && d != nil && d.sameLifecycleNames() && len(slots) == int(d.Before.Accounts) {
				before = &staleOrder{slots, bitset.Bits(d.Accounts).Or(bitset.Bits(d.Events))}
			}
			return err
		})
	})
	if err != nil || order == nil {
		return nil, before, err
	}
	f.memoizeTieBreak(key, order)
	return order, nil, nil
}

// staleOrder is the order of an earlier revision, and the slots that have moved
// in it since.
type staleOrder struct {
	slots   []uint32
	changed bitset.Bits
}

// computeTieBreak makes the order, from the earlier one where few have moved.
func (f *Snapshot) computeTieBreak(ranks []uint32, p *rank.Population, before *staleOrder) []uint32 {
	if before != nil && f.atMostHalf(before.changed) {
		return rank.RefreshTieBreakOrder(before.slots, before.changed, ranks, p.End, p.LastSeen)
	}
	return rank.TieBreakOrder(ranks, p.End, p.LastSeen)
}

// writeTieBreak puts the order into memory and the cache.
func (f *Snapshot) writeTieBreak(ctx context.Context, m condition.Moment, order []uint32) {
	if len(order) == 0 {
		return
	}
	key := f.tieBreakKey(m)
	f.tieBreaks.Lock()
	f.memoizeTieBreak(key, order)
	f.tieBreaks.Unlock()
	f.writeDerived(ctx, key.name(), encodeInts(append(key.header(), order...)))
}

// memoizeTieBreak keeps the order in memory, and one other beside it, such as that of a
// draft with trials of another length. The lock is held.
func (f *Snapshot) memoizeTieBreak(key tieBreakKey, order []uint32) {
	if f.tieBreaks.by == nil || len(f.tieBreaks.by) > 1 {
		f.tieBreaks.by = make(map[tieBreakKey][]uint32)
	}
	f.tieBreaks.by[key] = order
}

// isPermutation reports whether an order has every slot once.
func isPermutation(order []uint32) bool {
	slots := bitset.New(len(order))
	for _, slot := range order {
		if int(slot) >= len(order) || slots.Has(int(slot)) {
			return false
		}
		slots.Set(int(slot))
	}
	return true
}
