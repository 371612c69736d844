package imports

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"strings"

	"trialist/scoring/eventlog"
	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/codec"
	"trialist/store/tables"
)

// undo applies the inverse of an import.
type undo struct {
	tx     *sql.Tx
	sizes  *sizes // once they were read
	page   int64  // the current one; -1 before the first
	packed codec.LogPage
	logs   [codec.PageSlots]eventlog.Log // of the current page
	events uint32                        // names
	names  [2]uint32                     // of attributes, by scope

	cleared map[codec.InverseTable]bool

	sums               *checksum.Writer
	accounts, contacts []int64 // whose rows were put back
}

// sizes is how much there was before the import.
type sizes struct{ accounts, contacts, memberships int64 }

var errUndoDamaged = store.Errorf(store.ErrDamaged, "what it takes to undo the import is damaged, nothing was changed; go back to a backup")

// run restores what the import changed, and removes what it added.
func (u *undo) run(ctx, uncancellable context.Context, revision int64) error {
	u.page, u.cleared = -1, make(map[codec.InverseTable]bool)
	u.sums = checksum.NewWriter(u.tx)
	if found, err := checksum.Verify(uncancellable, u.tx, checksum.UndoParts); err != nil || len(found.Damaged) > 0 {
		return cmp.Or(err, errUndoDamaged)
	}
	parts, err := u.parts(uncancellable, revision)
	if err != nil {
		return err
	}
	for _, part := range parts {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := u.applyPart(uncancellable, revision, part); err != nil {
			return err
		}
	}
	if u.sizes == nil {
		return errUndoDamaged
	}
	if err := u.flushPage(uncancellable); err != nil {
		return err
	}
	for _, table := range []codec.InverseTable{codec.InverseEventNames, codec.InverseAttributeNames} {
		if err := u.clearNames(uncancellable, table); err != nil { // there may have been none
			return err
		}
	}
	return u.remove(ctx)
}

// parts are the numbers of the parts.
func (u *undo) parts(ctx context.Context, revision int64) (parts []int64, err error) {
	err = store.EachRow(ctx, u.tx, func(rows *sql.Rows) error {
		var part int64
		err := rows.Scan(&part)
		parts = append(parts, part)
		return err
	}, `SELECT part FROM undo WHERE revision = ? ORDER BY part`, revision)
	return parts, err
}

func (u *undo) applyPart(ctx context.Context, revision, part int64) error {
	var packed []byte
	err := u.tx.QueryRowContext(ctx, `SELECT packed FROM undo WHERE revision = ? AND part = ?`, revision, part).Scan(&packed)
	if err != nil {
		return err
	}
	rows, err := codec.DecompressInverse(packed)
	if err != nil {
		return errUndoDamaged
	}
	return codec.EachInverseRow(rows, func(table codec.InverseTable, cells []any) error {
		return u.apply(ctx, table, cells)
	})
}

// apply puts one row back.
func (u *undo) apply(ctx context.Context, table codec.InverseTable, cells []any) error {
	if (u.sizes == nil) != (table == codec.InverseSizes) {
		return errUndoDamaged
	}
	switch table {
	case codec.InverseSizes:
		return u.begin(ctx, cells)
	case codec.InverseEventNames, codec.InverseAttributeNames:
		return u.insertName(ctx, table, cells)
	case codec.InverseAccounts:
		if len(cells) != 4 {
			return errUndoDamaged
		}
		u.accounts = append(u.accounts, rowID(cells))
		const update = `UPDATE accounts SET name = ?2, known = ?3, attributes = ?4 WHERE id = ?1`
		return u.update(ctx, update, cells)
	case codec.InverseContacts:
		if len(cells) != 2 {
			return errUndoDamaged
		}
		u.contacts = append(u.contacts, rowID(cells))
		return u.update(ctx, `UPDATE contacts SET attributes = ?2 WHERE id = ?1`, cells)
	case codec.InverseLogs, codec.InverseAddedLogs:
		return u.restoreLog(ctx, table, cells)
	}
	return errUndoDamaged
}

// begin sets the sizes. It refuses when something that would be removed is still
// needed.
func (u *undo) begin(ctx context.Context, cells []any) error {
	n := make([]int64, 4)
	for i := range n {
		ok := len(cells) == len(n)
		if ok {
			n[i], ok = cells[i].(int64)
		}
		if !ok {
			return errUndoDamaged
		}
	}
	id, err := store.ReadFileIdentity(ctx, u.tx)
	if err != nil {
		return err
	}
	if int64(id.Version) != n[0] {
		return store.Errorf(store.ErrNotFound, "the last import was made by an older trialist and cannot be undone by this one; go back to a backup")
	}
	u.sizes = &sizes{n[1], n[2], n[3]}
	for _, kept := range []struct{ accounts, why string }{
		{touchedAccounts, "somebody noted a touch of"}, {toldAccounts, "a message was sent to"},
	} {
		found, more, err := firstAccounts(ctx, u.tx, kept.accounts, u.sizes.accounts)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			continue
		}
		who := strings.Join(found, ", ")
		if more > 0 {
			who += fmt.Sprintf(" and %d more", more)
		}
		return store.Errorf(store.ErrConflict, "the import cannot be undone: %s %s, who came with it", kept.why, who)
	}
	return nil
}

