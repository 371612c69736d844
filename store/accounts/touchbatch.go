package accounts

import (
	"context"
	"database/sql"
	"slices"

	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/tables"
)

// Batch is what was done at one time, and is undone as one: touches of any number of
// accounts, or a change of one.
type Batch struct {
	ID      int64
	Change  Change
	Touches []Touch // that were made, changed or deleted, as they are now or were at last; by id
}

// Change is what a batch does.
type Change uint8

// The changes.
const (
	Added Change = iota
	Edited
	Deleted
)

// AddTouches stores touches of any accounts in one transaction. They are undone
// together. The error is ErrNotFound when there is no such account; nothing is stored
// then.
func AddTouches(ctx context.Context, s *store.Store, touches []Touch) (Batch, error) {
	b := Batch{Touches: slices.Clone(touches)}
	if len(touches) == 0 {
		return b, nil
	}
	err := s.Write(ctx, "add touches", func(ctx context.Context, tx *sql.Tx) error {
		ids, err := touchedIDs(ctx, s, tx, touches)
		if err != nil {
			return err
		}
		if b.ID, err = nextTouch(ctx, tx); err != nil {
			return err
		}
		rows := make([]tables.TouchRow, len(touches))
		for i := range b.Touches {
			t := &b.Touches[i]
			if err := t.validate(); err != nil {
				return err
			}
			t.ID, t.Batch, t.Undone = b.ID+int64(i), b.ID, false
			rows[i] = t.row(ids[t.Account], b.ID)
		}
		return insertTouches(ctx, tx, rows)
	})
	if err != nil {
		return Batch{}, err
	}
	return b, nil
}

// AddTouch is [AddTouches] for a single one.
func AddTouch(ctx context.Context, s *store.Store, t Touch) (Touch, error) {
	b, err := AddTouches(ctx, s, []Touch{t})
	if err != nil {
		return t, err
	}
	return b.Touches[0], nil
}

// EditTouch changes the text of a touch. It is undone as the touch of somebody. The
// error is ErrNotFound when there is no such touch, or it does not count, and
// ErrConflict when it has no text.
func EditTouch(ctx context.Context, s *store.Store, id int64, text, who string, at value.Instant) (Batch, error) {
	return changeTouch(ctx, s, Edited, tables.TouchRow{Subject: id, At: int64(at), Kind: tables.EditedTouch, Who: who, Body: text})
}

// DeleteTouch has a touch count no longer, whosever it is. It is undone as the touch
// of somebody. The error is ErrNotFound when there is no such touch, or it does not
// count.
func DeleteTouch(ctx context.Context, s *store.Store, id int64, who string, at value.Instant) (Batch, error) {
	return changeTouch(ctx, s, Deleted, tables.TouchRow{Subject: id, At: int64(at), Kind: tables.DeletedTouch, Who: who})
}

// changeTouch stores a change of the subject.
func changeTouch(ctx context.Context, s *store.Store, change Change, row tables.TouchRow) (Batch, error) {
	b := Batch{Change: change}
	err := s.Write(ctx, change.doing(), func(ctx context.Context, tx *sql.Tx) error {
		subject, err := findTouch(ctx, tx, row.Subject)
		if err != nil {
			return err
		}
		if change == Edited && !subject.Kind.HasText() {
			return store.Errorf(store.ErrConflict, "touch %d is of the kind %v, which has no text", row.Subject, subject.Kind)
		}
		if b.ID, err = nextTouch(ctx, tx); err != nil {
			return err
		}
		row.ID, row.Batch = b.ID, b.ID
		if row.Account, err = accountOfTouch(ctx, tx, row.Subject); err != nil {
			return err
		}
		if change == Edited {
			subject.Body = row.Body
		}
		subject.Undone = change == Deleted
		b.Touches = []Touch{subject}
		return insertTouches(ctx, tx, []tables.TouchRow{row})
	})
	if err != nil {
		return Batch{}, err
	}
	return b, nil
}

// doing is what the change is called in errors.
func (c Change) doing() string {
	switch c {
	case Edited:
		return "edit a touch"
	case Deleted:
		return "delete a touch"
	case Added:
	}
	return "add touches"
}

// accountOfTouch is the id of the account that a touch is about, 0 for none.
func accountOfTouch(ctx context.Context, q store.Querier, id int64) (account int64, err error) {
	err = store.EachRow(ctx, q, func(rows *sql.Rows) error { return rows.Scan(&account) }, `SELECT account FROM touches WHERE id = ?`, id)
	return account, err
}

// findTouch is a touch that counts. The error is ErrNotFound where there is none.
func findTouch(ctx context.Context, q store.Querier, id int64) (found Touch, err error) {
	account, err := accountOfTouch(ctx, q, id)
	if err != nil {
		return found, err
	}
	there := false
	if account != 0 {
		err := eachTouch(ctx, q, []int64{account}, func(_ int64, t Touch) {
			if t.ID == id && !t.Undone {
				found, there = t, true
			}
		})
		if err != nil {
			return found, err
		}
	}
	if !there {
		return found, store.Errorf(store.ErrNotFound, "there is no touch %d that counts; trialist touch list shows those there are", id)
	}
	rows, err := tables.LoadAccounts(ctx, q, []any{account})
	if err == nil {
		found.Account = rows[0].External
	}
	return found, err
}

// touchedIDs is the ids of the accounts of touches. The touches that the accounts have
// are sound, as their checksums are added to.
func touchedIDs(ctx context.Context, s *store.Store, tx *sql.Tx, touches []Touch) (map[string]int64, error) {
	externals := make([]string, len(touches))
	for i, t := range touches {
		externals[i] = t.Account
	}
	slices.Sort(externals)
	externals = slices.Compact(externals)
	found, err := tables.AccountsByExternal(ctx, tx, externals)
	if err != nil {
		return nil, err
	}
	ids := make([]int64, 0, len(externals))
	for _, external := range externals {
		id, ok := found[external]
		if !ok {
			if id, err = accountID(ctx, s, tx, external); err != nil {
				return nil, err
			}
			found[external] = id
		}
		ids = append(ids, id)
	}
	return found, checkTouches(ctx, tx, ids)
}

// checkTouches is the error when touches of the accounts are damaged.
func checkTouches(ctx context.Context, q store.Querier, accounts []int64) error {
	return tables.EachAccountTouches(ctx, q, accounts, func([]tables.TouchRow) error { return nil })
}

// nextTouch is the id of the next touch. Ids are not used again.
func nextTouch(ctx context.Context, q store.Querier) (id int64, err error) {
	err = q.QueryRowContext(ctx, `SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'touches'), 0) + 1`).Scan(&id)
	return id, err
}

// insertTouches stores rows, and adds them to the checksums of their accounts.
func insertTouches(ctx context.Context, tx *sql.Tx, rows []tables.TouchRow) error {
	insert := store.BulkInserter{Tx: tx, Insert: `INSERT OR FAIL INTO touches (` + tables.TouchColumns + `)`, Columns: tables.TouchColumnCount}
	sums := checksum.NewWriter(tx)
	var h checksum.Hasher
	for i := range rows {
		if err := insert.Add(ctx, rows[i].Values()...); err != nil {
			return err
		}
		if err := sums.Add(ctx, checksum.Touches, rows[i].Account, rows[i].Sum(&h)); err != nil {
			return err
		}
	}
	if err := insert.Flush(ctx); err != nil {
		return err
	}
	return sums.Flush(ctx)
}
