package store

import (
	"context"
	"database/sql"
	"sync"

	"trialist/scoring"
)

// baseOrders are the orders that break ties past the last event, by trial length.
// Sorting a million accounts takes 150 ms, longer than the dashboard may take to
// start; reading 4 MB takes 3.
type baseOrders struct {
	sync.Mutex
	by map[int][]uint32
}

// orderName is the cached order of one trial length, which comes first, then the
// slots.
const orderName = "order"

// baseOrder is the order that breaks ties from memory or the cache. It is nil
// where there is none yet, and before the last event, as it is another one then
// for each as-of; then before may be that of an earlier revision.
func (f *Facts) baseOrder(ctx context.Context, m scoring.Moment) (order []uint32, before *earlierOrder, err error) {
	if !f.settled(m.AsOf) || f.accounts == 0 {
		return nil, nil, nil
	}
	f.orders.Lock()
	defer f.orders.Unlock()
	if order = f.orders.by[m.TrialDays]; order != nil {
		return order, nil, nil
	}
	err = f.read(ctx, "read the order of accounts", func(ctx context.Context, tx *sql.Tx) error {
		return f.lookUp(ctx, tx, derived, orderName, func(packed []byte, revision int64) error {
			ints := unpackInts(packed)
			if len(ints) == 0 || ints[0] != uint32(m.TrialDays) || !holdsEach(ints[1:]) { // damage is made anew
				return nil
			}
			if revision == f.revision && len(ints) == 1+f.accounts {
				order = ints[1:]
				return nil
			}
			d, err := f.since(ctx, tx, revision)
			if err == nil && d != nil && d.readsTheSame() && len(ints) == 1+int(d.before.accounts) {
				before = &earlierOrder{ints[1:], scoring.Bits(d.rows).Or(scoring.Bits(d.logs))}
			}
			return err
		})
	})
	if err != nil || order == nil {
		return nil, before, err
	}
	f.holdOrder(m.TrialDays, order)
	return order, nil, nil
}

// earlierOrder is the order of an earlier revision, and the slots that have moved
// in it since.
type earlierOrder struct {
	slots []uint32
	moved scoring.Bits
}

// makeOrder makes the order, from the earlier one where few have moved.
func (f *Facts) makeOrder(ranks []uint32, p *scoring.Population, before *earlierOrder) []uint32 {
	if before != nil && f.few(before.moved) {
		return scoring.MendedOrder(before.slots, before.moved, ranks, p.End, p.LastSeen)
	}
	return scoring.BaseOrder(ranks, p.End, p.LastSeen)
}

// keepOrder puts the order into memory and the cache.
func (f *Facts) keepOrder(ctx context.Context, m scoring.Moment, order []uint32) {
	if !f.settled(m.AsOf) || len(order) == 0 {
		return
	}
	f.orders.Lock()
	f.holdOrder(m.TrialDays, order)
	f.orders.Unlock()
	f.keep(ctx, orderName, packInts(append([]uint32{uint32(m.TrialDays)}, order...)))
}

// holdOrder keeps the order in memory, and one of another trial length beside it:
// that of a draft and the one in force. The lock is held.
func (f *Facts) holdOrder(trialDays int, order []uint32) {
	if f.orders.by == nil || len(f.orders.by) > 1 {
		f.orders.by = make(map[int][]uint32)
	}
	f.orders.by[trialDays] = order
}

// holdsEach reports whether an order has every slot once.
func holdsEach(order []uint32) bool {
	slots := scoring.NewBits(len(order))
	for _, slot := range order {
		if int(slot) >= len(order) || slots.Has(int(slot)) {
			return false
		}
		slots.Set(int(slot))
	}
	return true
}
