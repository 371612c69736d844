package codec_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"trialist/store/codec"
)

func TestCodes(t *testing.T) {
	t.Parallel()
	dice := rand.New(rand.NewPCG(4, 4))
	for n := range 300 {
		for _, most := range []uint32{1, 2, 5, 1<<32 - 1} {
			codes := make([]uint32, n)
			for i := range codes {
				codes[i] = dice.Uint32N(most)
			}
			packed := codec.EncodeCodes(codes)
			got, ok := codec.DecodeCodes(packed)
			if !ok || !slices.Equal(got, codes) {
				t.Fatalf("%v became %v, %t", codes, got, ok)
			}
			if _, ok := codec.DecodeCodes(packed[:len(packed)-1]); ok {
				t.Fatal("half of it was read")
			}
		}
	}
}

func FuzzCodes(f *testing.F) {
	f.Add([]byte{1, 3, 7})
	f.Add([]byte{2, 2, 200, 1, 3})
	f.Fuzz(func(t *testing.T, b []byte) {
		codes, ok := codec.DecodeCodes(b)
		if !ok {
			return
		}
		if again, ok := codec.DecodeCodes(codec.EncodeCodes(codes)); !ok || !slices.Equal(again, codes) {
			t.Errorf("%v became %v", codes, again)
		}
	})
}
