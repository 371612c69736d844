package rank

import (
	"math/bits"

	"trialist/scoring/bitset"
)

// Masks are up to 64 answers of each slot in one word, so that what an account
// matches is one look-up.
type Masks struct {
	Words []uint64 // by slot
	Keys  []string // the sentence of the condition of each bit, from the lowest
}

// Matches are the masks of both sides.
type Matches struct{ Adoption, Fit Masks }

// buildMasks turns the answers of conditions over n slots, one Bits each, into
// a word a slot. Bit i is answers[i], which keys[i] names; there are 64 at most
// and what exceeds that is left out.
func buildMasks(n int, keys []string, answers []bitset.Bits) Masks {
	answers = answers[:min(len(answers), 64)]
	masks := Masks{Words: make([]uint64, n), Keys: keys[:min(len(keys), 64)]}
	if len(answers) == 0 {
		return masks
	}
	side := 1 << bits.Len(uint(len(answers)-1))
	row := uint64(1)<<side - 1
	for w := 0; w<<6 < n; w++ {
		var squares [64]uint64
		for j, b := range answers {
			squares[j] = b.Word(w)
		}
		transpose(squares[:side])
		out := masks.Words[w<<6 : min(w<<6+64, n)]
		for i := range out {
			out[i] = squares[i&(side-1)] >> (i &^ (side - 1)) & row
		}
	}
	return masks
}

// transpose takes the words for squares that lie beside one another, each as
// wide as there are words, a power of two. In each it swaps bit j of word i with
// bit i of word j, for all of them, by swapping ever smaller squares. The fewer
// words there are, the fewer swaps it takes.
func transpose(squares []uint64) {
	low := uint64(1<<32 - 1)
	for side := 32; side > 0; side >>= 1 {
		for i := 0; side < len(squares) && i < len(squares); i = (i + side + 1) &^ side {
			a, b := &squares[i], &squares[i+side]
			swap := (*a>>side ^ *b) & low
			*a ^= swap << side
			*b ^= swap
		}
		low ^= low << (side >> 1)
	}
}
