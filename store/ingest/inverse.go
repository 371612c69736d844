package ingest

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"

	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/codec"
)

// inverse collects what is needed to undo an import: the rows that it changes, as
// they were before. For rows that it adds, the sizes before the import are enough. It
// is written part by part. Once it is too large it is given up, and the reason stored.
type inverse struct {
	tx       *sql.Tx
	queue    *statementQueue
	revision int64
	limit    int64 // bytes that it may take
	size     int64 // bytes that it takes
	parts    int
	sums     []uint32      // of the parts
	rows     []byte        // of the current part
	accounts codec.SlotSet // that were added, by slot
	contacts codec.SlotSet // that were added, by id minus 1
	given    string        // why it was given up; "" when it was not
	err      error         // the first one
}

// inversePart is how many bytes of rows make a part. Parts are compressed while others
// merge, and the last one when nobody else has anything to do.
const inversePart = 1 << 18

// beginInverse starts the inverse with the sizes as they are now. It must be called
// before anything is changed.
func beginInverse(ctx context.Context, im *importer) (*inverse, error) {
	v := &inverse{tx: im.tx, queue: im.queue, revision: im.audit.Revision + 1}
	setting, err := store.LoadSetting(ctx, im.tx, store.UndoSetting)
	if err != nil {
		return nil, err
	}
	if v.limit, err = store.ParseUndoLimit(setting); err != nil {
		return nil, err
	}
	if v.limit == 0 {
		v.given = "the setting undo is off"
		return v, nil
	}
	// After a backup was restored, there may be the inverse of another import under
	// this revision.
	result, err := im.tx.ExecContext(ctx, `DELETE FROM undo WHERE revision >= ?`, v.revision)
	if err != nil {
		return nil, err
	}
	if n, err := result.RowsAffected(); err != nil || n > 0 {
		if err := cmp.Or(err, checksum.SealKinds(ctx, im.tx, checksum.UndoParts)); err != nil {
			return nil, err
		}
	}
	sizes := make([]any, 4)
	err = im.tx.QueryRowContext(ctx, `SELECT (SELECT user_version FROM pragma_user_version),
		(SELECT coalesce(max(id), 0) FROM accounts), (SELECT coalesce(max(id), 0) FROM contacts),
		(SELECT coalesce(max(id), 0) FROM memberships)`).Scan(&sizes[0], &sizes[1], &sizes[2], &sizes[3])
	if err != nil {
		return nil, err
	}
	v.add(codec.InverseSizes, sizes...)
	if err := v.addTable(ctx, codec.InverseEventNames, `SELECT * FROM event_names`); err != nil {
		return nil, err
	}
	return v, v.addTable(ctx, codec.InverseAttributeNames, `SELECT * FROM attribute_names`)
}

// addTable keeps all rows of a small table. It may be called before the queue is
// given anything to do.
func (v *inverse) addTable(ctx context.Context, table codec.InverseTable, query string) error {
	return store.EachRow(ctx, v.tx, func(rows *sql.Rows) error {
		columns, err := rows.Columns()
		if err != nil {
			return err
		}
		cells, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		v.add(table, cells...)
		return v.err
	}, query)
}

// kept reports whether nothing was given up.
func (v *inverse) kept() bool { return v.given == "" }

// add keeps a row.
func (v *inverse) add(table codec.InverseTable, cells ...any) {
	if !v.kept() || v.err != nil {
		return
	}
	if v.rows, v.err = codec.AppendInverseRow(v.rows, table, cells...); len(v.rows) >= inversePart {
		v.flush()
	}
}

// addRows keeps rows that were packed elsewhere.
func (v *inverse) addRows(rows []byte) {
	if !v.kept() || v.err != nil || len(rows) == 0 {
		return
	}
	if v.rows = append(v.rows, rows...); len(v.rows) >= inversePart {
		v.flush()
	}
}

// account keeps an account as it was, the first time.
func (v *inverse) account(id uint32, a *accountRecord, known bool) {
	if v.kept() && v.accounts.AddNew(id-1) {
		flag := int64(0)
		if known {
			flag = 1
		}
		v.add(codec.InverseAccounts, int64(id), a.name, flag, store.NonNil(a.attributes))
	}
}

// contact keeps a contact as it was, the first time.
func (v *inverse) contact(id uint32, c *contact) {
	if v.kept() && v.contacts.AddNew(id-1) {
		v.add(codec.InverseContacts, int64(id), store.NonNil(c.attributes))
	}
}

// flush writes the current part.
func (v *inverse) flush() {
	if len(v.rows) == 0 || v.err != nil || !v.kept() {
		return
	}
	packed, err := codec.CompressInverse(v.rows)
	v.rows = v.rows[:0]
	if err != nil {
		v.err = err
		return
	}
	if v.size += int64(len(packed)); v.size > v.limit {
		v.giveUp(fmt.Sprintf("what it would take is more than the %s that the setting undo allows", store.FormatUndoLimit(v.limit)))
		return
	}
	part := v.parts
	v.parts++
	var h checksum.Hasher
	v.sums = append(v.sums, checksum.UndoPart(&h, v.revision, int64(part), packed))
	v.run(`INSERT INTO undo (revision, part, packed) VALUES (?, ?, ?)`, v.revision, part, packed)
}

// giveUp drops the inverse, and keeps the reason.
func (v *inverse) giveUp(why string) {
	v.given = why
	v.rows, v.accounts, v.contacts, v.sums = nil, nil, nil, nil
	v.run(`DELETE FROM undo WHERE revision = ?`, v.revision)
}

// run has a statement run in its turn.
func (v *inverse) run(statement string, args ...any) {
	err := v.queue.submit(func() error {
		_, err := v.tx.ExecContext(context.Background(), statement, args...)
		return err
	})
	if v.err == nil {
		v.err = err
	}
}

// finish writes the last part, and drops the inverse of the import before.
func (v *inverse) finish(ctx context.Context, sums *checksum.Writer) error {
	v.flush()
	v.run(`DELETE FROM undo WHERE revision <> ?`, v.revision)
	if v.err != nil {
		return v.err
	}
	if err := sums.Truncate(ctx, checksum.UndoParts, int64(len(v.sums))); err != nil {
		return err
	}
	for part, sum := range v.sums {
		if err := sums.Set(ctx, checksum.UndoParts, int64(part)+1, sum); err != nil {
			return err
		}
	}
	return nil
}
