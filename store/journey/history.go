package journey

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"trialist/scoring/journey"
	"trialist/scoring/rulebook"
	"trialist/store"
	"trialist/store/checksum"
)

// history is the past messages of accounts, by slot. Messages share the memory of equal sets
// of milestones, of which there are few.
type history struct {
	starts []uint32 // by slot, where its messages begin in list; they end where the next ones begin
	list   []journey.PastMessage
	bySlot map[int][]journey.PastMessage // used instead when only some slots were read
	state  historyState
}

// historyState changes with every message that is added or taken back.
type historyState struct{ last, count int64 }

func readHistoryState(ctx context.Context, q store.Querier) (s historyState, err error) {
	err = q.QueryRowContext(ctx, `SELECT coalesce((SELECT max(id) FROM told), 0), (SELECT count(*) FROM told)`).Scan(&s.last, &s.count)
	return s, err
}

// loadHistory reads the messages of the accounts in some slots; nil is all.
func loadHistory(ctx context.Context, tx *sql.Tx, among []int) (*history, error) {
	t := &history{}
	var err error
	if t.state, err = readHistoryState(ctx, tx); err != nil {
		return t, err
	}
	if among != nil {
		t.bySlot = make(map[int][]journey.PastMessage, len(among))
		for _, slot := range among {
			if t.bySlot[slot], err = loadHistoryOf(ctx, tx, slot); err != nil {
				return nil, err
			}
		}
		return t, nil
	}
	return t, t.loadAll(ctx, tx)
}

// loadAll reads what all accounts were told, and compares it with its checksums as it
// reads: to read all rows once more for that takes longer than anything else here.
func (t *history) loadAll(ctx context.Context, tx *sql.Tx) error {
	sums, err := checksum.LoadAll(ctx, tx, checksum.Told)
	if err != nil {
		return err
	}
	var shared milestoneSets
	var hasher checksum.Hasher
	var last int64   // the account whose rows are read
	var total uint32 // of its checksums
	err = store.EachRow(ctx, tx, func(rows *sql.Rows) error {
		var id, export int64
		account, one, err := shared.scan(rows, &id, &export)
		if err != nil {
			return err
		}
		if account != last {
			if err := sums.Check(last, total); err != nil {
				return err
			}
			if sums.At(account) == 0 { // before room is made for an id that may be any number
				return sums.Check(account, 1)
			}
			last, total = account, 0
		}
		total += hasher.Values(checksum.Told, account, append([]any{id}, shared.values(one, export)...)...)
		for int64(len(t.starts)) < account {
			t.starts = append(t.starts, uint32(len(t.list)))
		}
		t.list = append(t.list, one)
		return nil
	}, `SELECT `+historyColumns+`, id, export FROM told NOT INDEXED ORDER BY account, id`)
	t.starts = append(t.starts, uint32(len(t.list)))
	if err = cmp.Or(err, sums.Check(last, total)); err != nil {
		return err
	}
	sums.Each(func(account int64, _ uint32) {
		if len(t.of(int(account)-1)) == 0 {
			err = cmp.Or(err, sums.Check(account, 0)) // its rows are gone
		}
	})
	return err
}

// milestoneSets caches the decoded sets of milestones by their JSON.
type milestoneSets struct {
	reached   map[string][]int64
	unreached map[string][]uint32
	row       struct{ kind, reached, unreached string } // the one that was scanned last, as it is stored
}

// values are what is stored of the message that was scanned last, behind its account and
// number.
func (sets *milestoneSets) values(t journey.PastMessage, export int64) []any {
	return historyValues(sets.row.kind, t, sets.row.reached, export, sets.row.unreached)
}

// historyValues are what is stored of a message behind its account and number, in the
// order of its checksum.
func historyValues(kind string, t journey.PastMessage, reached string, export int64, unreached string) []any {
	return []any{kind, t.Milestone, t.Next, reached, int64(t.Seen), export, int64(t.AsOf), unreached}
}

// historyColumns are the columns that scan reads.
const historyColumns = `account, kind, milestone, next, reached, unreached, seen, as_of`

