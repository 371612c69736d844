package scoring

// Masks are up to 64 answers of each slot in one word, so that what an account
// matches is one look-up.
type Masks struct {
	Bits []uint64 // by slot
	Keys []string // the sentence of the condition of each bit, from the lowest
}

// Matches are the masks of both sides.
type Matches struct{ Adoption, Fit Masks }

// BuildMasks turns the answers of conditions over n slots, one Bits each, into
// a word a slot. Bit i is answers[i], which keys[i] names; there are 64 at most
// and what exceeds that is left out.
func BuildMasks(n int, keys []string, answers []Bits) Masks {
	answers = answers[:min(len(answers), 64)]
	masks := Masks{Bits: make([]uint64, n), Keys: keys[:min(len(keys), 64)]}
	for i := 0; i<<6 < n; i++ {
		var square [64]uint64
		for j, b := range answers {
			if i < len(b) {
				square[j] = b[i]
			}
		}
		transpose(&square)
		copy(masks.Bits[i<<6:], square[:])
	}
	return masks
}

// transpose swaps bit j of word i with bit i of word j, for all of them, by
// swapping ever smaller squares.
func transpose(square *[64]uint64) {
	low := uint64(1<<32 - 1)
	for side := 32; side > 0; side >>= 1 {
		for i := 0; i < 64; i = (i + side + 1) &^ side {
			a, b := &square[i&63], &square[(i+side)&63]
			swap := (*a>>side ^ *b) & low
			*a ^= swap << side
			*b ^= swap
		}
		low ^= low << (side >> 1)
	}
}
