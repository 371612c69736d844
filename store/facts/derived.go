package facts

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"trialist/scoring/bitset"
	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/tables"
)

// ContactSlots is the slot of each row of the contact columns: one for each
// account that a contact belongs to.
func (f *Snapshot) ContactSlots(ctx context.Context) ([]uint32, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.contactSlots(ctx)
}

// contactSlots is [Snapshot.ContactSlots] with the lock held. To those in the cache it
// adds the memberships that came since, as memberships are never removed.
func (f *Snapshot) contactSlots(ctx context.Context) ([]uint32, error) {
	if f.slotOfContact != nil {
		return f.slotOfContact, nil
	}
	const name = "memberships"
	members, cached := []uint32{}, int64(-1)
	err := f.Read(ctx, "read contacts", func(ctx context.Context, tx *sql.Tx) error {
		err := f.readCached(ctx, tx, derivedScope, name, func(packed []byte, revision int64) error {
			members, cached = decodeInts(packed), revision
			return nil
		})
		if err != nil || cached == f.id.Revision {
			return err
		}
		members, err = readMemberships(ctx, tx, members)
		return err
	})
	if err != nil {
		return nil, err
	}
	f.slotOfContact = members
	if cached != f.id.Revision {
		f.writeDerived(ctx, name, encodeInts(members))
	}
	return members, nil
}

// readMemberships appends the slots of the memberships that come after those there are.
func readMemberships(ctx context.Context, tx *sql.Tx, members []uint32) ([]uint32, error) {
	all, err := tables.CountMemberships(ctx, tx)
	if err != nil {
		return nil, err
	}
	sums, err := checksum.LoadRange(ctx, tx, checksum.Memberships, int64(len(members))+1, int64(all)+1)
	if err != nil {
		return nil, err
	}
	var id, contact, account int64
	var h checksum.Hasher
	err = store.EachRow(ctx, tx, func(rows *sql.Rows) error {
		if err := rows.Scan(&id, &contact, &account); err != nil {
			return err
		}
		if id != int64(len(members))+1 {
			return errRowsDamaged
		}
		members = append(members, uint32(account-1))
		return sums.Check(id, checksum.Membership(&h, id, contact, account))
	}, `SELECT id, contact, account FROM memberships NOT INDEXED WHERE id > ? ORDER BY id`, len(members))
	if err == nil && len(members) != all {
		err = errRowsDamaged
	}
	return members, err
}

// Known is the accounts that have a customer row.
func (f *Snapshot) Known(ctx context.Context) (bitset.Bits, error) {
	f.derivedMu.Lock()
	defer f.derivedMu.Unlock()
	if f.known != nil {
		return f.known, nil
	}
	const name = "known"
	known, cached := bitset.New(f.accounts), int64(-1)
	err := f.Read(ctx, "read which accounts are known", func(ctx context.Context, tx *sql.Tx) error {
		err := f.readCached(ctx, tx, derivedScope, name, func(packed []byte, revision int64) error {
			if bits, err := decodeBits(packed, min(64*(len(packed)/8), f.accounts)); err == nil {
				copy(known, bits)
				cached = revision
			}
			return nil
		})
		if err != nil || cached == f.id.Revision {
			return err
		}
		return f.refreshKnown(ctx, tx, known)
	})
	if err != nil {
		return nil, err
	}
	f.known = known
	if cached != f.id.Revision {
		f.writeDerived(ctx, name, encodeBits(known))
	}
	return known, nil
}

// refreshKnown sets which accounts are known by their checksums, which say so, as they
// take less time to read than the rows. An account that is known stays so, so that only
// the others are looked at: those that were not known, and new ones.
func (f *Snapshot) refreshKnown(ctx context.Context, tx *sql.Tx, known bitset.Bits) (err error) {
	unknown := known.Not(f.accounts)
	var sums *checksum.Sums
	if unknown.Count() > f.accounts/64 {
		sums, err = checksum.LoadAll(ctx, tx, checksum.Accounts)
	} else {
		var ids []int64
		for slot := range unknown.All() {
			ids = append(ids, int64(slot)+1)
		}
		sums, err = checksum.Load(ctx, tx, checksum.Accounts, ids...)
	}
	if err != nil {
		return err
	}
	for slot := range unknown.All() {
		switch sum := sums.At(int64(slot) + 1); {
		case sum == 0:
			return sums.Check(int64(slot)+1, ^uint32(0))
		case sum&checksum.Known != 0:
			known.Set(slot)
		}
	}
	return nil
}

