package care

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"trialist/scoring/progress"
	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/journey"
	"trialist/store/tables"
)

// Repair saves what is sound in the workspace to a new workspace at the path, and says
// line by line what is not. Of an account or a contact that is lost an empty slot
// stays, as numbers have no gaps. Caches and what it takes to undo the last import are
// left out. The error is fs.ErrExist when there is a file already. No file is left when it
// fails.
func Repair(ctx context.Context, s *store.Store, path string) (lost []string, err error) {
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		if err == nil {
			return nil, store.Errorf(fs.ErrExist, "repair: %s exists; choose another name", path)
		}
		return nil, s.Describe("repair", err)
	}
	saved, err := store.Open(ctx, path, store.Options{})
	if err != nil {
		return nil, errors.Join(err, removeCopy(path))
	}
	r := &rescue{from: s}
	err = saved.Write(ctx, "repair", func(uncancellable context.Context, tx *sql.Tx) error {
		r.to = tx
		done := false
		err := s.Read(ctx, "repair", func(_ context.Context, from *sql.Tx) error {
			r.q = from
			err := r.run(ctx, uncancellable)
			done = err == nil
			return err
		})
		if done { // a row that cannot be read may have ended the transaction that reads
			return nil
		}
		return err
	})
	if err != nil {
		return nil, errors.Join(err, saved.Close(), removeCopy(path))
	}
	if err := closeCopy(saved); err != nil {
		return nil, errors.Join(err, removeCopy(path))
	}
	return r.lost, nil
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
	idOfZero   int64                                     // the id under which the row with the key 0 has its checksum
	dense      bool                                      // ids have no gaps
	instead    func(id int64, kind checksum.Kind) string // statement that stands for a lost part; may be nil
}

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
	eventName := func(id int64, _ checksum.Kind) string {
		return fmt.Sprintf(`INSERT INTO event_names VALUES (%d, 'lost name %d', 1)`, id, id)
	}
	attributeName := func(id int64, _ checksum.Kind) string {
		return fmt.Sprintf(`INSERT INTO attribute_names VALUES (%d, %d, 'lost name %d', 1, 0, 0, 0)`, id%2, id/2, id)
	}
	return append([]rescuedTable{
		{
			table: "event_names", key: "id", columns: "id, name, occurrences",
			kinds: []checksum.Kind{checksum.EventNames}, instead: eventName,
		},
		{
			table: "attribute_names", key: "2 * number + scope", columns: "scope, number, name, texts, numbers, dates, flags",
			kinds: []checksum.Kind{checksum.AttributeNames}, instead: attributeName,
		},
		{
			table: "accounts", key: "id", columns: "id, external, name, known, attributes",
			kinds: []checksum.Kind{checksum.Accounts, checksum.AccountAttributes},
			dense: true, instead: slot("accounts", "name, known, attributes", "'', 0, x''"),
		},
		{
			table: "contacts", key: "id", columns: "id, external, attributes",
			kinds: []checksum.Kind{checksum.Contacts, checksum.ContactAttributes},
			dense: true, instead: slot("contacts", "attributes", "x''"),
		},
		{table: "memberships", key: "id", columns: "contact, account", kinds: []checksum.Kind{checksum.Memberships}},
		{table: "log_pages", key: "page", columns: "page, logs", kinds: []checksum.Kind{checksum.LogPages}, idOfZero: 1},
		{
			table: "imports", key: "revision",
			columns: `revision, path, format, kind, new, changed, duplicate, rejected, last_event, stamp, imported_at, imported_by, undoes`,
			kinds:   []checksum.Kind{checksum.Imports, checksum.ImportNotes},
		},
		{
			table: "rulebooks", key: "version", columns: "version, body, saved_at, saved_by, summary",
			kinds: []checksum.Kind{checksum.Rulebooks},
		},
		{
			table: "touches", key: "account", columns: tables.TouchColumns,
			kinds: []checksum.Kind{checksum.Touches},
		},
		{table: "forgotten_key", key: "id", columns: "id, key", kinds: []checksum.Kind{checksum.ForgottenKey}},
		{table: "forgotten", key: "1", columns: "hash", kinds: []checksum.Kind{checksum.Forgotten}},
		{table: "views", key: "id", columns: "id, body", kinds: []checksum.Kind{checksum.Views}},
		{
			table: "looks", key: "id", columns: "id, who, at, as_of, revision, accounts, body, time_zone, keys",
			kinds: []checksum.Kind{checksum.Looks},
		},
		{table: "look_blocks", key: "id >> 20", columns: "id, states", kinds: []checksum.Kind{checksum.LookBlocks}},
		{table: "settings", key: "1", columns: "key, value", kinds: []checksum.Kind{checksum.Settings}},
		{table: "preferences", key: "1", columns: "who, key, value", kinds: []checksum.Kind{checksum.Preferences}},
		{table: "drafts", key: "1", columns: "who, process, based_on, body, at", kinds: []checksum.Kind{checksum.Drafts}},
	}, workflowTables()...)
}

