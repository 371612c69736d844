package codec

import (
	"encoding/binary"
	"slices"
)

// The formats of a list of small numbers. Bits do for most of them.
const (
	codesAsBits   = 1
	codesAsVarint = 2
)

// EncodeCodes packs a list of numbers, most of which are 0 or 1.
func EncodeCodes(codes []uint32) []byte {
	if len(codes) == 0 || slices.Max(codes) <= 1 {
		b := binary.AppendUvarint([]byte{codesAsBits}, uint64(len(codes)))
		bits := make([]byte, (len(codes)+7)/8)
		for i, code := range codes {
			bits[i/8] |= byte(code) << (i % 8)
		}
		return append(b, bits...)
	}
	b := binary.AppendUvarint([]byte{codesAsVarint}, uint64(len(codes)))
	for _, code := range codes {
		b = binary.AppendUvarint(b, uint64(code))
	}
	return b
}

// DecodeCodes unpacks what [EncodeCodes] packed. It is false when that is damaged.
func DecodeCodes(b []byte) ([]uint32, bool) {
	if len(b) == 0 {
		return nil, false
	}
	format, b := b[0], b[1:]
	n, size := binary.Uvarint(b)
	if size <= 0 || n > 8*uint64(len(b)-size) {
		return nil, false
	}
	b = b[size:]
	codes := make([]uint32, n)
	switch format {
	case codesAsBits:
		if uint64(len(b)) != (n+7)/8 {
			return nil, false
		}
		for i := range codes {
			codes[i] = uint32(b[i/8] >> (i % 8) & 1)
		}
		return codes, true
	case codesAsVarint:
		for i := range codes {
			code, size := binary.Uvarint(b)
			if size <= 0 || code > 1<<32-1 {
				return nil, false
			}
			codes[i], b = uint32(code), b[size:]
		}
		return codes, len(b) == 0
	}
	return nil, false
}