// scan reads a row of historyColumns, then more.
func (sets *milestoneSets) scan(rows *sql.Rows, more ...any) (account int64, t journey.PastMessage, err error) {
	row := &sets.row
	into := append([]any{&account, &row.kind, &t.Milestone, &t.Next, &row.reached, &row.unreached, (*int64)(&t.Seen), (*int64)(&t.AsOf)}, more...)
	if err = rows.Scan(into...); err != nil {
		return account, t, err
	}
	if t.Kind, err = rulebook.ParseMessageKind(row.kind); err != nil {
		return account, t, damaged(err)
	}
	if t.Reached, err = decodeSet(&sets.reached, row.reached); err != nil {
		return account, t, damaged(err)
	}
	if t.Unreached, err = decodeSet(&sets.unreached, row.unreached); err != nil {
		return account, t, damaged(err)
	}
	return account, t, nil
}

// decodeSet decodes a set from JSON, or takes it from the cache.
func decodeSet[T any](sets *map[string][]T, document string) (set []T, err error) {
	set, ok := (*sets)[document]
	if ok {
		return set, nil
	}
	if err := json.Unmarshal([]byte(document), &set); err != nil {
		return nil, err
	}
	if *sets == nil {
		*sets = make(map[string][]T)
	}
	(*sets)[document] = set
	return set, nil
}

func damaged(err error) error {
	return store.Errorf(store.ErrDamaged, "what trials were told cannot be read (%w); run trialist doctor", err)
}

// of lists the messages of the account in a slot, the oldest first.
func (t *history) of(slot int) []journey.PastMessage {
	if t.bySlot != nil {
		return t.bySlot[slot]
	}
	if slot+1 >= len(t.starts) {
		return nil
	}
	return t.list[t.starts[slot]:t.starts[slot+1]]
}

// loadHistoryOf reads the messages of one account, the oldest first.
func loadHistoryOf(ctx context.Context, tx *sql.Tx, slot int) ([]journey.PastMessage, error) {
	if err := checksum.CheckOne(ctx, tx, checksum.Told, int64(slot)+1); err != nil {
		return nil, err
	}
	var list []journey.PastMessage
	var shared milestoneSets
	err := store.EachRow(ctx, tx, func(rows *sql.Rows) error {
		_, one, err := shared.scan(rows)
		list = append(list, one)
		return err
	}, `SELECT `+historyColumns+` FROM told WHERE account = ? ORDER BY id`, slot+1)
	return list, err
}

// historyWriter adds messages to the history.
type historyWriter struct {
	insert *sql.Stmt
	sums   *checksum.Writer
	hasher checksum.Hasher
	sets   map[uint64]setDocuments // by the mask of reached milestones
}

// setDocuments is the JSON of the reached and of the unreached milestones.
type setDocuments struct{ reached, unreached string }

func newHistoryWriter(ctx context.Context, tx *sql.Tx, sums *checksum.Writer) (*historyWriter, error) {
	insert, err := tx.PrepareContext(ctx, `INSERT INTO told (id, account, kind, milestone, next, reached, seen, export, as_of, unreached) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	return &historyWriter{insert: insert, sums: sums, sets: make(map[uint64]setDocuments)}, err
}

// add adds the message of an entry of the outbox to the history.
func (w *historyWriter) add(ctx context.Context, entry int64, steps *journey.Planner, d journey.Due, export int64) error {
	t := steps.PastMessage(d)
	sets, ok := w.sets[d.Reached]
	if !ok {
		reached, err := json.Marshal(t.Reached)
		if err != nil {
			return err
		}
		unreached, err := json.Marshal(append([]uint32{}, t.Unreached...)) // so that it is [] and not null
		if err != nil {
			return err
		}
		sets = setDocuments{string(reached), string(unreached)}
		w.sets[d.Reached] = sets
	}
	account := int64(d.Slot) + 1
	values := historyValues(t.Kind.String(), t, sets.reached, export, sets.unreached)
	if _, err := w.insert.ExecContext(ctx, append([]any{entry, account}, values...)...); err != nil {
		return fmt.Errorf("noting what was told: %w", err)
	}
	sum := w.hasher.Values(checksum.Told, account, append([]any{entry}, values...)...)
	return w.sums.Add(ctx, checksum.Told, account, sum)
}

// lastEntryOf is the entry of the last message of an account; 0 for none.
func lastEntryOf(ctx context.Context, q store.Querier, account int64) (id int64, err error) {
	err = q.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) FROM told WHERE account = ?`, account).Scan(&id)
	return id, err
}
