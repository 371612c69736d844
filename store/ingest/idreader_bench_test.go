package ingest

import (
	"testing"

	"trialist/store"
	"trialist/store/storetest"
)

// BenchmarkReadAllIDs reads the ids of every account.
func BenchmarkReadAllIDs(b *testing.B) {
	f := storetest.NewBenchmarkData(storetest.BenchAccounts(), 0)
	s := storetest.Open(b, storetest.NewPath(b), store.Options{})
	if _, err := Run(b.Context(), s, f.Customers().Reader(), Options{}); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := eachID(b.Context(), s.Reader(), idsOfAccounts, uint32(storetest.BenchAccounts()), func(bool, []byte) {}); err != nil {
			b.Fatal(err)
		}
	}
	storetest.PerSecond(b, storetest.BenchAccounts(), "rows")
}
