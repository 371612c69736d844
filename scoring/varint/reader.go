package varint

import "encoding/binary"

// Reader reads bytes part by part. They come from a file and may be damaged. After
// a part that is not there the reader is damaged: nothing is left, and all further
// parts are zero. So a decoder can read every part and ask once at the end.
type Reader struct {
	rest    []byte
	damaged bool
}

// NewReader reads b, of which the parts that are bytes stay part.
func NewReader(b []byte) Reader { return Reader{rest: b} }

// Len is how many bytes are left.
func (r *Reader) Len() int { return len(r.rest) }

// Uint is an unsigned varint of at most 63 bits.
func (r *Reader) Uint() uint64 {
	if len(r.rest) > 0 && r.rest[0] < 0x80 { // most are
		v := uint64(r.rest[0])
		r.rest = r.rest[1:]
		return v
	}
	v, n := Decode(r.rest)
	if n == 0 {
		r.Damage()
		return 0
	}
	r.rest = r.rest[n:]
	return v
}

// Int is a signed varint as [binary.AppendVarint] writes it, of any size.
func (r *Reader) Int() int64 {
	v, n := binary.Varint(r.rest)
	if n <= 0 {
		r.Damage()
		return 0
	}
	r.rest = r.rest[n:]
	return v
}

// Byte is a single byte.
func (r *Reader) Byte() byte {
	if len(r.rest) == 0 {
		r.Damage()
		return 0
	}
	b := r.rest[0]
	r.rest = r.rest[1:]
	return b
}

// Bytes is the next n bytes, nil when they are not there.
func (r *Reader) Bytes(n int) []byte {
	if n < 0 || n > len(r.rest) {
		r.Damage()
		return nil
	}
	b := r.rest[:n:n]
	r.rest = r.rest[n:]
	return b
}

// Damage makes the reader damaged, for a part that cannot be what was written.
func (r *Reader) Damage() { r.rest, r.damaged = nil, true }

// Damaged reports whether a part was not there, or not what was written.
func (r *Reader) Damaged() bool { return r.damaged }

// Done reports whether everything was read and nothing is damaged.
func (r *Reader) Done() bool { return !r.damaged && len(r.rest) == 0 }
