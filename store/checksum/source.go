package checksum

import (
	"context"
	"database/sql"
	"strings"
)

// source is where the rows of a kind are, and how their sums are made.
type source struct {
	columns string // the id first
	table   string
	where   string // the rows of the id ?1
	// sum is the sum of a row with the id and the other columns, which are of the types
	// that database/sql gives. It is 0 for values that no program stores.
	sum   func(h *Hasher, id int64, values []any) uint32
	added bool // the sums of several rows with the same id are added up
}

func (s *source) query(where string) string {
	return strings.TrimSpace("SELECT " + s.columns + " FROM " + s.table + " " + where)
}

// values is the sum of rows of any columns.
func values(k Kind) func(h *Hasher, id int64, values []any) uint32 {
	return func(h *Hasher, id int64, values []any) uint32 { return h.Values(k, id, values...) }
}

// attributes is the sum of rows of attributes.
func attributes(k Kind) func(h *Hasher, id int64, values []any) uint32 {
	return func(h *Hasher, id int64, values []any) uint32 {
		packed, ok := values[0].([]byte)
		if !ok {
			return 0
		}
		return Attributes(h, k, id, packed)
	}
}

func accountSum(h *Hasher, id int64, values []any) uint32 {
	external, hasExternal := values[0].(string)
	name, hasName := values[1].(string)
	known, isNumber := values[2].(int64)
	if !hasExternal || !hasName || !isNumber || known>>1 != 0 {
		return 0
	}
	return Account(h, id, external, name, known == 1)
}

func contactSum(h *Hasher, id int64, values []any) uint32 {
	external, ok := values[0].(string)
	if !ok {
		return 0
	}
	return Contact(h, id, external)
}

func membershipSum(h *Hasher, id int64, values []any) uint32 {
	contact, hasContact := values[0].(int64)
	account, hasAccount := values[1].(int64)
	if !hasContact || !hasAccount {
		return 0
	}
	return Membership(h, id, contact, account)
}

func memberSum(h *Hasher, account int64, values []any) uint32 {
	id, hasID := values[0].(int64)
	contact, hasContact := values[1].(int64)
	if !hasID || !hasContact {
		return 0
	}
	return Membership(h, id, contact, account)
}

func logPageSum(_ *Hasher, id int64, values []any) uint32 {
	packed, ok := values[0].([]byte)
	if !ok {
		return 0
	}
	return LogPage(id-1, packed)
}

func undoPartSum(h *Hasher, id int64, values []any) uint32 {
	revision, hasRevision := values[0].(int64)
	packed, hasPacked := values[1].([]byte)
	if !hasRevision || !hasPacked {
		return 0
	}
	return UndoPart(h, revision, id-1, packed)
}

