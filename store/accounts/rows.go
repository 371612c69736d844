package accounts

import (
	"context"
	"database/sql"

	"trialist/store"
)

// Row is what a list shows of an account beside its scores.
type Row struct {
	Slot      uint32
	ID        string // external id
	Name      string // "" when not known
	Owner     string // "" without one
	LastTouch *Touch // nil without one; being given to somebody does not count
}

// Rows reads the accounts in the slots, in the order of the slots: a screenful,
// not a workspace, which [StreamRows] is for. Slots that are not there give
// rows without an ID.
func Rows(ctx context.Context, s *store.Store, slots []uint32) ([]Row, error) {
	var rows []Row
	err := s.Read(ctx, "read accounts", func(ctx context.Context, tx *sql.Tx) (err error) {
		rows, err = readRows(ctx, tx, slots)
		return err
	})
	return rows, err
}

func readRows(ctx context.Context, tx *sql.Tx, slots []uint32) ([]Row, error) {
	rows := make([]Row, len(slots))
	at := rowsByID(rows, slots)
	ids := make([]any, 0, len(at))
	for i, slot := range slots {
		if at[slot+1][0] == &rows[i] { // once each
			ids = append(ids, slot+1)
		}
	}
	err := store.InBatches(ids, func(part []any) error {
		if err := readNames(ctx, tx, part, at); err != nil {
			return err
		}
		return readTouches(ctx, tx, part, at)
	})
	return rows, err
}

// rowsByID gives the rows their slots and finds them by internal id.
func rowsByID(rows []Row, slots []uint32) map[uint32][]*Row {
	at := make(map[uint32][]*Row, len(slots))
	for i, slot := range slots {
		rows[i].Slot = slot
		at[slot+1] = append(at[slot+1], &rows[i])
	}
	return at
}

func readNames(ctx context.Context, q store.Querier, ids []any, at map[uint32][]*Row) error {
	return store.EachRow(ctx, q, func(r *sql.Rows) error {
		var id uint32
		var external, name string
		if err := r.Scan(&id, &external, &name); err != nil {
			return err
		}
		for _, row := range at[id] {
			row.ID, row.Name = external, name
		}
		return nil
	}, `SELECT id, external, name FROM accounts WHERE id IN (`+store.Placeholders(len(ids))+`)`, ids...)
}

// readTouches fills in what touches tell. The accounts have their IDs.
func readTouches(ctx context.Context, q store.Querier, ids []any, at map[uint32][]*Row) error {
	return store.EachRow(ctx, q, func(r *sql.Rows) error {
		var t Touch
		id, err := t.scan(r)
		if err != nil {
			return err
		}
		for _, row := range at[id] {
			t.Account = row.ID
			if t.Kind == Assigned {
				row.Owner = t.Body
			} else {
				row.LastTouch = &t
			}
		}
		return nil
	}, `SELECT account, id, at, kind, who, body FROM touches WHERE account IN (`+store.Placeholders(len(ids))+`) ORDER BY account, at, id`, ids...)
}
