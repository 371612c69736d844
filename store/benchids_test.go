package store

import (
	"testing"
)

// BenchmarkReadAllIDs reads the ids of every account.
func BenchmarkReadAllIDs(b *testing.B) {
	f := newBenchmarkData(benchAccounts(), 0)
	s := open(b, newPath(b), Options{})
	if _, err := s.Import(b.Context(), f.customers().reader(), ImportOptions{}); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := eachID(b.Context(), s.Reader(), idsOfAccounts, uint32(benchAccounts()), func(bool, []byte) {}); err != nil {
			b.Fatal(err)
		}
	}
	perSecond(b, benchAccounts(), "rows")
}
