package rank

import (
	"math/bits"

	"trialist/scoring/bitset"
	"trialist/scoring/rulebook"
)

// Masks hold up to 64 answers of each slot in one word, so that what an account
// matches is one look-up.
type Masks struct {
	Words []uint64 // by slot
	Keys  []string // the sentence of the condition of each bit, from the lowest
}

// Matches are the masks of both sides.
type Matches struct{ Adoption, Fit Masks }

// Side is the masks of a side.
func (m Matches) Side(side rulebook.Side) Masks {
	if side == rulebook.Fit {
		return m.Fit
	}
	return m.Adoption
}

// buildMasks makes a word a slot of the answers to conditions over n slots. Bit i
// is answers[i], whose sentence is keys[i]. A word has room for 64 answers; what
// exceeds that is left out.
func buildMasks(n int, keys []string, answers []bitset.Bits) Masks {
	answers = answers[:min(len(answers), 64)]
	masks := Masks{Words: make([]uint64, n), Keys: keys[:min(len(keys), 64)]}
	if len(answers) == 0 {
		return masks
	}
	side := 1 << bits.Len(uint(len(answers)-1)) // of the square blocks: a power of two
	row := uint64(1)<<side - 1
	for w := 0; w<<6 < n; w++ {
		var blocks [64]uint64
		for j, b := range answers {
			blocks[j] = b.Word(w)
		}
		transpose(blocks[:side])
		out := masks.Words[w<<6 : min(w<<6+64, n)]
		for i := range out {
			out[i] = blocks[i&(side-1)] >> (i &^ (side - 1)) & row
		}
	}
	return masks
}

// transpose treats the words as square blocks of bits side by side, as wide as
// there are words, which must be a power of two. In each block it swaps bit j of
// word i with bit i of word j. It does so by swapping ever smaller squares of
// all blocks at once, so fewer answers take fewer swaps.
func transpose(blocks []uint64) {
	low := uint64(1<<32 - 1)
	for side := 32; side > 0; side >>= 1 {
		for i := 0; side < len(blocks) && i < len(blocks); i = (i + side + 1) &^ side {
			a, b := &blocks[i], &blocks[i+side]
			swap := (*a>>side ^ *b) & low
			*a ^= swap << side
			*b ^= swap
		}
		low ^= low << (side >> 1)
	}
}
