package accounts

import (
	"context"
	"database/sql"

	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/tables"
)

// Row is what a list shows of an account beside its scores.
type Row struct {
	Slot      uint32
	ID        string // external id
	Name      string // "" when not known
	Owner     string // "" without one
	LastTouch *Touch // nil without one; [Assigned] does not count
	// Snooze and Dismissal are what may keep a trial out of the list: the last ones that
	// were not followed by [Restored]. A snooze may be over.
	Snooze, Dismissal *Touch
}

// Rows reads the accounts in the slots, in the order of the slots, with the touches
// that count at as-of. It is for as many as fit a screen; [StreamRows] is for more. A slot without an account gives a row
// without an ID.
func Rows(ctx context.Context, s *store.Store, slots []uint32, asOf value.Instant) ([]Row, error) {
	var rows []Row
	err := s.Read(ctx, "read accounts", func(ctx context.Context, tx *sql.Tx) (err error) {
		rows, err = readRows(ctx, tx, slots, asOf)
		return err
	})
	return rows, err
}

func readRows(ctx context.Context, tx *sql.Tx, slots []uint32, asOf value.Instant) ([]Row, error) {
	rows := make([]Row, len(slots))
	byID := rowsByID(rows, slots)
	ids := make([]any, 0, len(byID))
	for i, slot := range slots {
		if byID[slot+1][0] == &rows[i] { // each once, also where slots repeat
			ids = append(ids, slot+1)
		}
	}
	err := store.InBatches(ids, func(batch []any) error {
		if err := readNames(ctx, tx, batch, byID); err != nil {
			return err
		}
		return readTouches(ctx, tx, batch, byID, asOf)
	})
	return rows, err
}

// rowsByID sets the slots of the rows, and returns the rows by internal id. A slot
// may have several.
func rowsByID(rows []Row, slots []uint32) map[uint32][]*Row {
	byID := make(map[uint32][]*Row, len(slots))
	for i, slot := range slots {
		rows[i].Slot = slot
		byID[slot+1] = append(byID[slot+1], &rows[i])
	}
	return byID
}

// readNames sets the external ids and names of the rows.
func readNames(ctx context.Context, q store.Querier, ids []any, byID map[uint32][]*Row) error {
	numbers := make([]int64, len(ids))
	for i, id := range ids {
		number, _ := id.(uint32)
		numbers[i] = int64(number)
	}
	sums, err := checksum.Load(ctx, q, checksum.Accounts, numbers...)
	if err != nil {
		return err
	}
	var h checksum.Hasher
	err = store.EachRow(ctx, q, func(r *sql.Rows) error {
		var id uint32
		var external, name string
		if err := r.Scan(&id, &external, &name); err != nil {
			return err
		}
		if err := sums.CheckName(int64(id), checksum.Account(&h, int64(id), external, name, false)); err != nil {
			return err
		}
		for _, row := range byID[id] {
			row.ID, row.Name = external, name
		}
		return nil
	}, `SELECT id, external, name FROM accounts WHERE id IN (`+store.Placeholders(len(ids))+`)`, ids...)
	for _, id := range numbers {
		if err == nil && byID[uint32(id)][0].ID == "" { // which is no external id, so that it was not found
			err = sums.Check(id, 0)
		}
	}
	return err
}

// readTouches sets what the rows have of the touches that count at as-of. The rows
// have their external ids.
func readTouches(ctx context.Context, q store.Querier, ids []any, byID map[uint32][]*Row, asOf value.Instant) error {
	accounts := make([]int64, len(ids))
	for i, id := range ids {
		number, _ := id.(uint32)
		accounts[i] = int64(number)
	}
	return eachTouch(ctx, q, accounts, func(account int64, t Touch) {
		if t.Undone || t.At > asOf {
			return
		}
		for _, row := range byID[uint32(account)] {
			touch := t
			touch.Account = row.ID
			row.Note(&touch)
		}
	})
}

// EachTouched visits the accounts with touches, in slot order: what their rows have of
// the touches that count at as-of, without id and name.
func EachTouched(ctx context.Context, q store.Querier, asOf value.Instant, visit func(Row)) error {
	return tables.EachTouchedAccount(ctx, q, func(rows []tables.TouchRow) error {
		row := Row{Slot: uint32(rows[0].Account - 1)}
		err := visitTouches(rows, func(_ int64, t Touch) {
			if !t.Undone && t.At <= asOf {
				row.Note(&t)
			}
		})
		visit(row)
		return err
	})
}

// Note takes over the next touch that counts.
func (r *Row) Note(t *Touch) {
	if t.Kind == Assigned {
		r.Owner = t.Body
		return
	}
	r.LastTouch = t
	switch t.Kind {
	case Snoozed:
		r.Snooze = t
	case Dismissed:
		r.Dismissal = t
	case Restored:
		r.Snooze, r.Dismissal = nil, nil
	case Called, Mailed, Noted, Met, Assigned:
	}
}
