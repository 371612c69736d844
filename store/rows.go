package store

import (
	"context"
	"database/sql"

	"trialist/scoring"
)

// Row is what a list shows of an account beside its scores.
type Row struct {
	Slot      uint32
	ID        string // external id
	Name      string // "" when not known
	Domain    string // the attribute domain; "" without one
	Owner     string // "" without one
	LastTouch *Touch // nil without one; being given to somebody does not count
}

// Rows reads the accounts in the slots, in the order of the slots: a screenful,
// not a workspace. Slots that are not there give rows without an ID.
func (s *Store) Rows(ctx context.Context, slots []uint32) ([]Row, error) {
	rows := make([]Row, len(slots))
	at := make(map[uint32][]*Row, len(slots)) // by internal id
	ids := make([]any, 0, len(slots))
	for i, slot := range slots {
		rows[i].Slot = slot
		if at[slot+1] == nil {
			ids = append(ids, slot+1)
		}
		at[slot+1] = append(at[slot+1], &rows[i])
	}
	err := s.read(ctx, "read accounts", func(ctx context.Context, tx *sql.Tx) error {
		domain, err := domainName(ctx, tx)
		if err != nil {
			return err
		}
		return inParts(ids, func(part []any) error {
			if err := readRows(ctx, tx, domain, part, at); err != nil {
				return err
			}
			return readTouches(ctx, tx, part, at)
		})
	})
	return rows, err
}

// domainName is the number of the attribute domain; 0 without one.
func domainName(ctx context.Context, q queryer) (uint32, error) {
	var number uint32
	err := q.QueryRowContext(ctx, `SELECT coalesce(max(number), 0) FROM attribute_names WHERE scope = ? AND name = ?`,
		int(scoring.AccountScope), scoring.Domain).Scan(&number)
	return number, err
}

// text is the text of one attribute, in a form that need not be kept.
func (a attributes) text(name uint32) string {
	if name == 0 {
		return ""
	}
	for v := range a.all() {
		if v.name == name {
			return v.value().String()
		}
	}
	return ""
}

func readRows(ctx context.Context, q queryer, domain uint32, ids []any, at map[uint32][]*Row) error {
	return eachRow(ctx, q, func(r *sql.Rows) error {
		var id uint32
		var row Row
		var packed sql.RawBytes
		if err := r.Scan(&id, &row.ID, &row.Name, &packed); err != nil {
			return err
		}
		row.Domain = attributes(packed).text(domain)
		for _, into := range at[id] {
			row.Slot = into.Slot
			*into = row
		}
		return nil
	}, `SELECT id, external, name, attributes FROM accounts WHERE id IN (`+places(len(ids))+`)`, ids...)
}

func readTouches(ctx context.Context, q queryer, ids []any, at map[uint32][]*Row) error {
	return eachRow(ctx, q, func(r *sql.Rows) error {
		var t Touch
		id, err := t.scan(r)
		if err != nil {
			return err
		}
		for _, row := range at[id] {
			t.Account = row.ID
			if t.Kind == Owned {
				row.Owner = t.Body
			} else {
				row.LastTouch = &t
			}
		}
		return nil
	}, `SELECT account, id, at, kind, who, body FROM touches WHERE account IN (`+places(len(ids))+`) ORDER BY account, at, id`, ids...)
}
