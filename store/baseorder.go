package store

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

// baseOrders are the orders that break ties. Sorting a million accounts takes
// 150 ms, longer than the dashboard may take to start; reading 4 MB takes 3.
type baseOrders struct {
	sync.Mutex
	by map[orderKey][]uint32
}

// orderKey is what an order depends on, beside the revision.
type orderKey struct {
	trialDays int
	asOf      value.Instant // as for last seen
}

func (f *Facts) orderKey(m condition.Moment) orderKey {
	return orderKey{m.TrialDays, f.seenKey(m.AsOf)}
}

// name is what the order is cached under: one past the last event, and one before
// it.
func (k orderKey) name() string {
	if k.asOf == anyAsOf {
		return "order"
	}
	return "order before the last event"
}

// head is what comes before the slots in the cache, as there is but one of a name.
func (k orderKey) head() []uint32 {
	return []uint32{uint32(k.trialDays), uint32(k.asOf), uint32(k.asOf >> 32)}
}

// baseOrder is the order that breaks ties from memory or the cache. It is nil
// where there is none yet; then before may be that of an earlier revision.
func (f *Facts) baseOrder(ctx context.Context, m condition.Moment) (order []uint32, before *earlierOrder, err error) {
	key := f.orderKey(m)
	head := key.head()
	f.orders.Lock()
	defer f.orders.Unlock()
	if order = f.orders.by[key]; order != nil || f.accounts == 0 {
		return order, nil, nil
	}
	err = f.read(ctx, "read the order of accounts", func(ctx context.Context, tx *sql.Tx) error {
		return f.lookUp(ctx, tx, derived, key.name(), func(packed []byte, revision int64) error {
			ints := unpackInts(packed)
			if len(ints) < len(head) || !slices.Equal(ints[:len(head)], head) {
				return nil
			}
			slots := ints[len(head):]
			if !holdsEach(slots) { // damage is made anew
				return nil
			}
			if revision == f.revision && len(slots) == f.accounts {
				order = slots
				return nil
			}
			d, err := f.since(ctx, tx, revision)
			if err == nil && d != nil && d.readsTheSame() && len(slots) == int(d.before.accounts) {
				before = &earlierOrder{slots, bitset.Bits(d.rows).Or(bitset.Bits(d.logs))}
			}
			return err
		})
	})
	if err != nil || order == nil {
		return nil, before, err
	}
	f.holdOrder(key, order)
	return order, nil, nil
}

// earlierOrder is the order of an earlier revision, and the slots that have moved
// in it since.
type earlierOrder struct {
	slots []uint32
	moved bitset.Bits
}

// makeOrder makes the order, from the earlier one where few have moved.
func (f *Facts) makeOrder(ranks []uint32, p *rank.Population, before *earlierOrder) []uint32 {
	if before != nil && f.few(before.moved) {
		return rank.RefreshTieBreakOrder(before.slots, before.moved, ranks, p.End, p.LastSeen)
	}
	return rank.TieBreakOrder(ranks, p.End, p.LastSeen)
}

// keepOrder puts the order into memory and the cache.
func (f *Facts) keepOrder(ctx context.Context, m condition.Moment, order []uint32) {
	if len(order) == 0 {
		return
	}
	key := f.orderKey(m)
	f.orders.Lock()
	f.holdOrder(key, order)
	f.orders.Unlock()
	f.keep(ctx, key.name(), packInts(append(key.head(), order...)))
}

// holdOrder keeps the order in memory, and one other beside it, such as that of a
// draft with trials of another length. The lock is held.
func (f *Facts) holdOrder(key orderKey, order []uint32) {
	if f.orders.by == nil || len(f.orders.by) > 1 {
		f.orders.by = make(map[orderKey][]uint32)
	}
	f.orders.by[key] = order
}

// holdsEach reports whether an order has every slot once.
func holdsEach(order []uint32) bool {
	slots := bitset.NewBits(len(order))
	for _, slot := range order {
		if int(slot) >= len(order) || slots.Has(int(slot)) {
			return false
		}
		slots.Set(int(slot))
	}
	return true
}
