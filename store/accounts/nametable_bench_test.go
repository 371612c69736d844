package accounts

import (
	"context"
	"database/sql"
	"testing"

	"trialist/store"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

// BenchmarkReadAllNames reads ids and names of every account.
func BenchmarkReadAllNames(b *testing.B) {
	f := storetest.NewBenchmarkData(storetest.BenchAccounts(), 0)
	s := storetest.Open(b, storetest.NewPath(b), store.Options{})
	ingesttest.ImportRows(b, s, f.Customers())
	for b.Loop() {
		err := s.Read(b.Context(), "read names", func(ctx context.Context, tx *sql.Tx) error {
			_, err := readNameTable(ctx, tx, storetest.BenchAccounts())
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	storetest.PerSecond(b, storetest.BenchAccounts(), "rows")
}
