package imports

import (
	"context"

	"trialist/store/codec"
)

// remove removes the accounts, contacts and memberships beyond the sizes. Logs are
// removed with their pages.
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
	if _, err := u.tx.ExecContext(ctx, `DELETE FROM memberships WHERE id > ?`, u.sizes.memberships); err != nil {
		return err
	}
	if err := u.removeIDs(ctx, "contacts", u.sizes.contacts); err != nil {
		return err
	}
	return u.removeIDs(ctx, "accounts", u.sizes.accounts)
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
