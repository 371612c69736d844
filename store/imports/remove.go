package imports

import (
	"context"

	"trialist/store/codec"
)

// remove removes what came after the sizes: accounts, contacts, and who belongs to
// whom. Their logs go with the pages.
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

// removeIDs removes the rows of a table with external ids that came after the
// number. Taking ids out of the index one by one costs as much as making it anew
// once most are gone.
func (u *undo) removeIDs(ctx context.Context, table string, after int64) error {
	var all int64
	if err := u.tx.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) FROM `+table).Scan(&all); err != nil {
		return err
	}
	if all == after {
		return nil
	}
	anew := all-after > max(1000, after)
	if anew {
		if _, err := u.tx.ExecContext(ctx, `DROP INDEX `+table+`_by_external`); err != nil {
			return err
		}
	}
	if _, err := u.tx.ExecContext(ctx, `DELETE FROM `+table+` WHERE id > ?`, after); err != nil {
		return err
	}
	if !anew {
		return nil
	}
	_, err := u.tx.ExecContext(ctx, `CREATE UNIQUE INDEX `+table+`_by_external ON `+table+` (external)`)
	return err
}
