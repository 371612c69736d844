package store

import (
	"testing"
)

// BenchmarkReadAllTexts reads what is searched of every account.
func BenchmarkReadAllTexts(b *testing.B) {
	f := newBenchmarkData(benchAccounts(), 0)
	s := open(b, newPath(b), Options{})
	importRows(b, s, f.customers())
	index := NewIndex(NewCache(s))
	for b.Loop() {
		index.clear()
		if err := index.Load(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
	perSecond(b, benchAccounts(), "rows")
}
