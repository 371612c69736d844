package journey

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"time"

	"trialist/scoring/journey"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/outbox"
)

// LogEntry is a message that an account got, with its text and state.
type LogEntry struct {
	outbox.Entry
	Past   journey.PastMessage
	Export int64 // number of the export; 0 for none
}

// Query selects messages of the log. Zero fields select all.
type Query struct {
	Account int64 // internal id
	Export  int64
	States  []outbox.State
	Limit   int // the newest so many
}

// Log lists messages, the newest first.
func Log(ctx context.Context, s *store.Store, q Query) ([]LogEntry, error) {
	var list []LogEntry
	err := eachLogEntry(ctx, s, q, func(t LogEntry) error {
		list = append(list, t)
		return nil
	})
	slices.Reverse(list)
	return list, err
}

// logBatch is the number of entries of the outbox that are read at a time.
const logBatch = 500

// eachLogEntry visits messages, the oldest first.
func eachLogEntry(ctx context.Context, s *store.Store, q Query, visit func(LogEntry) error) error {
	list, err := loadLog(ctx, s, q)
	if err != nil {
		return err
	}
	for batch := range slices.Chunk(list, logBatch) {
		if err := ctx.Err(); err != nil {
			return err
		}
		ids := make([]int64, len(batch))
		for i, t := range batch {
			ids[i] = t.ID
		}
		entries, err := outbox.List(ctx, s, outbox.Query{IDs: ids})
		if err != nil {
			return err
		}
		found := make(map[int64]outbox.Entry, len(entries))
		for _, e := range entries {
			found[e.ID] = e
		}
		for _, t := range batch {
			e, ok := found[t.ID]
			if !ok {
				continue // undone in between
			}
			t.Entry = e
			if err := visit(t); err != nil {
				return err
			}
		}
	}
	return nil
}

// loadLog reads the messages of a query without their entries of the outbox, the oldest
// first.
func loadLog(ctx context.Context, s *store.Store, q Query) ([]LogEntry, error) {
	var list []LogEntry
	where, args := `WHERE 1`, []any{}
	if q.Account != 0 {
		where, args = where+` AND told.account = ?`, append(args, q.Account)
	}
	if q.Export != 0 {
		where, args = where+` AND told.export = ? AND told.export > 0`, append(args, q.Export)
	}
	if len(q.States) > 0 {
		where += ` AND (SELECT state FROM outbox WHERE outbox.id = told.id) IN (` + store.Placeholders(len(q.States)) + `)`
		for _, state := range q.States {
			args = append(args, string(state))
		}
	}
	limit := -1
	if q.Limit > 0 {
		limit = q.Limit
	}
	err := s.Read(ctx, "read what trials were told", func(ctx context.Context, tx *sql.Tx) error {
		list = nil
		if err := q.check(ctx, tx); err != nil {
			return err
		}
		var shared milestoneSets
		return store.EachRow(ctx, tx, func(rows *sql.Rows) error {
			var t LogEntry
			_, what, err := shared.scan(rows, &t.ID, &t.Export)
			t.Past = what
			list = append(list, t)
			return err
		}, `SELECT `+historyColumns+`, id, export FROM told `+where+` ORDER BY id DESC LIMIT ?`, append(args, limit)...)
	})
	slices.Reverse(list)
	return list, err
}

// check compares the history of the account, or all of it, with its checksums.
func (q Query) check(ctx context.Context, tx *sql.Tx) error {
	if q.Account != 0 {
		return checksum.CheckOne(ctx, tx, checksum.Told, q.Account)
	}
	return checksum.CheckKind(ctx, tx, checksum.Told)
}

// Undo takes back messages that were marked by hand or queued, and did not arrive. They
// become due again if the rules still say so. The error is ErrNotFound for a number without
// a message. It is ErrConflict when a message was exported or delivered, is being sent now,
// or is not the last of its trial.
func Undo(ctx context.Context, s *store.Store, numbers ...int64) error {
	return UndoAt(ctx, s, time.Now(), numbers...)
}

// UndoAt is [Undo] at a time, which decides whether the claim of a sender has expired.
func UndoAt(ctx context.Context, s *store.Store, now time.Time, numbers ...int64) error {
	newestFirst := slices.Compact(slices.SortedFunc(slices.Values(numbers), func(a, b int64) int { return cmp.Compare(b, a) }))
	return s.Write(ctx, "take a mark back", func(ctx context.Context, tx *sql.Tx) error {
		for _, id := range newestFirst {
			if err := undoOne(ctx, tx, id, value.FromTime(now)); err != nil {
				return err
			}
		}
		return nil
	})
}

func undoOne(ctx context.Context, tx *sql.Tx, id int64, now value.Instant) error {
	var account, last int64
	var state string
	var sending bool
	err := store.EachRow(ctx, tx, func(rows *sql.Rows) error { return rows.Scan(&account, &state, &sending) },
		`SELECT told.account, state, state = 'due' AND `+outbox.IsClaimed+` FROM told JOIN outbox ON outbox.id = told.id WHERE told.id = ?2`, int64(now), id)
	if err == nil && account == 0 {
		err = store.Errorf(store.ErrNotFound, "there is no message number %d", id)
	}
	if err == nil {
		err = checksum.CheckOne(ctx, tx, checksum.Told, account)
	}
	if err == nil {
		err = checksum.CheckOne(ctx, tx, checksum.Outbox, id)
	}
	if err == nil {
		last, err = lastEntryOf(ctx, tx, account)
	}
	switch {
	case err != nil:
		return err
	case sending:
		return store.Errorf(store.ErrConflict, "message %d is being sent, and can be taken back once that failed", id)
	case !slices.Contains([]outbox.State{outbox.Sent, outbox.Skipped, outbox.Due, outbox.Failed}, outbox.State(state)):
		return store.Errorf(store.ErrConflict, "message %d is %s, which cannot be taken back", id, state)
	case last != id:
		return store.Errorf(store.ErrConflict, "message %d is not what its trial was told last, which is %d", id, last)
	}
	for _, statement := range []string{`DELETE FROM told WHERE id = ?`, `DELETE FROM outbox WHERE id = ?`} {
		if _, err := tx.ExecContext(ctx, statement, id); err != nil {
			return err
		}
	}
	return cmp.Or(checksum.Seal(ctx, tx, checksum.Told, account), checksum.Seal(ctx, tx, checksum.Outbox, id))
}
