package bitset

import (
	"iter"
	"math/bits"
	"slices"
)

// Bits is one bit per slot: the answer to a condition over all accounts. The bits
// of the last word beyond the number of slots are zero, and every function here
// keeps them so. Bits of different lengths may be combined; bits that one of them
// lacks count as zero.
type Bits []uint64

// New is n bits, all zero.
func New(n int) Bits { return make(Bits, (n+63)/64) }

// Set makes bit i one. It must lie within the bits.
func (b Bits) Set(i int) { b[i>>6] |= 1 << (i & 63) }

// Clear makes bit i zero. It must lie within the bits.
func (b Bits) Clear(i int) { b[i>>6] &^= 1 << (i & 63) }

// Has reports whether bit i is one; bits outside are not.
func (b Bits) Has(i int) bool {
	return uint(i>>6) < uint(len(b)) && b[i>>6]>>(i&63)&1 != 0
}

// Any reports whether some bit is set.
func (b Bits) Any() bool { return slices.ContainsFunc(b, func(w uint64) bool { return w != 0 }) }

// Count is the number of ones.
func (b Bits) Count() int {
	n := 0
	for _, word := range b {
		n += bits.OnesCount64(word)
	}
	return n
}

// CountAnd is the number of bits that are one in both, without making the
// intersection.
func (b Bits) CountAnd(other Bits) int {
	n := 0
	for i := range min(len(b), len(other)) {
		n += bits.OnesCount64(b[i] & other[i])
	}
	return n
}

// Fill makes the first n bits one, and leaves the others.
func (b Bits) Fill(n int) {
	for i := range n >> 6 {
		b[i] = ^uint64(0)
	}
	if rest := n & 63; rest != 0 {
		b[n>>6] |= 1<<rest - 1
	}
}

// FillRange makes the bits of [from, to) one. They must lie within the bits.
func (b Bits) FillRange(from, to int) {
	if from >= to {
		return
	}
	first, last := from>>6, (to-1)>>6
	head, tail := ^uint64(0)<<(from&63), ^uint64(0)>>(63-(to-1)&63)
	if first == last {
		b[first] |= head & tail
		return
	}
	b[first] |= head
	for i := first + 1; i < last; i++ {
		b[i] = ^uint64(0)
	}
	b[last] |= tail
}

// Clone is a copy that shares nothing.
func (b Bits) Clone() Bits { return append(Bits(nil), b...) }

// IntersectWith clears, in place, the bits that other does not have.
func (b Bits) IntersectWith(other Bits) {
	shared := min(len(b), len(other))
	for i := range shared {
		b[i] &= other[i]
	}
	clear(b[shared:])
}

// UnionWith sets, in place, the bits that other has. Bits of other beyond b are
// ignored.
func (b Bits) UnionWith(other Bits) {
	for i := range min(len(b), len(other)) {
		b[i] |= other[i]
	}
}

// DifferenceWith clears, in place, the bits that other has.
func (b Bits) DifferenceWith(other Bits) {
	for i := range min(len(b), len(other)) {
		b[i] &^= other[i]
	}
}

// And is the intersection as new Bits, as long as b.
func (b Bits) And(other Bits) Bits {
	c := b.Clone()
	c.IntersectWith(other)
	return c
}

// Or is the union as new Bits, as long as b.
func (b Bits) Or(other Bits) Bits {
	c := b.Clone()
	c.UnionWith(other)
	return c
}

// AndNot is b without the bits of other as new Bits, as long as b.
func (b Bits) AndNot(other Bits) Bits {
	c := b.Clone()
	c.DifferenceWith(other)
	return c
}

// Not is the complement of b among n bits, as new Bits.
func (b Bits) Not(n int) Bits {
	c := New(n)
	c.Fill(n)
	c.DifferenceWith(b)
	return c
}

// Equal reports whether both have the same ones.
func (b Bits) Equal(other Bits) bool {
	if len(b) > len(other) {
		b, other = other, b
	}
	for i, word := range other {
		if i < len(b) && word != b[i] || i >= len(b) && word != 0 {
			return false
		}
	}
	return true
}

// All yields the positions of the ones in ascending order.
func (b Bits) All() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i, word := range b {
			for ; word != 0; word &= word - 1 {
				if !yield(i<<6 + bits.TrailingZeros64(word)) {
					return
				}
			}
		}
	}
}

// HasRange reports whether all bits from the first to the last are set.
func (b Bits) HasRange(first, last int) bool {
	for w := first >> 6; w <= last>>6; w++ {
		word := ^b[w]
		if w == first>>6 {
			word &= ^uint64(0) << (first & 63)
		}
		if w == last>>6 {
			word &= ^uint64(0) >> (63 - last&63)
		}
		if word != 0 {
			return false
		}
	}
	return true
}

// Where has those of n slots for which the function says so.
func Where(n int, holds func(slot int) bool) Bits {
	bits := New(n)
	for i := range bits {
		var word uint64
		for slot := i << 6; slot < min(n, (i+1)<<6); slot++ {
			if holds(slot) {
				word |= 1 << (slot & 63)
			}
		}
		bits[i] = word
	}
	return bits
}

// Word is the 64 bits from index 64 x w on; those beyond the bits are zero.
func (b Bits) Word(w int) uint64 {
	if w >= len(b) {
		return 0
	}
	return b[w]
}

// FlipIf flips bit i if flip is true. It must lie within the bits.
func (b Bits) FlipIf(i int, flip bool) {
	if flip {
		b[i>>6] ^= 1 << (i & 63)
	}
}
