package accounts

import (
	"math/rand/v2"
	"testing"

	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

// BenchmarkFirstRows reads what the list shows first, anywhere in the file.
func BenchmarkFirstRows(b *testing.B) {
	f := storetest.NewBenchmarkData(storetest.BenchAccounts(), storetest.BenchAccounts())
	s := ingesttest.ImportedStore(b, f)
	random := rand.New(rand.NewPCG(5, 5))
	slots := make([]uint32, 50)
	for b.Loop() {
		for i := range slots {
			slots[i] = random.Uint32N(uint32(storetest.BenchAccounts()))
		}
		if rows, err := Rows(b.Context(), s, slots, Latest); err != nil || len(rows) == 0 {
			b.Fatal(rows, err)
		}
	}
	storetest.PerSecond(b, len(slots), "rows")
}