// workflowTables are the tables of workflows and of messages.
func workflowTables() []rescuedTable {
	return []rescuedTable{
		{
			table: "firings", key: "account", columns: "account, id, workflow, name, occurrence, reason, as_of, at",
			kinds: []checksum.Kind{checksum.Firings},
		},
		{
			table: "outbox", key: "id",
			columns: `id, account, workflow, firing, kind, target, secret, subject, body, key, state, at, attempts, next_at, claim, claimed_until,
				error, changed_at, changed_by`,
			kinds: []checksum.Kind{checksum.Outbox},
		},
		{
			table: "told", key: "account", columns: "account, id, kind, milestone, next, reached, seen, export, as_of, unreached",
			kinds: []checksum.Kind{checksum.Told},
		},
		{table: "exports", key: "id", columns: "id, path, at, who, finished", kinds: []checksum.Kind{checksum.Exports}},
		{table: "outbox_salt", key: "id", columns: "id, salt", kinds: []checksum.Kind{checksum.OutboxSalt}},
		{
			table: "workflow_states", key: "workflow", columns: "workflow, watched, as_of, codes",
			kinds: []checksum.Kind{checksum.WorkflowStates},
		},
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
	if err := r.reconcile(uncancellable); err != nil {
		return err
	}
	if err := checksum.SealKinds(uncancellable, r.to, checksum.All()...); err != nil {
		return err
	}
	return r.restoreTold(uncancellable)
}

// restoreTold notes as told what the outbox says that trials were, where the note of it is
// lost, so that nobody is told it again.
func (r *rescue) restoreTold(ctx context.Context) error {
	done, err := journey.RebuildLog(ctx, r.to)
	if err != nil {
		return err
	}
	if done.Messages > 0 {
		r.lose("of messages that were told only the outbox is left: %d; they are noted as told, and nobody is told them again", done.Messages)
	}
	for i, id := range done.Unknown {
		if i == maxNamed {
			r.lose("nor is that of %d more known", len(done.Unknown)-i)
			break
		}
		r.lose("what message %d of the outbox was about is not known; its trial may be told it again", id)
	}
	return nil
}

// save saves the rows of a table that fit their checksums.
func (r *rescue) save(ctx, uncancellable context.Context, t *rescuedTable) error {
	ids, checked, err := r.ids(uncancellable, t)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := ctx.Err(); err != nil {
			return err
		}
		if checked {
			err = r.saveRow(uncancellable, t, id)
		} else {
			err = r.saveUnchecked(uncancellable, t, id)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// ids are the ids that have checksums, or would be between those that have. Where the
// checksums cannot be read they are those of the rows, which nothing can be checked
// against.
func (r *rescue) ids(ctx context.Context, t *rescuedTable) (ids []int64, checked bool, err error) {
	ids, err = r.storedIDs(ctx, t)
	switch {
	case store.IsDamage(err): // some of them can be read one by one
	case store.IsUnreadable(err):
		r.lose("the %v cannot be read: none of them was saved", t.kinds[0])
		return nil, false, nil
	case err != nil:
		return nil, false, err
	}
	sums, err := checksum.Readable(ctx, r.q, t.kinds[0])
	if store.IsUnreadable(err) {
		r.lose("the checksums of the %v cannot be read: they were saved as they are, without being checked", t.kinds[0])
		return ids, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	last := int64(len(sums)) - 1
	for last > 0 && sums[last] == 0 {
		last--
	}
	for id, sum := range sums {
		if sum != 0 || t.dense && id > 0 && int64(id) <= last {
			ids = append(ids, int64(id)) // whether or not the row is there
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids), true, nil
}

// storedIDs are the ids of the checksums that the rows have which are there.
func (r *rescue) storedIDs(ctx context.Context, t *rescuedTable) (ids []int64, err error) {
	err = store.EachRow(ctx, r.q, func(rows *sql.Rows) error {
		var key int64
		err := rows.Scan(&key)
		ids = append(ids, key+t.idOfZero)
		return err
	}, `SELECT DISTINCT `+t.key+` FROM `+t.table)
	return ids, err
}

// lose notes what is lost.
func (r *rescue) lose(format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	if n := len(r.lost); n == 0 || r.lost[n-1] != line {
		r.lost = append(r.lost, line)
	}
}

// saveRow saves a row, or what stands for it.
func (r *rescue) saveRow(ctx context.Context, t *rescuedTable, id int64) error {
	for i, k := range t.kinds {
		err := checksum.CheckOne(ctx, r.q, k, id)
		var damage *checksum.Damage
		isDamage := errors.As(err, &damage)
		if isDamage && damage.First != damage.Last { // a page of checksums
			r.lose("the checksums of %d of the %v cannot be read: these were saved as they are, without being checked", damage.Last-damage.First+1, k)
			if i == 0 {
				if err := r.saveUnchecked(ctx, t, id); err != nil {
					return err
				}
			}
			continue
		}
		switch {
		case err == nil && i == 0:
			if err := r.saveUnchecked(ctx, t, id); err != nil { // what fits may yet not go with what is saved
				return err
			}
		case err == nil:
		case isDamage || store.IsUnreadable(err):
			r.lose("%s", r.from.DamagedRows(&checksum.Damage{Kind: k, First: id, Last: id}))
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

// saveUnchecked saves a row that has no checksum to be compared with. One that cannot be
// read, or does not go with those that were saved, is lost.
func (r *rescue) saveUnchecked(ctx context.Context, t *rescuedTable, id int64) error {
	err := r.copy(ctx, t, id)
	if !store.IsUnreadable(err) && !store.IsConflict(err) {
		return err
	}
	r.lose("%s", r.from.DamagedRows(&checksum.Damage{Kind: t.kinds[0], First: id, Last: id}))
	if t.instead == nil {
		return nil
	}
	_, err = r.to.ExecContext(ctx, t.instead(id, t.kinds[0]))
	return err
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
	}, `SELECT `+t.columns+` FROM `+t.table+` WHERE `+t.key+` = ?`, id-t.idOfZero)
}
