package varint_test

import (
	"encoding/binary"
	"math"
	"testing"

	"trialist/scoring/varint"
)

func TestReaderReadsParts(t *testing.T) {
	t.Parallel()
	whole := binary.AppendVarint(binary.AppendUvarint([]byte{7}, 1<<40), math.MinInt64)
	whole = append(whole, "abc"...)
	type parts struct {
		b     byte
		u     uint64
		i     int64
		bytes string
	}
	read := func(b []byte) (parts, varint.Reader) {
		r := varint.NewReader(b)
		return parts{r.Byte(), r.Uint(), r.Int(), string(r.Bytes(3))}, r
	}
	got, r := read(whole)
	if want := (parts{7, 1 << 40, math.MinInt64, "abc"}); got != want || !r.Done() || r.Damaged() {
		t.Errorf("got %v, done %v, damaged %v, want %v", got, r.Done(), r.Damaged(), want)
	}
	for cut := range whole {
		if _, r := read(whole[:cut]); !r.Damaged() || r.Done() || r.Len() != 0 || r.Uint() != 0 {
			t.Errorf("cut to %d bytes it is not damaged, or something is left", cut)
		}
	}
	if _, r := read(append(whole, 0)); r.Done() || r.Damaged() || r.Len() != 1 {
		t.Error("a byte too many is not told from none, or from damage")
	}
	for _, n := range []int{-1, 2} {
		if r := varint.NewReader([]byte{1}); r.Bytes(n) != nil || !r.Damaged() {
			t.Errorf("%d of 1 bytes are there", n)
		}
	}
}
