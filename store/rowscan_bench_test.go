package store

import (
	"context"
	"database/sql"
	"testing"

	"trialist/scoring/eval"
)

// BenchmarkReadAllRows reads something of every account, as imports, searches,
// lists and evaluations do before anything is cached.
func BenchmarkReadAllRows(b *testing.B) {
	f := newBenchmarkData(benchAccounts(), 0)
	s := open(b, newPath(b), Options{})
	importRows(b, s, f.customers())
	index := NewIndex(NewCache(s))
	facts, err := index.cache.Snapshot(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	run := func(name string, read func(ctx context.Context) error) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := read(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
			perSecond(b, benchAccounts(), "rows")
		})
	}
	run("ids", func(ctx context.Context) error {
		return eachID(ctx, s.Reader(), idsOfAccounts, uint32(benchAccounts()), func(bool, []byte) {})
	})
	run("search texts", func(ctx context.Context) error {
		index.clear()
		_, err := index.texts(ctx, facts)
		return err
	})
	inTx := func(name string, read func(ctx context.Context, tx *sql.Tx) error) {
		run(name, func(ctx context.Context) error { return s.read(ctx, name, read) })
	}
	inTx("names", func(ctx context.Context, tx *sql.Tx) error {
		_, err := readNameTable(ctx, tx, benchAccounts())
		return err
	})
	inTx("ranks", func(ctx context.Context, tx *sql.Tx) error {
		_, err := readRanks(ctx, tx, benchAccounts())
		return err
	})
	run("attributes", func(ctx context.Context) error {
		_, err := facts.scanColumns(ctx, eval.AccountScope, benchAccounts(), []uint32{1, 2, 3})
		return err
	})
}
