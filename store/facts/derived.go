package facts

import (
	"context"
	"database/sql"
	"fmt"

	"trialist/scoring/bitset"
	"trialist/store"
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
		var account int64
		return store.EachRow(ctx, tx, func(rows *sql.Rows) error {
			err := rows.Scan(&account)
			members = append(members, uint32(account-1))
			return err
		}, `SELECT account FROM memberships WHERE id > ? ORDER BY id`, len(members))
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

// refreshKnown refreshes known. An account that is known stays so, so that only the
// others are read: those that were not known, and new ones.
func (f *Snapshot) refreshKnown(ctx context.Context, tx *sql.Tx, known bitset.Bits) error {
	unknown := known.Not(f.accounts)
	var id int64
	clearRow := func(rows *sql.Rows) error {
		err := rows.Scan(&id)
		if err == nil && id <= int64(f.accounts) {
			known.Clear(int(id - 1))
		}
		return err
	}
	known.Fill(f.accounts)
	if unknown.Count() > f.accounts/64 {
		return store.EachRow(ctx, tx, clearRow, `SELECT id FROM accounts WHERE NOT known`)
	}
	var ids []any
	for slot := range unknown.All() {
		ids = append(ids, slot+1)
	}
	return store.InBatches(ids, func(ids []any) error {
		return store.EachRow(ctx, tx, clearRow, `SELECT id FROM accounts WHERE id IN (`+store.Placeholders(len(ids))+`) AND NOT known`, ids...)
	})
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
	var id int64
	err := store.EachRow(ctx, tx, func(rows *sql.Rows) error {
		if err := rows.Scan(&id); err != nil {
			return err
		}
		if id < 1 || id > int64(accounts) {
			return fmt.Errorf("account %d is not one of %d", id, accounts)
		}
		ranks[id-1] = rank
		rank++
		return nil
	}, `SELECT id FROM accounts ORDER BY external`)
	return ranks, err
}

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
	if err != nil {
		return nil, err
	}
	fresh := make([]uint32, len(old)+1) // by old rank: new accounts right before that account
	before := uint32(0)                 // old accounts before the new one
	for i, id := range ids {
		var neighbour sql.NullInt64
		err := tx.QueryRowContext(ctx, `SELECT max(id) FROM (SELECT id FROM accounts
			WHERE external < (SELECT external FROM accounts WHERE id = ?) ORDER BY external DESC LIMIT 1)`, id).Scan(&neighbour)
		if err != nil {
			return nil, err
		}
		if neighbour.Valid && neighbour.Int64 <= int64(len(old)) { // else the neighbour is new as well, and so counted
			before = old[neighbour.Int64-1] + 1
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