// ranks is the rank of each slot in the order of external ids.
func (f *Snapshot) ranks(ctx context.Context) ([]uint32, error) {
	f.derivedMu.Lock()
	defer f.derivedMu.Unlock()
	if f.byID != nil || f.accounts == 0 {
		return f.byID, nil
	}
	const name = "ranks"
	var ranks []uint32
	made := false
	err := f.Read(ctx, "read the order of accounts", func(ctx context.Context, tx *sql.Tx) error {
		err := f.readCached(ctx, tx, derivedScope, name, func(packed []byte, _ int64) error {
			if cached := decodeInts(packed); isPermutation(cached) { // damaged ranks are made anew
				ranks = cached
			}
			return nil
		})
		switch fresh := f.accounts - len(ranks); {
		case err != nil || fresh == 0: // ids never change, so that only new accounts change the order
			return err
		case fresh < 0 || fresh > f.accounts/100:
			ranks, err = readRanks(ctx, tx, f.accounts)
		default:
			ranks, err = insertRanks(ctx, tx, ranks, f.accounts)
		}
		made = true
		return err
	})
	if err != nil {
		return nil, err
	}
	f.byID = ranks
	if made {
		f.writeDerived(ctx, name, encodeInts(ranks))
	}
	return ranks, nil
}

// readRanks ranks all accounts anew.
func readRanks(ctx context.Context, tx *sql.Tx, accounts int) ([]uint32, error) {
	ranks, rank := make([]uint32, accounts), uint32(0)
	ranked := bitset.New(accounts)
	err := store.EachInOrder(ctx, tx, "accounts", "external", func(id int64, _ []byte) error {
		if id < 1 || id > int64(accounts) || ranked.Has(int(id-1)) {
			return errOrderDamaged
		}
		ranked.Set(int(id - 1))
		ranks[id-1] = rank
		rank++
		return nil
	})
	if errors.Is(err, store.ErrOrder) || err == nil && int(rank) != accounts {
		err = errOrderDamaged
	}
	return ranks, err
}

// errOrderDamaged is the error for an index that is not in order, or has not every
// account once.
var errOrderDamaged = store.Errorf(store.ErrDamaged, "the index of the ids of accounts is damaged; run trialist doctor, or go back to a backup")

// insertRanks inserts the accounts that came since into an earlier order.
func insertRanks(ctx context.Context, tx *sql.Tx, old []uint32, accounts int) ([]uint32, error) {
	ranks := append(make([]uint32, 0, accounts), old...)[:accounts]
	var ids []int64
	err := store.EachRow(ctx, tx, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	}, `SELECT id FROM accounts WHERE id > ? ORDER BY external`, len(old))
	if err == nil && (len(ids) != accounts-len(old) || len(ids) > 0 && slices.Max(ids) > int64(accounts)) {
		err = errOrderDamaged
	}
	if err != nil {
		return nil, err
	}
	fresh := make([]uint32, len(old)+1) // by old rank: new accounts right before that account
	before := uint32(0)                 // old accounts before the new one
	for i, id := range ids {
		if err := store.Interruptible(ctx).Err(); err != nil {
			return nil, err
		}
		if before, err = oldBefore(ctx, tx, old, ids, i, before); err != nil {
			return nil, err
		}
		ranks[id-1] = before + uint32(i)
		fresh[before]++
	}
	for rank := 1; rank < len(fresh); rank++ {
		fresh[rank] += fresh[rank-1]
	}
	for slot, rank := range old {
		if int(rank) >= len(old) {
			return nil, fmt.Errorf("read the order of accounts: %w", errCacheDamaged)
		}
		ranks[slot] = rank + fresh[rank]
	}
	return ranks, nil
}

// oldBefore is how many old accounts stand before the i-th new one in the order of
// external ids, given how many stand before the new one before it. The index says which
// accounts are its neighbours. It has lost accounts, or has them out of order, where
// those do not follow one another in the old order, or among the new ones.
func oldBefore(ctx context.Context, tx *sql.Tx, old []uint32, ids []int64, i int, before uint32) (uint32, error) {
	var left, right sql.NullInt64
	err := tx.QueryRowContext(ctx, `WITH new AS (SELECT external FROM accounts WHERE id = ?) SELECT
		(SELECT id FROM accounts WHERE external < (SELECT external FROM new) ORDER BY external DESC LIMIT 1),
		(SELECT id FROM accounts WHERE external > (SELECT external FROM new) ORDER BY external LIMIT 1)`, ids[i]).Scan(&left, &right)
	if err != nil {
		return 0, err
	}
	isOld := func(id sql.NullInt64) bool { return id.Valid && id.Int64 <= int64(len(old)) }
	switch {
	case isOld(left):
		if before = old[left.Int64-1] + 1; int(before) > len(old) {
			return 0, fmt.Errorf("read the order of accounts: %w", errCacheDamaged)
		}
	case i == 0 && left.Valid || i > 0 && left.Int64 != ids[i-1]: // a new one before it has counted the old ones
		return 0, errOrderDamaged
	}
	switch {
	case isOld(right) && old[right.Int64-1] != before, !right.Valid && (i+1 < len(ids) || int(before) < len(old)):
		return 0, errOrderDamaged
	case right.Valid && !isOld(right) && (i+1 == len(ids) || right.Int64 != ids[i+1]):
		return 0, errOrderDamaged
	}
	return before, nil
}
