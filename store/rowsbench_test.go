package store

import (
	"math/rand/v2"
	"testing"
)

// BenchmarkFirstRows reads what the list shows first, anywhere in the file.
func BenchmarkFirstRows(b *testing.B) {
	f := newBenchmarkData(benchAccounts(), benchAccounts())
	s := importedStore(b, f)
	random := rand.New(rand.NewPCG(5, 5))
	slots := make([]uint32, 50)
	for b.Loop() {
		for i := range slots {
			slots[i] = random.Uint32N(uint32(benchAccounts()))
		}
		if rows, err := s.Rows(b.Context(), slots); err != nil || len(rows) == 0 {
			b.Fatal(rows, err)
		}
	}
	perSecond(b, len(slots), "rows")
}
