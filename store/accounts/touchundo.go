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

// UndoScope says which touches are undone and redone.
type UndoScope struct {
	Who     string // whose
	Account string // the external id of the account that they are about; "" for any
	// Batch is the one that is meant, if it is one of them that can still be undone or
	// redone; else it is the last. It is 0 for the last.
	Batch int64
}

// UndoLast has the newest batch of the scope count no longer, in all accounts that it
// is about. At is when. The error is ErrNotFound when there is nothing to undo, or no
// such account.
func UndoLast(ctx context.Context, s *store.Store, scope UndoScope, at value.Instant) (Batch, error) {
	var b Batch
	err := s.Write(ctx, "undo a touch", func(ctx context.Context, tx *sql.Tx) error {
		mine, err := ownTouches(ctx, s, tx, scope)
		if err != nil {
			return err
		}
		id, err := mine.lastCounting(ctx, tx)
		if err != nil {
			return err
		}
		if id == 0 {
			return mine.nothing("undo")
		}
		// Later than all before, so that who watches the workspace notices, and so that redo
		// knows the order.
		var undone undoneMark
		err = tx.QueryRowContext(ctx, `SELECT max(?, coalesce(max(undone_at), 0) + 1) FROM touches`, int64(at)).Scan(&undone.at)
		if err != nil {
			return err
		}
		next, err := nextTouch(ctx, tx)
		if err != nil {
			return err
		}
		undone.after = next - 1
		b, err = setUndone(ctx, tx, id, undone)
		return err
	})
	return b, err
}

// RedoLast has the batch of the scope that was undone last count again. Where its user
// has noted something since, about any account that it is about, or about any account
// at all where the scope has none, it stays undone, and so does what was undone before.
// The error is ErrNotFound when there is nothing to redo, or no such account.
func RedoLast(ctx context.Context, s *store.Store, scope UndoScope) (Batch, error) {
	var b Batch
	err := s.Write(ctx, "redo a touch", func(ctx context.Context, tx *sql.Tx) error {
		mine, err := ownTouches(ctx, s, tx, scope)
		if err != nil {
			return err
		}
		id, err := mine.lastUndone(ctx, tx)
		if err != nil {
			return err
		}
		if id == 0 {
			return mine.nothing("redo")
		}
		b, err = setUndone(ctx, tx, id, undoneMark{})
		return err
	})
	return b, err
}

// touchesOf is which touches somebody can undo and redo.
type touchesOf struct {
	UndoScope
	id int64 // of the account; 0 for all
}

func ownTouches(ctx context.Context, s *store.Store, tx *sql.Tx, scope UndoScope) (touchesOf, error) {
	o := touchesOf{UndoScope: scope}
	var err error
	if scope.Account != "" {
		o.id, err = accountID(ctx, s, tx, scope.Account)
	}
	return o, err
}

// lastCounting is the batch that undo takes, 0 for none. What somebody else has deleted
// does not count already.
func (o touchesOf) lastCounting(ctx context.Context, tx *sql.Tx) (int64, error) {
	const counts = `undone_at IS NULL AND NOT EXISTS (
		SELECT 1 FROM touches AS change WHERE change.subject = touches.id AND change.kind = 'deleted' AND change.undone_at IS NULL)`
	if o.Batch != 0 {
		if id, err := o.scan(ctx, tx, `max(batch)`, counts+` AND batch = ?`, o.Batch); err != nil || id != 0 {
			return id, err
		}
	}
	return o.scan(ctx, tx, `max(batch)`, counts)
}

// lastUndone is the batch that redo takes, 0 for none.
func (o touchesOf) lastUndone(ctx context.Context, tx *sql.Tx) (int64, error) {
	if o.Batch != 0 {
		if id, err := o.scan(ctx, tx, `max(batch)`, `undone_at IS NOT NULL AND batch = ?`, o.Batch); err != nil {
			return 0, err
		} else if id != 0 {
			ended, err := o.ended(ctx, tx, id, false)
			if err != nil || !ended {
				return id, err
			}
		}
	}
	last, err := o.scan(ctx, tx, `max(undone_at)`, `undone_at IS NOT NULL`)
	if err != nil || last == 0 {
		return 0, err
	}
	id, err := o.scan(ctx, tx, `max(batch)`, `undone_at = ?`, last)
	if err != nil {
		return 0, err
	}
	if ended, err := o.ended(ctx, tx, id, o.id == 0); err != nil || ended {
		return 0, err
	}
	return id, nil
}

// ended reports whether the user has noted something after a batch was undone: about one
// of its accounts, or about any.
func (o touchesOf) ended(ctx context.Context, tx *sql.Tx, batch int64, anywhere bool) (bool, error) {
	query := `SELECT EXISTS (SELECT 1 FROM touches WHERE who = ?1 AND id > (SELECT max(coalesce(undone_after, 0)) FROM touches WHERE batch = ?2)`
	if !anywhere {
		query += ` AND account IN (SELECT account FROM touches WHERE batch = ?2)`
	}
	ended := false
	err := tx.QueryRowContext(ctx, query+`)`, o.Who, batch).Scan(&ended)
	return ended, err
}

// scan is the number that a query chooses among them, 0 for none.
func (o touchesOf) scan(ctx context.Context, tx *sql.Tx, choose, where string, args ...any) (int64, error) {
	query, all := `SELECT `+choose+` FROM touches WHERE who = ?`, []any{o.Who}
	if o.id != 0 {
		query, all = query+` AND account = ?`, append(all, o.id)
	}
	var number sql.NullInt64
	err := tx.QueryRowContext(ctx, query+` AND `+where, append(all, args...)...).Scan(&number)
	return number.Int64, err
}

// nothing is the error when there is nothing to undo or redo.
func (o touchesOf) nothing(doing string) error {
	by := "you"
	if o.Who != "" {
		by = o.Who
	}
	if o.Account == "" {
		return store.Errorf(store.ErrNotFound, "there is nothing of %s to %s", by, doing)
	}
	return store.Errorf(store.ErrNotFound, "there is nothing of %s to %s on %q", by, doing, o.Account)
}

// undoneMark is when a touch was undone; both are 0 for one that counts.
type undoneMark struct {
	at    int64 // in milliseconds
	after int64 // the highest id ever
}

// setUndone has a batch count no longer, or again.
func setUndone(ctx context.Context, tx *sql.Tx, batch int64, undone undoneMark) (Batch, error) {
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
	_, err = tx.ExecContext(ctx, `UPDATE touches SET undone_at = nullif(?, 0), undone_after = nullif(?, 0) WHERE batch = ?`, undone.at, undone.after, batch)
	if err != nil {
		return b, err
	}
	sums := checksum.NewWriter(tx)
	var h checksum.Hasher
	for _, row := range before {
		was := row.Sum(&h)
		row.UndoneAt, row.UndoneAfter = undone.at, undone.after
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
