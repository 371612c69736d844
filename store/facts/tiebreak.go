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

// tieBreakCache caches the orders that break ties. Sorting a million accounts takes
// 150 ms, which is longer than the dashboard may take to start. Reading the 4 MB of
// an order takes 3 ms.
type tieBreakCache struct {
	sync.Mutex
	by map[tieBreakKey][]uint32
}

// tieBreakKey is what an order depends on, beside the revision.
type tieBreakKey struct {
	trialDays int
	asOf      value.Instant // see lastSeenKey
}

func (f *Snapshot) tieBreakKey(m condition.Moment) tieBreakKey {
	return tieBreakKey{m.TrialDays, f.lastSeenKey(m.AsOf)}
}

// name is the name under which the order is cached. There is one for every as-of
// after the last event, and one for the others.
func (k tieBreakKey) name() string {
	if k.asOf == anyAsOf {
		return "order"
	}
	return "order before the last event"
}

// header is the key, which stands before the slots in the cache, as orders of
// different keys share a name.
func (k tieBreakKey) header() []uint32 {
	return []uint32{uint32(k.trialDays), uint32(k.asOf), uint32(k.asOf >> 32)}
}

// tieBreakOrder is the order that breaks ties, from memory or the cache. It is nil
// where it is not cached. Then there may be a stale one to refresh.
func (f *Snapshot) tieBreakOrder(ctx context.Context, m condition.Moment) (order []uint32, stale *staleOrder, err error) {
	key := f.tieBreakKey(m)
	header := key.header()
	f.tieBreaks.Lock()
	defer f.tieBreaks.Unlock()
	if order = f.tieBreaks.by[key]; order != nil || f.accounts == 0 {
		return order, nil, nil
	}
	err = f.Read(ctx, "read the order of accounts", func(ctx context.Context, tx *sql.Tx) error {
		return f.readCached(ctx, tx, derivedScope, key.name(), func(packed []byte, revision int64) error {
			ints := decodeInts(packed)
			if len(ints) < len(header) || !slices.Equal(ints[:len(header)], header) {
				return nil
			}
			slots := ints[len(header):]
			if !isPermutation(slots) { // a damaged order is made anew
				return nil
			}
			if revision == f.id.Revision && len(slots) == f.accounts {
				order = slots
				return nil
			}
			d, err := f.changesSince(ctx, tx, revision)
			if err == nil && d != nil && d.sameLifecycleNames() && len(slots) == int(d.Before.Accounts) {
				stale = &staleOrder{slots, bitset.Bits(d.Accounts).Or(bitset.Bits(d.Events))}
			}
			return err
		})
	})
	if err != nil || order == nil {
		return nil, stale, err
	}
	f.memoizeTieBreak(key, order)
	return order, nil, nil
}

// staleOrder is the order of an earlier revision.
type staleOrder struct {
	slots   []uint32
	changed bitset.Bits // slots whose place may have changed since
}

// computeTieBreak makes the order. It refreshes the stale one where at most half of
// the slots have changed.
func (f *Snapshot) computeTieBreak(ranks []uint32, p *rank.Population, stale *staleOrder) []uint32 {
	if stale != nil && f.atMostHalf(stale.changed) {
		return rank.RefreshTieBreakOrder(stale.slots, stale.changed, ranks, p.End, p.LastSeen)
	}
	return rank.TieBreakOrder(ranks, p.End, p.LastSeen)
}

// writeTieBreak caches the order, in memory and in the file.
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

// memoizeTieBreak caches the order in memory. One other stays beside it, such as that
// of a draft with trials of another length. The lock must be held.
func (f *Snapshot) memoizeTieBreak(key tieBreakKey, order []uint32) {
	if f.tieBreaks.by == nil || len(f.tieBreaks.by) > 1 {
		f.tieBreaks.by = make(map[tieBreakKey][]uint32)
	}
	f.tieBreaks.by[key] = order
}

// isPermutation reports whether an order has every slot exactly once.
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