// rowID is the id in the first cell of a row, 0 when it is something else.
func rowID(cells []any) int64 {
	id, _ := cells[0].(int64)
	return id
}

// before is the sizes before the import, for caches that are older.
func (u *undo) before() codec.Sizes {
	return codec.Sizes{Accounts: uint32(u.sizes.accounts), Events: u.events, Attributes: u.names}
}

func (u *undo) update(ctx context.Context, query string, cells []any) error {
	_, err := u.tx.ExecContext(ctx, query, cells...)
	return err
}

// clearNames empties a table of names before its first row is restored.
func (u *undo) clearNames(ctx context.Context, table codec.InverseTable) error {
	if u.cleared[table] {
		return nil
	}
	u.cleared[table] = true
	_, err := u.tx.ExecContext(ctx, `DELETE FROM `+nameTables[table])
	return err
}

// nameTables are the tables that are restored as a whole.
var nameTables = map[codec.InverseTable]string{
	codec.InverseEventNames: "event_names", codec.InverseAttributeNames: "attribute_names",
}

// insertName restores a name.
func (u *undo) insertName(ctx context.Context, table codec.InverseTable, cells []any) error {
	if len(cells) < 3 {
		return errUndoDamaged
	}
	if err := u.clearNames(ctx, table); err != nil {
		return err
	}
	first, isNumber := cells[0].(int64)
	second, hasScope := cells[1].(int64)
	switch {
	case table == codec.InverseEventNames && isNumber:
		u.events = max(u.events, uint32(first))
	case table == codec.InverseAttributeNames && isNumber && hasScope && (first == 0 || first == 1):
		u.names[first] = max(u.names[first], uint32(second))
	default:
		return errUndoDamaged
	}
	_, err := u.tx.ExecContext(ctx, `INSERT INTO `+nameTables[table]+` VALUES (`+store.Placeholders(len(cells))+`)`, cells...)
	return err
}

// restoreLog restores the log of an account. Accounts come in order.
func (u *undo) restoreLog(ctx context.Context, table codec.InverseTable, cells []any) error {
	var account int64
	var log []byte
	if len(cells) == 2 {
		account, _ = cells[0].(int64)
		log, _ = cells[1].([]byte)
	}
	if account < 1 || account > u.sizes.accounts {
		return errUndoDamaged
	}
	page, place := codec.PageIndex(int(account - 1))
	if page != u.page {
		if err := u.flushPage(ctx); err != nil {
			return err
		}
		if err := u.loadPage(ctx, page); err != nil {
			return err
		}
	}
	if table == codec.InverseLogs {
		u.logs[place] = log
		return nil
	}
	rest, err := eventlog.Subtract(nil, u.logs[place], log)
	if err != nil {
		return tables.LogDamageError(err)
	}
	u.logs[place] = rest
	return nil
}

func (u *undo) loadPage(ctx context.Context, page int64) error {
	u.page = page
	clear(u.logs[:])
	if err := u.sums.Flush(ctx); err != nil {
		return err
	}
	packed, err := tables.LoadPage(ctx, u.tx, page)
	if err != nil || packed == nil {
		u.packed = nil
		return err
	}
	u.packed = packed
	if err := u.packed.Decode(&u.logs); err != nil {
		return tables.LogDamageError(err)
	}
	return nil
}

// flushPage writes the current page without the accounts that will be removed. It
// deletes a page without logs.
func (u *undo) flushPage(ctx context.Context) error {
	if u.page < 0 {
		return nil
	}
	empty := true
	for place := range u.logs {
		if u.page*codec.PageSlots+int64(place) >= u.sizes.accounts {
			u.logs[place] = nil
		}
		empty = empty && len(u.logs[place]) == 0
	}
	if empty {
		if _, err := u.tx.ExecContext(ctx, `DELETE FROM log_pages WHERE page = ?`, u.page); err != nil {
			return err
		}
		return u.sums.Set(ctx, checksum.LogPages, u.page+1, 0)
	}
	packed := codec.EncodeLogPage(nil, &u.logs)
	_, err := u.tx.ExecContext(ctx, `INSERT INTO log_pages (page, logs) VALUES (?, ?)
		ON CONFLICT (page) DO UPDATE SET logs = excluded.logs`, u.page, packed)
	if err != nil {
		return err
	}
	return u.sums.Set(ctx, checksum.LogPages, u.page+1, checksum.LogPage(u.page, packed))
}
