package codec

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestStatesComeBack(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 2))
	for name, test := range map[string]struct {
		n    int
		bits int // that vary in a mask
	}{"none": {0, 1}, "one": {1, 4}, "few different": {500, 2}, "more than a byte": {5000, 10}, "all different": {BlockSlots, 64}} {
		states := make([]State, test.n)
		for i := range states {
			states[i] = State{byte(rng.IntN(5)), rng.Uint64() >> (64 - test.bits), rng.Uint64() >> (64 - test.bits)}
		}
		block, err := EncodeStates(states)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		back, err := DecodeStates(block)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if diff := cmp.Diff(states, back); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if _, err := EncodeStates(make([]State, BlockSlots+1)); err == nil {
		t.Error("a block of too many is made")
	}
}

func FuzzDecodeStates(f *testing.F) {
	for _, states := range [][]State{nil, {{1, 2, 3}}, slices.Repeat([]State{{1, 7, 1}, {2, 0, 0}}, 400)} {
		block, err := EncodeStates(states)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(block)
	}
	f.Fuzz(func(t *testing.T, block []byte) {
		states, err := DecodeStates(block)
		if err != nil {
			return
		}
		again, err := EncodeStates(states)
		if err != nil {
			t.Fatal(err)
		}
		back, err := DecodeStates(again)
		if err != nil || !slices.Equal(states, back) {
			t.Errorf("%d states come back as %d, %v", len(states), len(back), err)
		}
	})
}
