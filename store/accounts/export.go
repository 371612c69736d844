package accounts

import (
	"context"
	"database/sql"
	"fmt"

	"trialist/scoring/account"
	"trialist/scoring/eval"
	"trialist/scoring/eventlog"
	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/codec"
	"trialist/store/tables"
)

// EachAccount visits all accounts in slot order, with their attributes but
// without contacts and events. It sees the same state throughout, whatever is
// imported meanwhile.
func EachAccount(ctx context.Context, s *store.Store, visit func(account.Account) error) error {
	return s.Read(ctx, "read accounts", func(uncancellable context.Context, tx *sql.Tx) error {
		n, err := tables.LoadNameIDs(uncancellable, tx)
		if err != nil {
			return err
		}
		n.Zone = nil // days are given as days, not as where they begin
		all, err := tables.CountAccounts(uncancellable, tx)
		if err != nil {
			return err
		}
		names, err := checksum.LoadAll(uncancellable, tx, checksum.Accounts)
		if err != nil {
			return err
		}
		attributes, err := checksum.LoadAll(uncancellable, tx, checksum.AccountAttributes)
		if err != nil {
			return err
		}
		var h checksum.Hasher
		last := int64(0)
		err = store.EachRow(uncancellable, tx, func(rows *sql.Rows) error {
			a := account.Account{Names: &n.All}
			var id int64
			var packed []byte
			if err := rows.Scan(&id, &a.ID, &a.Name, &a.Known, &packed); err != nil {
				return err
			}
			if last++; id != last {
				return errNamesDamaged
			}
			if err := names.Check(id, checksum.Account(&h, id, a.ID, a.Name, a.Known)); err != nil {
				return err
			}
			if err := attributes.Check(id, checksum.Attributes(&h, checksum.AccountAttributes, id, packed)); err != nil {
				return err
			}
			a.Attributes = n.DecodeAttributes(eval.AccountScope, packed)
			if err := ctx.Err(); err != nil {
				return err
			}
			return visit(a)
		}, `SELECT id, external, name, known, attributes FROM accounts ORDER BY id`)
		if err == nil && last != int64(all) {
			err = errNamesDamaged
		}
		return err
	})
}

// EachContact visits all contacts, once for each account that they belong to.
func EachContact(ctx context.Context, s *store.Store, visit func(account string, c account.Contact) error) error {
	return s.Read(ctx, "read contacts", func(uncancellable context.Context, tx *sql.Tx) error {
		n, err := tables.LoadNameIDs(uncancellable, tx)
		if err != nil {
			return err
		}
		n.Zone = nil // days are given as days, not as where they begin
		memberships, err := checkContacts(uncancellable, tx)
		if err != nil {
			return err
		}
		err = store.EachRow(uncancellable, tx, func(rows *sql.Rows) error {
			var id sql.NullInt64 // of the membership
			var a sql.NullString
			var c account.Contact
			var packed []byte
			if err := rows.Scan(&id, &a, &c.ID, &packed); err != nil {
				return err
			}
			if id.Valid {
				memberships--
			}
			if id.Valid != a.Valid {
				return tables.ErrIndexDamaged
			}
			if tables.IsEmptySlot(c.ID) {
				return nil
			}
			c.Attributes = n.DecodeAttributes(eval.ContactScope, packed)
			if err := ctx.Err(); err != nil {
				return err
			}
			return visit(a.String, c)
		}, `WITH members AS MATERIALIZED (SELECT id, contact, account FROM memberships NOT INDEXED)
			SELECT members.id, accounts.external, contacts.external, contacts.attributes FROM contacts NOT INDEXED
			LEFT JOIN members ON contact = contacts.id LEFT JOIN accounts ON accounts.id = account
			ORDER BY members.account, contacts.id`)
		if err == nil && memberships != 0 {
			err = tables.ErrIndexDamaged
		}
		return err
	})
}

// checkContacts checks all that a list of contacts is made of, and returns how many
// memberships there are. The list is made without the indexes of the tables, of which
// nobody knows whether they miss nothing.
func checkContacts(ctx context.Context, tx *sql.Tx) (memberships int, err error) {
	err = checkKinds(ctx, tx, checksum.Accounts, checksum.Contacts, checksum.ContactAttributes, checksum.Memberships)
	if err != nil {
		return 0, err
	}
	return tables.CountMemberships(ctx, tx)
}

func checkKinds(ctx context.Context, tx *sql.Tx, kinds ...checksum.Kind) error {
	for _, k := range kinds {
		if err := checksum.CheckKind(ctx, tx, k); err != nil {
			return err
		}
	}
	return nil
}

// EachEvent visits all events, account by account in slot order and in time
// order within each.
func EachEvent(ctx context.Context, s *store.Store, visit func(account string, e account.Event) error) error {
	return s.Read(ctx, "read events", func(uncancellable context.Context, tx *sql.Tx) error {
		n, err := tables.LoadNameIDs(uncancellable, tx)
		if err != nil {
			return err
		}
		n.Zone = nil // days are given as days, not as where they begin
		if err := checkKinds(uncancellable, tx, checksum.Accounts, checksum.Contacts); err != nil {
			return err
		}
		contacts := make(map[eventlog.ContactID]string)
		err = store.EachRow(uncancellable, tx, func(rows *sql.Rows) error {
			var id int64
			var external string
			err := rows.Scan(&id, &external)
			contacts[eventlog.ContactID(id)] = external
			return err
		}, `SELECT id, external FROM contacts NOT INDEXED`)
		if err != nil {
			return err
		}
		to, err := tables.MaxLoggedAccount(uncancellable, tx)
		if err != nil {
			return err
		}
		return tables.EachPage(uncancellable, tx, 0, int(to), func(page int64, packed sql.RawBytes) error {
			ids, err := pageIDs(uncancellable, tx, page)
			if err != nil {
				return err
			}
			return codec.LogPage(packed).Each(func(place int, log eventlog.Log) error {
				events, err := decodeEvents(log, n, contacts)
				if err != nil {
					return fmt.Errorf("the events of %q: %w", ids[place], err)
				}
				for _, e := range events {
					if err := visit(ids[place], e); err != nil {
						return err
					}
				}
				return ctx.Err()
			})
		})
	})
}

// pageIDs is the external ids of the accounts of a page of logs, "" for places
// without an account.
func pageIDs(ctx context.Context, q store.Querier, page int64) ([codec.PageSlots]string, error) {
	var ids [codec.PageSlots]string
	place := 0
	err := store.EachRow(ctx, q, func(rows *sql.Rows) error {
		err := rows.Scan(&ids[place])
		place++
		return err
	}, `SELECT external FROM accounts WHERE id > ? AND id <= ? ORDER BY id`, page*codec.PageSlots, (page+1)*codec.PageSlots)
	return ids, err
}
