package imports

import (
	"context"
	"database/sql"
	"fmt"

	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/codec"
	"trialist/store/rulebooks"
)

// Undo undoes the newest import: customers, contacts, events and names are again as
// they were before it, under the next revision, and the time zone is unset that the
// import set. Touches, signals and other settings stay.
// At and by are for the list of imports.
//
// The error is ErrNotFound when there is no import or it cannot be undone, and
// ErrConflict when there is a touch of a customer that would be removed, or it was sent a message.
func Undo(ctx context.Context, s *store.Store, at value.Instant, by string) (Import, error) {
	list, err := List(ctx, s)
	if err != nil {
		return Import{}, err
	}
	if len(list) == 0 {
		return Import{}, store.Errorf(store.ErrNotFound, "nothing was imported into %s yet", s.Path())
	}
	last := list[0]
	err = s.Write(ctx, "undo the last import", func(uncancellable context.Context, tx *sql.Tx) error {
		if err := checkUndoable(uncancellable, tx, last); err != nil {
			return err
		}
		u := &undo{tx: tx}
		if err := u.run(ctx, uncancellable, last.ID); err != nil {
			return err
		}
		if last.TimeZone, err = rulebooks.TakeBackTimeZone(uncancellable, tx, last.ID, rulebooks.Commit{Who: by, At: at, Summary: "undoing the import that set it"}); err != nil {
			return err
		}
		return u.record(uncancellable, last.ID, at, by)
	})
	if err != nil {
		return Import{}, err
	}
	s.Checkpoint(ctx, "undo the last import")
	last.Undone, last.Undoable, last.UndoneAt, last.UndoneBy = true, false, at, by
	return last, nil
}

// checkUndoable says why the import cannot be undone, if it cannot.
func checkUndoable(ctx context.Context, tx *sql.Tx, last Import) error {
	var newest, parts int64
	var forgotten bool
	err := tx.QueryRowContext(ctx, `SELECT (SELECT max(revision) FROM imports), (SELECT count(*) FROM undo WHERE revision = ?1),
			EXISTS (SELECT 1 FROM imports WHERE revision > ?1 AND path = '' AND undoes = 0)`, last.ID). // as forget leaves it
		Scan(&newest, &parts, &forgotten)
	switch {
	case err != nil:
		return err
	case last.Undone:
		return store.Errorf(store.ErrNotFound, "the last import, of %s, was undone already; only one can be", last.Path)
	case newest != last.ID && parts > 0:
		return store.Errorf(store.ErrConflict, "something was imported meanwhile; look at trialist imports and try again")
	case parts == 0 && forgotten:
		return store.Errorf(store.ErrNotFound, "the import of %s cannot be undone, as what that takes is not there: a customer was forgotten since, which erases it", last.Path)
	case parts == 0:
		return store.Errorf(store.ErrNotFound, "the import of %s cannot be undone, as what that takes was not kept; go back to a backup", last.Path)
	}
	return nil
}

// record adds the undoing to the list of imports. The import that was undone gets
// another stamp, so that snapshots and caches made from its data are recognised as
// of other data. Those made before it stay valid.
func (u *undo) record(ctx context.Context, revision int64, at value.Instant, by string) error {
	nothing := codec.Delta{Before: u.before()}.Encode(nil)
	const before = `(SELECT max(last_event) FROM imports WHERE revision < ?1)`
	for _, s := range []struct {
		statement string
		args      []any
	}{
		{`UPDATE imports SET stamp = random(), touched = ?2, last_event = ` + before + ` WHERE revision = ?1`, []any{revision, nothing}},
		{`INSERT INTO imports (revision, path, format, kind, new, changed, duplicate, rejected, last_event, touched, imported_at,
				imported_by, undoes, stamp)
			SELECT revision + 1, path, format, kind, 0, 0, 0, 0, last_event, touched, nullif(?2, 0), nullif(?3, ''), revision, random()
			FROM imports WHERE revision = ?1`, []any{revision, int64(at), by}},
		{`DELETE FROM undo`, nil},
		{`DELETE FROM matches WHERE revision >= ?1`, []any{revision}},
		{`DELETE FROM columns WHERE revision >= ?1`, []any{revision}},
	} {
		if _, err := u.tx.ExecContext(ctx, s.statement, s.args...); err != nil {
			return err
		}
	}
	if err := checksum.SealKinds(ctx, u.tx, checksum.UndoParts); err != nil {
		return err
	}
	return store.SealImport(ctx, u.tx, revision, revision+1)
}

// touchedAccounts is of accounts that have a touch which was not undone or deleted.
const touchedAccounts = `SELECT account FROM touches WHERE undone_at IS NULL AND subject IS NULL
	AND NOT EXISTS (SELECT 1 FROM touches AS change WHERE change.subject = touches.id AND change.kind = 'deleted' AND change.undone_at IS NULL)`

// toldAccounts is of accounts that were told something: were they imported again, they would
// be told it once more.
const toldAccounts = `SELECT told.account FROM told JOIN outbox ON outbox.id = told.id WHERE outbox.state <> 'skipped'`

// firstAccounts lists the first few of the accounts after the number, and how many more
// there are.
func firstAccounts(ctx context.Context, tx *sql.Tx, of string, after int64) (ids []string, more int, err error) {
	const few = 3
	err = store.EachRow(ctx, tx, func(rows *sql.Rows) error {
		var external string
		if err := rows.Scan(&external); err != nil {
			return err
		}
		if len(ids) < few {
			ids = append(ids, fmt.Sprintf("%q", external))
		} else {
			more++
		}
		return nil
	}, `SELECT external FROM accounts WHERE id > ? AND id IN (`+of+`) ORDER BY id`, after)
	return ids, more, err
}
