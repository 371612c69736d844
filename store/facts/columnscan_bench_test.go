package facts

import (
	"context"
	"database/sql"
	"testing"

	"trialist/scoring/eval"
	"trialist/store"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

// BenchmarkReadAllRanks reads the order of every account.
func BenchmarkReadAllRanks(b *testing.B) {
	f := storetest.NewBenchmarkData(storetest.BenchAccounts(), 0)
	s := storetest.Open(b, storetest.NewPath(b), store.Options{})
	ingesttest.ImportRows(b, s, f.Customers())
	for b.Loop() {
		err := s.Read(b.Context(), "read ranks", func(ctx context.Context, tx *sql.Tx) error {
			_, err := readRanks(ctx, tx, storetest.BenchAccounts())
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	storetest.PerSecond(b, storetest.BenchAccounts(), "rows")
}

// BenchmarkReadAllAttributes reads three columns.
func BenchmarkReadAllAttributes(b *testing.B) {
	f := storetest.NewBenchmarkData(storetest.BenchAccounts(), 0)
	s := storetest.Open(b, storetest.NewPath(b), store.Options{})
	ingesttest.ImportRows(b, s, f.Customers())
	snapshot, err := New(s).Snapshot(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := snapshot.scanColumns(b.Context(), eval.AccountScope, storetest.BenchAccounts(), []uint32{1, 2, 3}); err != nil {
			b.Fatal(err)
		}
	}
	storetest.PerSecond(b, storetest.BenchAccounts(), "rows")
}
