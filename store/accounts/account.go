package accounts

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"trialist/scoring/account"
	"trialist/scoring/eval"
	"trialist/scoring/eventlog"
	"trialist/store"
	"trialist/store/tables"
)

// ByID is everything about the account with the external id. The error is
// ErrNotFound when there is none, and names the closest ids.
func ByID(ctx context.Context, s *store.Store, id string) (account.Account, error) {
	return readAccount(ctx, s, func(ctx context.Context, tx *sql.Tx) (int64, error) {
		return accountID(ctx, s, tx, id)
	})
}

// BySlot is everything about the account in the slot.
func BySlot(ctx context.Context, s *store.Store, slot uint32) (account.Account, error) {
	return readAccount(ctx, s, func(context.Context, *sql.Tx) (int64, error) { return int64(slot) + 1, nil })
}

// SlotOf is the slot of the account with the external id. The error is
// ErrNotFound when there is none, and names the closest ids.
func SlotOf(ctx context.Context, s *store.Store, id string) (uint32, error) {
	slot := uint32(0)
	err := s.Read(ctx, "find account", func(ctx context.Context, tx *sql.Tx) error {
		account, err := accountID(ctx, s, tx, id)
		slot = uint32(account - 1)
		return err
	})
	return slot, err
}

// accountID is the internal id of an account.
func accountID(ctx context.Context, s *store.Store, q store.Querier, external string) (int64, error) {
	id, err := tables.AccountByExternal(ctx, q, external)
	if err != nil || id != 0 {
		return id, err
	}
	closest, err := suggestIDs(ctx, q, external)
	switch {
	case err != nil:
		return 0, err
	case len(closest) == 0:
		return 0, store.Errorf(store.ErrNotFound, "no account %q in %s", external, s.Path())
	}
	return 0, store.Errorf(store.ErrNotFound, "no account %q; the closest are %s", external, strings.Join(closest, ", "))
}

// readAccount reads one account in one transaction.
func readAccount(ctx context.Context, s *store.Store, find func(ctx context.Context, tx *sql.Tx) (int64, error)) (account.Account, error) {
	var a account.Account
	err := s.Read(ctx, "read account", func(ctx context.Context, tx *sql.Tx) error {
		id, err := find(ctx, tx)
		if err != nil {
			return err
		}
		n, err := tables.LoadNameIDs(ctx, tx)
		if err != nil {
			return err
		}
		a.Names = &n.All
		all, err := tables.CountAccounts(ctx, tx)
		if err != nil {
			return err
		}
		if id > int64(all) {
			return store.Errorf(store.ErrNotFound, "no such account in %s", s.Path())
		}
		rows, err := tables.LoadAccounts(ctx, tx, []any{id})
		if err != nil {
			return err
		}
		a.ID, a.Name, a.Known = rows[0].External, rows[0].Name, rows[0].Known
		a.Attributes = n.DecodeAttributes(eval.AccountScope, rows[0].Attributes)
		contacts, err := loadContacts(ctx, tx, id, n, &a)
		if err != nil {
			return err
		}
		return loadEvents(ctx, tx, id, n, contacts, &a)
	})
	return a, err
}

// loadContacts reads the contacts of an account into a. It returns their external
// ids by internal id.
func loadContacts(ctx context.Context, q store.Querier, acc int64, n *tables.NameIDs, a *account.Account) (map[eventlog.ContactID]string, error) {
	byID := make(map[eventlog.ContactID]string)
	err := tables.EachMember(ctx, q, []int64{acc}, func(m tables.Member) error {
		a.Contacts = append(a.Contacts, account.Contact{ID: m.External, Attributes: n.DecodeAttributes(eval.ContactScope, m.Attributes)})
		byID[eventlog.ContactID(m.Contact)] = m.External
		return nil
	})
	slices.SortFunc(a.Contacts, func(x, y account.Contact) int { return cmp.Compare(x.ID, y.ID) })
	return byID, err
}

// loadEvents reads the events of an account into a, in time order.
func loadEvents(
	ctx context.Context, q store.Querier, account int64, n *tables.NameIDs, contacts map[eventlog.ContactID]string, a *account.Account,
) error {
	log, err := tables.LoadLog(ctx, q, account)
	if err == nil {
		a.Events, err = decodeEvents(log, n, contacts)
	}
	if errors.Is(err, eventlog.ErrDamaged) {
		return store.DamageError(err, "the events of %q are damaged; run trialist doctor, or go back to a backup", a.ID)
	}
	return err
}

// decodeEvents lists the events of a log in time order.
func decodeEvents(log eventlog.Log, n *tables.NameIDs, contacts map[eventlog.ContactID]string) ([]account.Event, error) {
	if err := log.Validate(); err != nil {
		return nil, err
	}
	var events []account.Event
	for e := range log.Entries() {
		events = append(events, account.Event{
			Name: n.EventNames[uint32(e.Event)], Contact: contacts[e.Contact], At: e.At, Count: int(e.Count),
		})
	}
	slices.SortStableFunc(events, func(a, b account.Event) int { return cmp.Compare(a.At, b.At) })
	return events, nil
}
