package views

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"trialist/scoring/view"
	"trialist/store"
	"trialist/store/checksum"
)

// document is a view as it is stored.
type document struct {
	Name    string `json:"name"`
	Filter  string `json:"filter"`
	Sort    string `json:"sort"`
	Columns string `json:"columns"`
}

// Load reads the views in their order. Until one is changed they are those of
// [view.Defaults].
func Load(ctx context.Context, s *store.Store) (all []view.View, err error) {
	err = s.Read(ctx, "read views", func(ctx context.Context, tx *sql.Tx) error {
		all, err = load(ctx, tx)
		return err
	})
	return all, err
}

func load(ctx context.Context, q store.Querier) ([]view.View, error) {
	if err := checksum.CheckKind(ctx, q, checksum.Views); err != nil {
		return nil, err
	}
	var body string
	err := q.QueryRowContext(ctx, `SELECT body FROM views WHERE id = 1`).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return view.Defaults(), nil
	}
	if err != nil {
		return nil, err
	}
	var stored []document
	if err := json.Unmarshal([]byte(body), &stored); err != nil {
		return nil, store.DamageError(err, "the views cannot be read")
	}
	all := make([]view.View, len(stored))
	for i, d := range stored {
		all[i] = view.View{Name: d.Name, Filter: d.Filter}
		if all[i].Sort, err = view.ParseSort(d.Sort); err == nil {
			all[i].Columns, err = view.ParseColumns(d.Columns)
		}
		if err != nil {
			return nil, store.DamageError(err, "the view %q cannot be read", d.Name)
		}
	}
	return all, nil
}

// Edit changes the views in one transaction and returns them. The change gets those
// that there are, and must not change them in place. The error is that of the change,
// or a [value.FieldError] when the outcome is not valid.
func Edit(ctx context.Context, s *store.Store, change func([]view.View) ([]view.View, error)) (all []view.View, err error) {
	err = s.Write(ctx, "save views", func(ctx context.Context, tx *sql.Tx) error {
		before, err := load(ctx, tx)
		if err != nil {
			return err
		}
		if all, err = change(before); err != nil {
			return err
		}
		if err := view.Check(all); err != nil {
			return err
		}
		stored := make([]document, len(all))
		for i, v := range all {
			stored[i] = document{v.Name, v.Filter, v.Sort.String(), view.FormatColumns(v.Columns)}
		}
		body, err := json.Marshal(stored)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO views (id, body) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body`, string(body))
		return cmp.Or(err, checksum.Seal(ctx, tx, checksum.Views, 1))
	})
	return all, err
}
