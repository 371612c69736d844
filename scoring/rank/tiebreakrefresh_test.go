package rank

import (
	"math/rand/v2"
	"slices"
	"testing"

	"trialist/scoring/bitset"
	"trialist/scoring/value"
)

func TestRefreshedTieBreakOrderEqualsNew(t *testing.T) {
	t.Parallel()
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 7))
		before := 1 + r.IntN(150)
		after := before + r.IntN(20)
		ranks := make([]uint32, after)
		for i, slot := range r.Perm(after) {
			ranks[slot] = uint32(i)
		}
		instant := func() value.Instant {
			if r.IntN(4) == 0 {
				return value.Never
			}
			return value.Instant(1_770_000_000_000) + value.Instant(r.IntN(5))*value.Day - value.Instant(r.IntN(2))
		}
		end, seen := make([]value.Instant, after), make([]value.Instant, after)
		for slot := range end {
			end[slot], seen[slot] = instant(), instant()
		}
		earlier := slices.DeleteFunc(TieBreakOrder(ranks, end, seen), func(slot uint32) bool { return int(slot) >= before })
		moved := bitset.New(after)
		for slot := range end {
			if slot >= before || r.IntN(10) == 0 {
				moved.Set(slot)
				end[slot], seen[slot] = instant(), instant()
			}
		}
		want := TieBreakOrder(ranks, end, seen)
		if got := RefreshTieBreakOrder(earlier, moved, ranks, end, seen); !slices.Equal(got, want) {
			t.Fatalf("seed %d: the order is %v, want %v", seed, got, want)
		}
	}
}
