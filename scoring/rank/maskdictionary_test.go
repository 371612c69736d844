package rank

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// Few bits index a table, many are hashed; a code means the same mask either
// way.
func TestMaskDictionaryKeepsMasks(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(3, 20))
	for _, width := range []int{0, 1, tableBits, tableBits + 1, 64} {
		masks := make([]uint64, 3000)
		for slot := range masks {
			masks[slot] = rng.Uint64() & rng.Uint64() & (1<<width - 1)
		}
		var slots []uint32
		for _, slot := range rng.Perm(len(masks) + 10) {
			if slot%3 > 0 {
				slots = append(slots, uint32(slot))
			}
		}
		d := encodeMasks(slots, masks)
		counted := make([]uint32, len(d.masks))
		for i, slot := range slots {
			if got, want := d.masks[d.codes[i]], maskAt(masks, slot); got != want {
				t.Fatalf("%d bits: slot %d has mask %b, want %b", width, slot, got, want)
			}
			counted[d.codes[i]]++
		}
		if got, want := fmt.Sprint(d.counts), fmt.Sprint(counted); got != want {
			t.Errorf("%d bits: counted %s, want %s", width, got, want)
		}
	}
}

func BenchmarkMaskDictionary1M(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	slots := make([]uint32, 1_000_000)
	for i, slot := range rng.Perm(len(slots)) {
		slots[i] = uint32(slot)
	}
	for _, width := range []int{5, 15, 20} {
		masks := make([]uint64, len(slots))
		for i := range masks {
			masks[i] = rng.Uint64() & rng.Uint64() & rng.Uint64() & (1<<width - 1)
		}
		b.Run(fmt.Sprintf("bits=%d", width), func(b *testing.B) {
			for b.Loop() {
				encodeMasks(slots, masks)
			}
		})
	}
}
