package tables

import (
	"context"
	"database/sql"
	"errors"

	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/codec"
)

// AccountRow is the row of an account.
type AccountRow struct {
	ID             int64
	External, Name string
	Known          bool
	Attributes     codec.Attributes
}

// LoadAccounts reads the accounts with the ids, in no order. The error is a
// [checksum.Damage] when a row is another one than was stored, or is gone.
func LoadAccounts(ctx context.Context, q store.Querier, ids []any) ([]AccountRow, error) {
	accounts := make([]AccountRow, 0, len(ids))
	numbers := make([]int64, len(ids))
	for i, id := range ids {
		switch id := id.(type) {
		case int64:
			numbers[i] = id
		case uint32:
			numbers[i] = int64(id)
		}
	}
	err := store.EachRow(ctx, q, func(rows *sql.Rows) error {
		var a AccountRow
		err := rows.Scan(&a.ID, &a.External, &a.Name, &a.Known, (*[]byte)(&a.Attributes))
		accounts = append(accounts, a)
		return err
	}, `SELECT id, external, name, known, attributes FROM accounts WHERE id IN (`+store.Placeholders(len(ids))+`)`, ids...)
	if err != nil {
		return nil, err
	}
	return accounts, checkAccounts(ctx, q, accounts, numbers)
}

// checkAccounts compares rows with their checksums, and makes sure that none of the
// ids is missing.
func checkAccounts(ctx context.Context, q store.Querier, accounts []AccountRow, ids []int64) error {
	names, err := checksum.Load(ctx, q, checksum.Accounts, ids...)
	if err != nil {
		return err
	}
	attributes, err := checksum.Load(ctx, q, checksum.AccountAttributes, ids...)
	if err != nil {
		return err
	}
	var h checksum.Hasher
	found := make(map[int64]bool, len(accounts))
	for i := range accounts {
		a := &accounts[i]
		found[a.ID] = true
		if err := names.Check(a.ID, checksum.Account(&h, a.ID, a.External, a.Name, a.Known)); err != nil {
			return err
		}
		if err := attributes.Check(a.ID, checksum.Attributes(&h, checksum.AccountAttributes, a.ID, a.Attributes)); err != nil {
			return err
		}
	}
	for _, id := range ids {
		if !found[id] {
			return &checksum.Damage{Kind: checksum.Accounts, First: id, Last: id}
		}
	}
	return nil
}

// AccountByExternal is the id of the account with the external id, 0 when there is
// none. That there is none is only said when the index has all accounts, and is in
// order around the place where the id would be.
func AccountByExternal(ctx context.Context, q store.Querier, external string) (int64, error) {
	var id int64
	err := q.QueryRowContext(ctx, `SELECT id FROM accounts WHERE external = ?`, external).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, checkAbsent(ctx, q, external)
	}
	if err != nil {
		return 0, err
	}
	found, err := LoadAccounts(ctx, q, []any{id})
	if err == nil && found[0].External != external {
		err = ErrIndexDamaged
	}
	return id, err
}

// ErrIndexDamaged is the error for an index of external ids that does not lead to
// them.
var ErrIndexDamaged = store.Errorf(store.ErrDamaged, "an index of ids is damaged; run trialist doctor, or go back to a backup")

// checkAbsent reads the accounts without their index to make sure that none has the
// external id.
func checkAbsent(ctx context.Context, q store.Querier, external string) error {
	var id int64
	err := q.QueryRowContext(ctx, `SELECT id FROM accounts NOT INDEXED WHERE external = ?`, external).Scan(&id)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err == nil:
		return ErrIndexDamaged
	}
	return err
}
