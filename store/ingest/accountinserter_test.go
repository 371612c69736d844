package ingest

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"trialist/store"
	"trialist/store/storetest"
)

// TestAccountsAreInsertedAsTheyAre inserts as many accounts as some statements take,
// of which all, none or some are known.
func TestAccountsAreInsertedAsTheyAre(t *testing.T) {
	t.Parallel()
	for name, known := range map[string]func(i int) bool{
		"all":     func(int) bool { return true },
		"none":    func(int) bool { return false },
		"some":    func(i int) bool { return i%3 > 0 },
		"the one": func(i int) bool { return i == 0 },
	} {
		for _, n := range []int{1, 2, insertRows, 2*insertRows + 7} {
			s := storetest.Open(t, storetest.NewPath(t), store.Options{})
			accounts := make([]accountRecord, n)
			var want, got strings.Builder
			for i := range accounts {
				accounts[i] = accountRecord{external: fmt.Sprint("e", i), name: fmt.Sprint("n", i), known: known(i)}
				if i%2 > 0 {
					accounts[i].attributes = []byte{byte(i)}
				}
				fmt.Fprintln(&want, i+5, accounts[i].external, accounts[i].name, accounts[i].known, []byte(accounts[i].attributes))
			}
			err := s.Write(t.Context(), "insert", func(ctx context.Context, tx *sql.Tx) error {
				in := accountInserter{tx: tx}
				return in.insert(ctx, 5, accounts)
			})
			if err != nil {
				t.Fatal(err)
			}
			err = s.QueryEach(t.Context(), "read", func(rows *sql.Rows) error {
				var id int
				var external, name string
				var known bool
				var attributes []byte
				err := rows.Scan(&id, &external, &name, &known, &attributes)
				fmt.Fprintln(&got, id, external, name, known, attributes)
				return err
			}, `SELECT id, external, name, known, attributes FROM accounts ORDER BY id`)
			if err != nil || got.String() != want.String() {
				t.Errorf("%s of %d known: %v, got\n%swant\n%s", name, n, err, got.String(), want.String())
			}
		}
	}
}