// sources are those of the kinds. Rows are read by their tables and not by an index,
// of which nobody knows whether it has them all.
var sources = [afterKinds]source{
	Accounts:          {columns: `id, external, name, known`, table: `accounts NOT INDEXED`, where: `id = ?1`, sum: accountSum},
	AccountAttributes: {columns: `id, attributes`, table: `accounts NOT INDEXED`, where: `id = ?1`, sum: attributes(AccountAttributes)},
	Contacts:          {columns: `id, external`, table: `contacts NOT INDEXED`, where: `id = ?1`, sum: contactSum},
	ContactAttributes: {columns: `id, attributes`, table: `contacts NOT INDEXED`, where: `id = ?1`, sum: attributes(ContactAttributes)},
	Memberships:       {columns: `id, contact, account`, table: `memberships NOT INDEXED`, where: `id = ?1`, sum: membershipSum},
	Members:           {columns: `account, id, contact`, table: `memberships`, where: `account = ?1`, sum: memberSum, added: true},
	LogPages:          {columns: `page + 1, logs`, table: `log_pages`, where: `page = ?1 - 1`, sum: logPageSum},
	EventNames:        {columns: `id, name, occurrences`, table: `event_names NOT INDEXED`, where: `id = ?1`, sum: values(EventNames)},
	AttributeNames: {
		columns: `2 * number + scope, name, texts, numbers, dates, flags`, table: `attribute_names NOT INDEXED`,
		where: `number = ?1 / 2 AND scope = ?1 % 2`, sum: values(AttributeNames),
	},
	Imports: {
		columns: `revision, path, format, kind, new, changed, duplicate, rejected, last_event, stamp`, table: `imports`,
		where: `revision = ?1`, sum: values(Imports),
	},
	Deltas:      {columns: `revision, touched`, table: `imports WHERE touched IS NOT NULL`, where: `revision = ?1`, sum: values(Deltas)},
	ImportNotes: {columns: `revision, imported_at, imported_by, undoes`, table: `imports`, where: `revision = ?1`, sum: values(ImportNotes)},
	UndoParts:   {columns: `part + 1, revision, packed`, table: `undo NOT INDEXED`, where: `part = ?1 - 1`, sum: undoPartSum},
	Rulebooks: {
		columns: `version, body, saved_at, saved_by, summary`, table: `rulebooks`, where: `version = ?1`, sum: values(Rulebooks),
	},
	Touches: {
		columns: `account, id, at, kind, who, body, until, band, batch, subject, undone_at, undone_after`, table: `touches`,
		where: `account = ?1`, sum: values(Touches), added: true,
	},
	Settings:     {columns: `1, key, value`, table: `settings`, where: `?1 = 1`, sum: values(Settings), added: true},
	Forgotten:    {columns: `1, hash`, table: `forgotten`, where: `?1 = 1`, sum: values(Forgotten), added: true},
	ForgottenKey: {columns: `id, key`, table: `forgotten_key`, where: `id = ?1`, sum: values(ForgottenKey)},
	Drafts:       {columns: `1, who, process, based_on, body, at`, table: `drafts`, where: `?1 = 1`, sum: values(Drafts), added: true},
	Views:        {columns: `id, body`, table: `views`, where: `id = ?1`, sum: values(Views)},
	Preferences:  {columns: `1, who, key, value`, table: `preferences`, where: `?1 = 1`, sum: values(Preferences), added: true},
	Looks:        {columns: `id, who, at, as_of, revision, accounts, body, time_zone, keys`, table: `looks NOT INDEXED`, where: `id = ?1`, sum: values(Looks)},
	LookBlocks: {
		columns: `id >> 20, id, states`, table: `look_blocks`, where: `id BETWEEN ?1 << 20 AND (?1 << 20) + 1048575`,
		sum: values(LookBlocks), added: true,
	},
	WorkflowStates: {
		columns: `workflow, watched, as_of, codes`, table: `workflow_states`, where: `workflow = ?1`, sum: values(WorkflowStates),
	},
	Firings: {
		columns: `account, id, workflow, name, occurrence, reason, as_of, at`, table: `firings`, where: `account = ?1`,
		sum: values(Firings), added: true,
	},
	Outbox: {
		columns: `id, account, workflow, firing, kind, target, secret, subject, body, key, state, at, attempts, next_at, claim, claimed_until,
			error, changed_at, changed_by`,
		table: `outbox`, where: `id = ?1`, sum: values(Outbox),
	},
	OutboxSalt: {columns: `id, salt`, table: `outbox_salt`, where: `id = ?1`, sum: values(OutboxSalt)},
	Told: {
		columns: `account, id, kind, milestone, next, reached, seen, export, as_of, unreached`, table: `told`, where: `account = ?1`,
		sum: values(Told), added: true,
	},
	Exports: {columns: `id, path, at, who, finished`, table: `exports`, where: `id = ?1`, sum: values(Exports)},
}

// each visits the sums of the rows of a kind: of all, or of those with the id ?1.
func (s *source) each(ctx context.Context, q Querier, visit func(id int64, sum uint32) error, where string, args ...any) (err error) {
	rows, err := q.QueryContext(ctx, s.query(where), args...)
	if err != nil {
		return err
	}
	defer func() {
		if e := rows.Close(); err == nil {
			err = e
		}
	}()
	columns := strings.Count(s.columns, ",") + 1
	cells, into := make([]any, columns), make([]any, columns)
	for i := range cells {
		into[i] = &cells[i]
	}
	var h Hasher
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		id, ok := cells[0].(int64)
		if !ok {
			id = -1
		}
		if err := visit(id, s.sum(&h, id, cells[1:])); err != nil {
			return err
		}
	}
	return rows.Err()
}

// clause is the WHERE of the rows of one id.
func (s *source) clause() string {
	if strings.Contains(s.table, "WHERE") {
		return "AND " + s.where
	}
	return "WHERE " + s.where
}

// Seal makes the sums of rows from the rows as they are now. A row that is not there
// gets none. It is for changes of few rows.
func Seal(ctx context.Context, tx *sql.Tx, k Kind, ids ...int64) error {
	w, s := NewWriter(tx), &sources[k]
	for _, id := range ids {
		sum := uint32(0)
		err := s.each(ctx, tx, func(_ int64, one uint32) error { sum += one; return nil }, s.clause(), id)
		if err != nil {
			return err
		}
		if err := w.Set(ctx, k, id, sum); err != nil {
			return err
		}
	}
	return w.Flush(ctx)
}

