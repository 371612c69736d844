package tables

import (
	"context"
	"database/sql"
	"slices"

	"trialist/store"
)

// AccountsByExternal is the ids of the accounts with the external ids. Those that it
// does not find are left out, see [AccountByExternal].
func AccountsByExternal(ctx context.Context, q store.Querier, externals []string) (map[string]int64, error) {
	found := make(map[string]int64, len(externals))
	for some := range slices.Chunk(externals, accountBatch) {
		args := make([]any, len(some))
		for i, external := range some {
			args[i] = external
		}
		var ids []any
		err := store.EachRow(ctx, q, func(rows *sql.Rows) error {
			var id int64
			err := rows.Scan(&id)
			ids = append(ids, id)
			return err
		}, `SELECT id FROM accounts WHERE external IN (`+store.Placeholders(len(args))+`)`, args...)
		if err != nil {
			return nil, err
		}
		if len(ids) == 0 {
			continue
		}
		rows, err := LoadAccounts(ctx, q, ids)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			if !slices.Contains(some, row.External) {
				return nil, ErrIndexDamaged
			}
			found[row.External] = row.ID
		}
	}
	return found, nil
}

// accountBatch is how many accounts one statement looks up.
const accountBatch = 100
