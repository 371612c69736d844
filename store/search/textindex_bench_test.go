package search

import (
	"testing"

	"trialist/store"
	"trialist/store/facts"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

// BenchmarkReadAllTexts reads what is searched of every account.
func BenchmarkReadAllTexts(b *testing.B) {
	f := storetest.NewBenchmarkData(storetest.BenchAccounts(), 0)
	s := storetest.Open(b, storetest.NewPath(b), store.Options{})
	ingesttest.ImportRows(b, s, f.Customers())
	index := New(facts.New(s))
	for b.Loop() {
		index.clear()
		if err := index.Load(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
	storetest.PerSecond(b, storetest.BenchAccounts(), "rows")
}
