package imports

import (
	"cmp"
	"context"
	"database/sql"

	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/codec"
	"trialist/store/looks"
)

// remove removes the accounts, contacts and memberships beyond the sizes. Logs are
// removed with their pages. Its statements may take long.
func (u *undo) remove(ctx context.Context) error {
	page, _ := codec.PageIndex(int(u.sizes.accounts))
	if err := u.loadPage(ctx, page); err != nil { // which may have old accounts and new ones
		return err
	}
	if err := u.flushPage(ctx); err != nil {
		return err
	}
	if _, err := u.tx.ExecContext(ctx, `DELETE FROM log_pages WHERE page > ?`, page); err != nil {
		return err
	}
	if err := u.sums.Truncate(ctx, checksum.LogPages, page+1); err != nil {
		return err
	}
	if err := u.removeMemberships(ctx); err != nil {
		return err
	}
	if err := looks.Truncate(ctx, u.tx, int(u.sizes.accounts)); err != nil {
		return err
	}
	if err := u.removeIDs(ctx, "contacts", u.sizes.contacts); err != nil {
		return err
	}
	// Those that count have kept it from being undone.
	if _, err := u.tx.ExecContext(ctx, `DELETE FROM touches WHERE account > ?`, u.sizes.accounts); err != nil {
		return err
	}
	if err := u.removeWorkflows(ctx); err != nil {
		return err
	}
	if err := u.removeIDs(ctx, "accounts", u.sizes.accounts); err != nil {
		return err
	}
	return u.seal(ctx)
}

// removeMemberships removes the memberships that were added.
func (u *undo) removeMemberships(ctx context.Context) error {
	sums, err := checksum.LoadAll(ctx, u.tx, checksum.Memberships)
	if err != nil {
		return err
	}
	var h checksum.Hasher
	var id, contact, account int64
	err = store.EachRow(ctx, u.tx, func(rows *sql.Rows) error {
		if err := rows.Scan(&id, &contact, &account); err != nil {
			return err
		}
		sum := checksum.Membership(&h, id, contact, account)
		return cmp.Or(sums.Check(id, sum), u.sums.Add(ctx, checksum.Members, account, -sum))
	}, `SELECT id, contact, account FROM memberships NOT INDEXED WHERE id > ?`, u.sizes.memberships)
	if err != nil {
		return err
	}
	_, err = u.tx.ExecContext(ctx, `DELETE FROM memberships WHERE id > ?`, u.sizes.memberships)
	return err
}

// seal makes the checksums of what was put back, and removes those of what was
// removed.
func (u *undo) seal(ctx context.Context) error {
	for _, k := range []checksum.Kind{checksum.Accounts, checksum.AccountAttributes} {
		if err := u.sealRows(ctx, k, u.accounts, u.sizes.accounts); err != nil {
			return err
		}
	}
	for _, k := range []checksum.Kind{checksum.Contacts, checksum.ContactAttributes} {
		if err := u.sealRows(ctx, k, u.contacts, u.sizes.contacts); err != nil {
			return err
		}
	}
	if err := u.sums.Truncate(ctx, checksum.Touches, u.sizes.accounts); err != nil {
		return err
	}
	if err := u.sums.Truncate(ctx, checksum.Memberships, u.sizes.memberships); err != nil {
		return err
	}
	return checksum.SealKinds(ctx, u.tx, checksum.EventNames, checksum.AttributeNames)
}

func (u *undo) sealRows(ctx context.Context, k checksum.Kind, ids []int64, last int64) error {
	if err := u.sums.Truncate(ctx, k, last); err != nil {
		return err
	}
	return checksum.Seal(ctx, u.tx, k, ids...)
}

// removeIDs removes the rows beyond a number from a table with external ids. When most
// rows are removed, creating the index again costs less than removing each id from it.
func (u *undo) removeIDs(ctx context.Context, table string, after int64) error {
	var all int64
	if err := u.tx.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) FROM `+table).Scan(&all); err != nil {
		return err
	}
	if all == after {
		return nil
	}
	recreate := all-after > max(1000, after)
	if recreate {
		if _, err := u.tx.ExecContext(ctx, `DROP INDEX `+table+`_by_external`); err != nil {
			return err
		}
	}
	if _, err := u.tx.ExecContext(ctx, `DELETE FROM `+table+` WHERE id > ?`, after); err != nil {
		return err
	}
	if !recreate {
		return nil
	}
	_, err := u.tx.ExecContext(ctx, `CREATE UNIQUE INDEX `+table+`_by_external ON `+table+` (external)`)
	return err
}
