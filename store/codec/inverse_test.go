package codec_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/store/codec"
)

func TestInverseRowsComeBack(t *testing.T) {
	t.Parallel()
	want := [][]any{
		{int64(math.MinInt64), int64(math.MaxInt64), int64(0), int64(-1)},
		{nil, "text \xff that is no UTF-8", []byte{0, 1, 2}, "", []byte{}},
		{},
	}
	var rows []byte
	var err error
	for i, cells := range want {
		if rows, err = codec.AppendInverseRow(rows, codec.InverseTable(i+1), cells...); err != nil {
			t.Fatal(err)
		}
	}
	part, err := codec.CompressInverse(rows)
	if err != nil {
		t.Fatal(err)
	}
	if rows, err = codec.DecompressInverse(part); err != nil {
		t.Fatal(err)
	}
	var got [][]any
	read := func(b []byte) error {
		got = nil
		return codec.EachInverseRow(b, func(table codec.InverseTable, cells []any) error {
			if int(table) != len(got)+1 {
				t.Errorf("row %d is of table %d", len(got), table)
			}
			got = append(got, append([]any{}, cells...))
			return nil
		})
	}
	if err := read(rows); err != nil || !cmp.Equal(got, want) {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
	for n := 1; n < len(rows); n++ { // a row may end anywhere but within
		if err := read(rows[:n]); err == nil && len(got) == len(want) {
			t.Errorf("%d of %d bytes are read as all", n, len(rows))
		}
	}
	if _, err := codec.DecompressInverse(part[:len(part)-3]); err == nil {
		t.Error("half a part is read")
	}
	if _, err := codec.AppendInverseRow(nil, codec.InverseAccounts, 1.5); err == nil {
		t.Error("a float was kept")
	}
}
