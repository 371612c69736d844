package accounts

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/tables"
)

// UndoLast has the newest batch of somebody that is about an account, or about any
// where none is named, count no longer, in all accounts that it is about. At is when.
// The error is ErrNotFound when there is nothing to undo, or no such account.
func UndoLast(ctx context.Context, s *store.Store, who, account string, at value.Instant) (Batch, error) {
	var b Batch
	err := s.Write(ctx, "undo a touch", func(ctx context.Context, tx *sql.Tx) error {
		mine, err := ownTouches(ctx, s, tx, who, account)
		if err != nil {
			return err
		}
		// What somebody else has deleted does not count already.
		id, err := mine.batch(ctx, tx, `SELECT max(batch)`, `undone_at IS NULL AND NOT EXISTS (
			SELECT 1 FROM touches AS change WHERE change.subject = touches.id AND change.kind = 'deleted' AND change.undone_at IS NULL)`)
		if err != nil {
			return err
		}
		if id == 0 {
			return mine.nothing("undo")
		}
		last := int64(0)
		if err := tx.QueryRowContext(ctx, `SELECT coalesce(max(undone_at), 0) FROM touches`).Scan(&last); err != nil {
			return err
		}
		// Later than all before, so that who watches the workspace notices.
		b, err = setUndone(ctx, tx, id, max(int64(at), last+1))
		return err
	})
	return b, err
}

// RedoLast has what [UndoLast] undid last count again. When somebody notes something
// newer, there is nothing of theirs to redo. The error is ErrNotFound when there is
// nothing, or no such account.
func RedoLast(ctx context.Context, s *store.Store, who, account string) (Batch, error) {
	var b Batch
	err := s.Write(ctx, "redo a touch", func(ctx context.Context, tx *sql.Tx) error {
		mine, err := ownTouches(ctx, s, tx, who, account)
		if err != nil {
			return err
		}
		newest, err := mine.batch(ctx, tx, `SELECT max(batch)`, `undone_at IS NULL`)
		if err != nil {
			return err
		}
		// Undone is the newest first, so that the oldest was undone last.
		id, err := mine.batch(ctx, tx, `SELECT min(batch)`, `undone_at IS NOT NULL AND batch > ?`, newest)
		if err != nil {
			return err
		}
		if id == 0 {
			return mine.nothing("redo")
		}
		b, err = setUndone(ctx, tx, id, 0)
		return err
	})
	return b, err
}

// touchesOf is which touches somebody can undo and redo.
type touchesOf struct {
	who, account string
	id           int64 // of the account; 0 for all
}

func ownTouches(ctx context.Context, s *store.Store, tx *sql.Tx, who, account string) (touchesOf, error) {
	o := touchesOf{who: who, account: account}
	var err error
	if account != "" {
		o.id, err = accountID(ctx, s, tx, account)
	}
	return o, err
}

// batch is the batch that a query chooses among them, 0 for none.
func (o touchesOf) batch(ctx context.Context, tx *sql.Tx, choose, where string, args ...any) (int64, error) {
	query, all := choose+` FROM touches WHERE who = ?`, []any{o.who}
	if o.id != 0 {
		query, all = query+` AND account = ?`, append(all, o.id)
	}
	var id sql.NullInt64
	err := tx.QueryRowContext(ctx, query+` AND `+where, append(all, args...)...).Scan(&id)
	return id.Int64, err
}

// nothing is the error when there is nothing to undo or redo.
func (o touchesOf) nothing(doing string) error {
	by := "you"
	if o.who != "" {
		by = o.who
	}
	if o.account == "" {
		return store.Errorf(store.ErrNotFound, "there is nothing of %s to %s", by, doing)
	}
	return store.Errorf(store.ErrNotFound, "there is nothing of %s to %s on %q", by, doing, o.account)
}

// setUndone has a batch count no longer from the instant on, or again where that is 0.
func setUndone(ctx context.Context, tx *sql.Tx, batch, at int64) (Batch, error) {
	b := Batch{ID: batch}
	var before []tables.TouchRow
	err := store.EachRow(ctx, tx, func(rows *sql.Rows) error {
		row, err := tables.ScanTouch(rows)
		before = append(before, row)
		return err
	}, `SELECT `+tables.TouchColumns+` FROM touches WHERE batch = ? ORDER BY id`, batch)
	if err != nil {
		return b, err
	}
	var ids []int64
	for _, row := range before {
		ids = append(ids, row.Account)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if err := checkTouches(ctx, tx, ids); err != nil {
		return b, err
	}
	instead := any(nil)
	if at != 0 {
		instead = at
	}
	if _, err := tx.ExecContext(ctx, `UPDATE touches SET undone_at = ? WHERE batch = ?`, instead, batch); err != nil {
		return b, err
	}
	sums := checksum.NewWriter(tx)
	var h checksum.Hasher
	for _, row := range before {
		was := row.Sum(&h)
		row.UndoneAt = at
		if err := sums.Add(ctx, checksum.Touches, row.Account, row.Sum(&h)-was); err != nil {
			return b, err
		}
	}
	if err := sums.Flush(ctx); err != nil {
		return b, err
	}
	return b, b.describe(ctx, tx, before)
}

// describe sets what the batch of the rows does.
func (b *Batch) describe(ctx context.Context, tx *sql.Tx, rows []tables.TouchRow) error {
	wanted := make(map[int64]bool, len(rows))
	var accounts []int64
	for _, row := range rows {
		accounts = append(accounts, row.Account)
		switch row.Kind {
		case tables.EditedTouch:
			b.Change = Edited
			wanted[row.Subject] = true
		case tables.DeletedTouch:
			b.Change = Deleted
			wanted[row.Subject] = true
		default:
			wanted[row.ID] = true
		}
	}
	slices.Sort(accounts)
	accounts = slices.Compact(accounts)
	names, err := externalIDs(ctx, tx, accounts)
	if err != nil {
		return err
	}
	err = eachTouch(ctx, tx, accounts, func(account int64, t Touch) {
		if wanted[t.ID] {
			t.Account = names[account]
			b.Touches = append(b.Touches, t)
		}
	})
	slices.SortFunc(b.Touches, func(x, y Touch) int { return cmp.Compare(x.ID, y.ID) })
	return err
}

// externalIDs is the external ids of the accounts with the ids.
func externalIDs(ctx context.Context, q store.Querier, ids []int64) (map[int64]string, error) {
	names, args := make(map[int64]string, len(ids)), make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	err := store.InBatches(args, func(batch []any) error {
		rows, err := tables.LoadAccounts(ctx, q, batch)
		for _, row := range rows {
			names[row.ID] = row.External
		}
		return err
	})
	return names, err
}
