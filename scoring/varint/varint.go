package varint

import (
	"encoding/binary"
	"math/bits"
)

// Decode reads an unsigned varint and its length in bytes, both 0 when it does not
// end within p or has more than 63 bits. Where p has eight bytes, it reads them at
// once: the processor can hardly predict how long a varint is, and a loop over its
// bytes would be mispredicted often. Callers that mostly read one byte test for
// that themselves.
func Decode(p []byte) (v uint64, n int) {
	if len(p) < 8 {
		return decodeSlow(p)
	}
	v = binary.LittleEndian.Uint64(p)
	end := ^v & 0x8080808080808080 // the high bit of each byte that ends a varint
	if end == 0 {
		return decodeSlow(p)
	}
	n = bits.TrailingZeros64(end)>>3 + 1
	v &= (end ^ (end - 1)) & 0x7f7f7f7f7f7f7f7f
	v = v&0x007f007f007f007f | v>>1&0x3f803f803f803f80 // 7 bits in 8 become 14 in 16,
	v = v&0x00003fff00003fff | v>>2&0x0fffc0000fffc000 // 28 in 32,
	v = v&0x000000000fffffff | v>>4&0x00fffffff0000000 // and 56 in 64
	return v, n
}

func decodeSlow(p []byte) (v uint64, n int) {
	for i, c := range p[:min(len(p), 9)] {
		v |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			return v, i + 1
		}
	}
	return 0, 0
}

// Append appends v to b. Lengths of up to three bytes, which logs mostly have, are
// appended at once.
func Append(b []byte, v uint64) []byte {
	switch {
	case v < 1<<7:
		return append(b, byte(v))
	case v < 1<<14:
		return append(b, byte(v)|0x80, byte(v>>7))
	case v < 1<<21:
		return append(b, byte(v)|0x80, byte(v>>7)|0x80, byte(v>>14))
	}
	return binary.AppendUvarint(b, v)
}

// Size is the length of v as a varint, in bytes.
func Size(v uint64) int { return (bits.Len64(v|1) + 6) / 7 }
