package facts

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"testing"

	"trialist/scoring/record"
	"trialist/store"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

// TestNewAccountsAreRankedByASoundIndexOnly ranks new accounts among old ones by an
// index that has lost an account, or has it in another place: that must be found.
func TestNewAccountsAreRankedByASoundIndexOnly(t *testing.T) {
	t.Parallel()
	const old, fresh = 300, 5
	rows := func(from, to int) (rows storetest.SourceRows) {
		for i := from; i < to; i++ {
			rows.Customers = append(rows.Customers, record.CustomerRow{Account: fmt.Sprintf("acc_%03d", i*89%(old+fresh))})
		}
		return rows
	}
	newID := func(i int) string { return fmt.Sprintf("acc_%03d", (old+i)*89%(old+fresh)) }
	for name, test := range map[string]struct {
		entries string // of the index; "" for all
		damaged bool
	}{
		"sound":            {"(external)", false},
		"lost":             {fmt.Sprintf("(external) WHERE external <> '%s'", neighbour(newID(2), -1)), true},
		"lost after":       {fmt.Sprintf("(external) WHERE external <> '%s'", neighbour(newID(2), 1)), true},
		"a new one lost":   {fmt.Sprintf("(external) WHERE external <> '%s'", newID(1)), true},
		"in another place": {fmt.Sprintf("(replace(external, '%s', 'b'))", neighbour(newID(2), -1)), true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := storetest.NewPath(t)
			s := storetest.Open(t, path, store.Options{})
			ingesttest.ImportRows(t, s, rows(0, old))
			var before, want, got []uint32
			read := func(into *[]uint32, rank func(ctx context.Context, tx *sql.Tx) ([]uint32, error)) error {
				return s.Read(t.Context(), "rank", func(ctx context.Context, tx *sql.Tx) (err error) {
					*into, err = rank(ctx, tx)
					return err
				})
			}
			all := func(accounts int) func(ctx context.Context, tx *sql.Tx) ([]uint32, error) {
				return func(ctx context.Context, tx *sql.Tx) ([]uint32, error) { return readRanks(ctx, tx, accounts) }
			}
			if err := read(&before, all(old)); err != nil {
				t.Fatal(err)
			}
			ingesttest.ImportRows(t, s, rows(old, old+fresh))
			if err := read(&want, all(old+fresh)); err != nil {
				t.Fatal(err)
			}
			create := "CREATE UNIQUE INDEX accounts_by_external ON accounts "
			storetest.ExecSQL(t, path, "DROP INDEX accounts_by_external; "+create+test.entries+"; PRAGMA writable_schema = 1; "+
				"UPDATE sqlite_schema SET sql = '"+create+"(external)' WHERE name = 'accounts_by_external'")
			s = storetest.Open(t, path, store.Options{})
			err := read(&got, func(ctx context.Context, tx *sql.Tx) ([]uint32, error) {
				return insertRanks(ctx, tx, before, old+fresh)
			})
			if test.damaged != errors.Is(err, store.ErrDamaged) || !test.damaged && (err != nil || !slices.Equal(got, want)) {
				t.Errorf("got %v, %v", got, err)
			}
		})
	}
}

// neighbour is the id of an account some places before or after another one.
func neighbour(id string, by int) string {
	var n int
	_, _ = fmt.Sscanf(id, "acc_%d", &n)
	return fmt.Sprintf("acc_%03d", n+by)
}
