package idmap

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"trialist/store/storetest"
)

// BenchmarkIDMap looks up ids in no order, as an import does.
func BenchmarkIDMap(b *testing.B) {
	const batch, group = 4096, 256 // ids, and how many are looked up together
	random := rand.New(rand.NewPCG(1, 2))
	keys := make([][]byte, 10*storetest.BenchAccounts())
	for i := range keys {
		keys[i] = fmt.Appendf(nil, "acc_%08x", uint32(i)*2654435761)
	}
	m := New(0)
	for _, key := range keys {
		m.GetOrInsert(key)
	}
	asked, hashes := make([][]byte, batch), make([]uint64, group)
	for i := range asked {
		asked[i] = keys[random.IntN(len(keys))]
	}
	for b.Loop() {
		for keys := range slices.Chunk(asked, group) {
			for i, key := range keys {
				hashes[i] = m.Hash(key)
			}
			m.Touch(hashes)
			for i, key := range keys {
				if _, fresh := m.GetOrInsertHashed(key, hashes[i]); fresh {
					b.Fatal("an id was lost")
				}
			}
		}
	}
	storetest.PerSecond(b, batch, "rows")
}
