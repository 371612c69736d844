package care

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"trialist/scoring/progress"
	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/tables"
)

// Repair saves what is sound in the workspace to a new workspace at the path, and says
// line by line what is not. Of an account or a contact that is lost an empty slot
// stays, as numbers have no gaps. Caches and what it takes to undo the last import are
// left out. The error is fs.ErrExist when there is a file already.
func Repair(ctx context.Context, s *store.Store, path string) (lost []string, err error) {
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		if err == nil {
			return nil, store.Errorf(fs.ErrExist, "repair: %s exists; choose another name", path)
		}
		return nil, s.Describe("repair", err)
	}
	saved, err := store.Open(ctx, path, store.Options{})
	if err != nil {
		return nil, err
	}
	r := &rescue{from: s}
	err = saved.Write(ctx, "repair", func(uncancellable context.Context, tx *sql.Tx) error {
		r.to = tx
		return s.Read(ctx, "repair", func(_ context.Context, from *sql.Tx) error {
			r.q = from
			return r.run(ctx, uncancellable)
		})
	})
	if err != nil {
		return nil, errors.Join(err, saved.Close(), os.Remove(path))
	}
	return r.lost, saved.Close()
}

// rescue is a repair under way.
type rescue struct {
	from *store.Store
	q    *sql.Tx // reads what is damaged
	to   *sql.Tx
	lost []string
}

// rescuedTable is a table whose rows are saved one by one.
type rescuedTable struct {
	table, key string
	columns    string
	kinds      []checksum.Kind                           // of the row, in the order in which they are told
	id         func(id int64) string                     // the key of the row with a checksum under the id, as SQL
	dense      bool                                      // ids have no gaps
	instead    func(id int64, kind checksum.Kind) string // statement that stands for a lost part; may be nil
}

func sameID(id int64) string { return fmt.Sprint(id) }

// rescuedTables are in the order in which they are saved.
func rescuedTables() []rescuedTable {
	slot := func(table, columns, values string) func(id int64, kind checksum.Kind) string {
		return func(id int64, kind checksum.Kind) string {
			if kind.Owner() != kind { // the attributes alone
				return fmt.Sprintf(`UPDATE %s SET attributes = x'' WHERE id = %d`, table, id)
			}
			return fmt.Sprintf(`INSERT OR REPLACE INTO %s (id, external, %s) VALUES (%d, char(1) || %d, %s)`, table, columns, id, id, values)
		}
	}
	before := func(id int64) string { return fmt.Sprint(id - 1) }
	eventName := func(id int64, _ checksum.Kind) string {
		return fmt.Sprintf(`INSERT INTO event_names VALUES (%d, 'lost name %d', 1)`, id, id)
	}
	attributeName := func(id int64, _ checksum.Kind) string {
		return fmt.Sprintf(`INSERT INTO attribute_names VALUES (%d, %d, 'lost name %d', 1, 0, 0, 0)`, id%2, id/2, id)
	}
	return []rescuedTable{
		{
			table: "event_names", key: "id", columns: "id, name, occurrences",
			kinds: []checksum.Kind{checksum.EventNames}, id: sameID, instead: eventName,
		},
		{
			table: "attribute_names", key: "2 * number + scope", columns: "scope, number, name, texts, numbers, dates, flags",
			kinds: []checksum.Kind{checksum.AttributeNames}, id: sameID, instead: attributeName,
		},
		{
			table: "accounts", key: "id", columns: "id, external, name, known, attributes",
			kinds: []checksum.Kind{checksum.Accounts, checksum.AccountAttributes}, id: sameID,
			dense: true, instead: slot("accounts", "name, known, attributes", "'', 0, x''"),
		},
		{
			table: "contacts", key: "id", columns: "id, external, attributes",
			kinds: []checksum.Kind{checksum.Contacts, checksum.ContactAttributes}, id: sameID,
			dense: true, instead: slot("contacts", "attributes", "x''"),
		},
		{table: "memberships", key: "id", columns: "contact, account", kinds: []checksum.Kind{checksum.Memberships}, id: sameID},
		{table: "log_pages", key: "page", columns: "page, logs", kinds: []checksum.Kind{checksum.LogPages}, id: before},
		{
			table: "imports", key: "revision",
			columns: `revision, path, format, kind, new, changed, duplicate, rejected, last_event, stamp, imported_at, imported_by, undoes`,
			kinds:   []checksum.Kind{checksum.Imports, checksum.ImportNotes}, id: sameID,
		},
		{
			table: "rulebooks", key: "version", columns: "version, body, saved_at, saved_by, summary",
			kinds: []checksum.Kind{checksum.Rulebooks}, id: sameID,
		},
		{
			table: "touches", key: "account", columns: tables.TouchColumns,
			kinds: []checksum.Kind{checksum.Touches}, id: sameID,
		},
		{table: "forgotten_key", key: "id", columns: "id, key", kinds: []checksum.Kind{checksum.ForgottenKey}, id: sameID},
		{table: "forgotten", key: "1", columns: "hash", kinds: []checksum.Kind{checksum.Forgotten}, id: sameID},
		{table: "views", key: "id", columns: "id, body", kinds: []checksum.Kind{checksum.Views}, id: sameID},
		{
			table: "looks", key: "id", columns: "id, who, at, as_of, revision, accounts, body, time_zone, keys",
			kinds: []checksum.Kind{checksum.Looks}, id: sameID,
		},
		{table: "look_blocks", key: "id >> 20", columns: "id, states", kinds: []checksum.Kind{checksum.LookBlocks}, id: sameID},
		{table: "settings", key: "1", columns: "key, value", kinds: []checksum.Kind{checksum.Settings}, id: sameID},
	}
}

