package store

import (
	"context"
	"database/sql"
	"testing"
	"trialist/scoring/eval"
)

// BenchmarkReadAllRanks reads the order of every account.
func BenchmarkReadAllRanks(b *testing.B) {
	f := newBenchmarkData(benchAccounts(), 0)
	s := open(b, newPath(b), Options{})
	importRows(b, s, f.customers())
	for b.Loop() {
		err := s.read(b.Context(), "read ranks", func(ctx context.Context, tx *sql.Tx) error {
			_, err := readRanks(ctx, tx, benchAccounts())
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	perSecond(b, benchAccounts(), "rows")
}

// BenchmarkReadAllAttributes reads three columns.
func BenchmarkReadAllAttributes(b *testing.B) {
	f := newBenchmarkData(benchAccounts(), 0)
	s := open(b, newPath(b), Options{})
	importRows(b, s, f.customers())
	snapshot, err := NewCache(s).Snapshot(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := snapshot.scanColumns(b.Context(), eval.AccountScope, benchAccounts(), []uint32{1, 2, 3}); err != nil {
			b.Fatal(err)
		}
	}
	perSecond(b, benchAccounts(), "rows")
}
