package store

import (
	"context"
	"database/sql"
	"testing"
)

// BenchmarkReadAllNames reads ids and names of every account.
func BenchmarkReadAllNames(b *testing.B) {
	f := newBenchmarkData(benchAccounts(), 0)
	s := open(b, newPath(b), Options{})
	importRows(b, s, f.customers())
	for b.Loop() {
		err := s.read(b.Context(), "read names", func(ctx context.Context, tx *sql.Tx) error {
			_, err := readNameTable(ctx, tx, benchAccounts())
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	perSecond(b, benchAccounts(), "rows")
}