func (r *rescue) run(ctx, uncancellable context.Context) error {
	all := rescuedTables()
	for i := range all {
		progress.Report(ctx, "saving "+all[i].table, i, len(all))
		if err := r.save(ctx, uncancellable, &all[i]); err != nil {
			return err
		}
	}
	return checksum.SealKinds(uncancellable, r.to, checksum.All()...)
}

// save saves the rows of a table that fit their checksums.
func (r *rescue) save(ctx, uncancellable context.Context, t *rescuedTable) error {
	ids, err := r.ids(uncancellable, t)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := r.saveRow(uncancellable, t, id); err != nil {
			return err
		}
	}
	return nil
}

// ids are the ids that have checksums, or would be between those that have.
func (r *rescue) ids(ctx context.Context, t *rescuedTable) (ids []int64, err error) {
	sums, err := checksum.Readable(ctx, r.q, t.kinds[0])
	if err != nil {
		if !store.IsDamage(err) {
			return nil, err
		}
		r.lost = append(r.lost, "all checksums of "+t.table+" are damaged: none of it was saved")
		return nil, nil
	}
	last := int64(len(sums)) - 1
	for last > 0 && sums[last] == 0 {
		last--
	}
	for id, sum := range sums {
		if sum != 0 || t.dense && id > 0 && int64(id) <= last {
			ids = append(ids, int64(id))
		}
	}
	return ids, nil
}

// saveRow saves a row, or what stands for it.
func (r *rescue) saveRow(ctx context.Context, t *rescuedTable, id int64) error {
	for i, k := range t.kinds {
		err := checksum.CheckOne(ctx, r.q, k, id)
		var damage *checksum.Damage
		switch {
		case err == nil && i == 0:
			if err := r.copy(ctx, t, id); err != nil {
				return err
			}
		case err == nil:
		case errors.As(err, &damage) || store.IsDamage(err):
			r.lost = append(r.lost, r.from.DamagedRows(&checksum.Damage{Kind: k, First: id, Last: id}))
			if t.instead == nil {
				return nil
			}
			if _, err := r.to.ExecContext(ctx, t.instead(id, k)); err != nil {
				return err
			}
			if i == 0 {
				return nil
			}
		default:
			return err
		}
	}
	return nil
}

// copy copies the rows with a checksum under the id.
func (r *rescue) copy(ctx context.Context, t *rescuedTable, id int64) error {
	n := strings.Count(t.columns, ",") + 1
	insert := `INSERT INTO ` + t.table + ` (` + t.columns + `) VALUES (` + store.Placeholders(n) + `)`
	return store.EachRow(ctx, r.q, func(rows *sql.Rows) error {
		cells, into := make([]any, n), make([]any, n)
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for i := range cells {
			if b, ok := cells[i].([]byte); ok {
				cells[i] = store.NonNil(b)
			}
		}
		_, err := r.to.ExecContext(ctx, insert, cells...)
		return err
	}, `SELECT `+t.columns+` FROM `+t.table+` WHERE `+t.key+` = `+t.id(id))
}
