package journey

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"trialist/scoring/journey"
	"trialist/scoring/rulebook"
	"trialist/store"
	"trialist/store/checksum"
)

// told is what accounts were told, by slot. Accounts that were told much are few sets of
// reached milestones, so that equal ones share their memory.
type told struct {
	first []uint32 // of the messages of a slot; those of the next slot begin where they end
	list  []journey.Told
	some  map[int][]journey.Told // instead, where only some slots were asked about
	state toldState
}

// toldState changes whenever somebody is told something, or that is taken back.
type toldState struct{ last, count int64 }

func readToldState(ctx context.Context, q store.Querier) (s toldState, err error) {
	err = q.QueryRowContext(ctx, `SELECT coalesce((SELECT max(id) FROM told), 0), (SELECT count(*) FROM told)`).Scan(&s.last, &s.count)
	return s, err
}

// loadTold reads what the accounts in some slots were told; nil is all.
func loadTold(ctx context.Context, tx *sql.Tx, among []int) (*told, error) {
	t := &told{}
	var err error
	if t.state, err = readToldState(ctx, tx); err != nil || t.state.count == 0 {
		return t, err
	}
	if among != nil {
		t.some = make(map[int][]journey.Told, len(among))
		for _, slot := range among {
			if t.some[slot], err = loadToldTo(ctx, tx, slot); err != nil {
				return nil, err
			}
		}
		return t, nil
	}
	if err := checksum.CheckKind(ctx, tx, checksum.Told); err != nil {
		return nil, err
	}
	var shared toldSets
	err = store.EachRow(ctx, tx, func(rows *sql.Rows) error {
		account, one, err := shared.scan(rows)
		if err != nil {
			return err
		}
		for int64(len(t.first)) < account {
			t.first = append(t.first, uint32(len(t.list)))
		}
		t.list = append(t.list, one)
		return nil
	}, `SELECT `+toldColumns+` FROM told NOT INDEXED ORDER BY account, id`)
	t.first = append(t.first, uint32(len(t.list)))
	return t, err
}

// toldSets are the sets of milestones that rows have, by their documents: they are few.
type toldSets struct {
	reached   map[string][]int64
	unreached map[string][]uint32
}

// toldColumns are those that scan reads.
const toldColumns = `account, kind, milestone, next, reached, unreached, seen, as_of`

// scan reads a row of toldColumns and more.
func (sets *toldSets) scan(rows *sql.Rows, more ...any) (account int64, t journey.Told, err error) {
	var kind, reached, unreached string
	into := append([]any{&account, &kind, &t.Milestone, &t.Next, &reached, &unreached, (*int64)(&t.Seen), (*int64)(&t.AsOf)}, more...)
	if err = rows.Scan(into...); err != nil {
		return account, t, err
	}
	if t.Kind, err = rulebook.ParseMessageKind(kind); err != nil {
		return account, t, damaged(err)
	}
	if t.Reached, err = decodeSet(&sets.reached, reached); err != nil {
		return account, t, damaged(err)
	}
	if t.Unreached, err = decodeSet(&sets.unreached, unreached); err != nil {
		return account, t, damaged(err)
	}
	return account, t, nil
}

// decodeSet is the set that a document holds. It keeps those that it reads.
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

// of is what the account in a slot was told, the oldest first.
func (t *told) of(slot int) []journey.Told {
	if t.some != nil {
		return t.some[slot]
	}
	if slot+1 >= len(t.first) {
		return nil
	}
	return t.list[t.first[slot]:t.first[slot+1]]
}

// ToldTo is what one account was told, the oldest first.
func ToldTo(ctx context.Context, s *store.Store, slot int) ([]journey.Told, error) {
	var list []journey.Told
	err := s.Read(ctx, "read what a trial was told", func(ctx context.Context, tx *sql.Tx) (err error) {
		list, err = loadToldTo(ctx, tx, slot)
		return err
	})
	return list, err
}

func loadToldTo(ctx context.Context, tx *sql.Tx, slot int) ([]journey.Told, error) {
	if err := checksum.CheckOne(ctx, tx, checksum.Told, int64(slot)+1); err != nil {
		return nil, err
	}
	var list []journey.Told
	var shared toldSets
	err := store.EachRow(ctx, tx, func(rows *sql.Rows) error {
		_, one, err := shared.scan(rows)
		list = append(list, one)
		return err
	}, `SELECT `+toldColumns+` FROM told WHERE account = ? ORDER BY id`, slot+1)
	return list, err
}

// toldWriter writes what accounts are told.
type toldWriter struct {
	insert *sql.Stmt
	sums   *checksum.Writer
	hasher checksum.Hasher
	sets   map[uint64]setDocuments // by what is reached
}

// setDocuments are the documents of what is reached, and of what is not.
type setDocuments struct{ reached, unreached string }

func newToldWriter(ctx context.Context, tx *sql.Tx, sums *checksum.Writer) (*toldWriter, error) {
	insert, err := tx.PrepareContext(ctx, `INSERT INTO told (id, account, kind, milestone, next, reached, seen, export, as_of, unreached) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	return &toldWriter{insert: insert, sums: sums, sets: make(map[uint64]setDocuments)}, err
}

// add writes that an account was told what the entry of the outbox has.
func (w *toldWriter) add(ctx context.Context, entry int64, steps *journey.Steps, d journey.Due, export int64) error {
	t := steps.Told(d)
	sets, ok := w.sets[d.Reached]
	if !ok {
		reached, err := json.Marshal(t.Reached)
		if err != nil {
			return err
		}
		unreached, err := json.Marshal(append([]uint32{}, t.Unreached...)) // [] and not null
		if err != nil {
			return err
		}
		sets = setDocuments{string(reached), string(unreached)}
		w.sets[d.Reached] = sets
	}
	account := int64(d.Slot) + 1
	values := []any{t.Kind.String(), t.Milestone, t.Next, sets.reached, int64(t.Seen), export, int64(t.AsOf), sets.unreached}
	if _, err := w.insert.ExecContext(ctx, append([]any{entry, account}, values...)...); err != nil {
		return fmt.Errorf("noting what was told: %w", err)
	}
	sum := w.hasher.Values(checksum.Told, account, append([]any{entry}, values...)...)
	return w.sums.Add(ctx, checksum.Told, account, sum)
}

// lastToldOf is the entry of what an account was told last; 0 for nothing.
func lastToldOf(ctx context.Context, q store.Querier, account int64) (id int64, err error) {
	err = q.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) FROM told WHERE account = ?`, account).Scan(&id)
	return id, err
}