// SealKinds makes all sums of the kinds from the rows as they are now.
func SealKinds(ctx context.Context, tx *sql.Tx, kinds ...Kind) error {
	for _, k := range kinds {
		_, err := tx.ExecContext(ctx, `DELETE FROM checksums WHERE id BETWEEN ? AND ?`, int64(k)<<kindShift, int64(k+1)<<kindShift-1)
		if err != nil {
			return err
		}
		w := NewWriter(tx)
		err = sources[k].each(ctx, tx, func(id int64, sum uint32) error {
			if id < 0 {
				return &Damage{k, id, id}
			}
			if sources[k].added {
				return w.Add(ctx, k, id, sum)
			}
			return w.Set(ctx, k, id, sum)
		}, "")
		if err == nil {
			err = w.Flush(ctx)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// CheckOne makes the sum of one id from its rows, and is a [Damage] when it is
// not the one that is stored.
func CheckOne(ctx context.Context, q Querier, k Kind, id int64) error {
	s, sum := &sources[k], uint32(0)
	err := s.each(ctx, q, func(_ int64, one uint32) error { sum += one; return nil }, s.clause(), id)
	if err != nil {
		return err
	}
	stored, err := Load(ctx, q, k, id)
	if err != nil {
		return err
	}
	return stored.Check(id, sum)
}

// CheckKind reads all rows of a kind, and is a [Damage] when one does not fit. It is
// for kinds of few rows.
func CheckKind(ctx context.Context, q Querier, k Kind) error {
	found, err := Verify(ctx, q, k)
	if err != nil || len(found.Damaged) == 0 {
		return err
	}
	return &Damage{k, found.Damaged[0], found.Damaged[0]}
}

// Findings is what [Verify] found.
type Findings struct {
	Rows    int
	Damaged []int64 // ids of rows that do not fit, that are gone, or that nobody stored; ascending where the rows are
}

// Verify reads all rows of a kind and compares them with their sums. The error is one
// of reading, which damage may be as well.
func Verify(ctx context.Context, q Querier, k Kind) (Findings, error) {
	stored, damagedPages, err := loadWhole(ctx, q, k)
	if err != nil {
		return Findings{}, err
	}
	var found Findings
	s := &sources[k]
	total, seen := make(map[int64]uint32), make([]bool, len(stored))
	compare := func(id int64, sum uint32) {
		if id < 0 || id >= int64(len(stored)) || stored[id] != sum || sum == 0 {
			found.Damaged = append(found.Damaged, id)
		}
	}
	err = s.each(ctx, q, func(id int64, sum uint32) error {
		found.Rows++
		if id >= 0 && id < int64(len(seen)) {
			if seen[id] && !s.added {
				sum = 0 // two rows of one id
			}
			seen[id] = true
		}
		if s.added {
			total[id] += sum
		} else {
			compare(id, sum)
		}
		return nil
	}, "")
	if err != nil {
		return found, err
	}
	for id, sum := range total {
		compare(id, sum)
	}
	for id, sum := range stored {
		if sum != 0 && !seen[id] {
			found.Damaged = append(found.Damaged, int64(id))
		}
	}
	for _, first := range damagedPages {
		if len(found.Damaged) == 0 { // else its rows have not fitted
			found.Damaged = append(found.Damaged, first)
		}
	}
	return found, nil
}

// Readable is the sums of a kind, by row id. It passes over pages that are damaged:
// whoever saves what can be read has no use for an error.
func Readable(ctx context.Context, q Querier, k Kind) ([]uint32, error) {
	stored, _, err := loadWhole(ctx, q, k)
	return stored, err
}

// loadWhole reads the sums of a kind, and passes over pages that are damaged.
func loadWhole(ctx context.Context, q Querier, k Kind) (stored []uint32, damaged []int64, err error) {
	err = eachPage(ctx, q, k, func(id int64, b []byte) bool {
		first := firstRow(id)
		var p page
		if !decode(id, b, p[:]) {
			damaged = append(damaged, first)
			return true
		}
		for int64(len(stored)) < first+pageRows && first < 1<<32 {
			stored = append(stored, 0)
		}
		copy(stored[first:], p[:])
		return true
	}, `SELECT id, sums FROM checksums WHERE id BETWEEN ? AND ? ORDER BY id`, int64(k)<<kindShift, int64(k+1)<<kindShift-1)
	return stored, damaged, err
}
