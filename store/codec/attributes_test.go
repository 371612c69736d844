package codec

import (
	"bytes"
	"math"
	"math/rand/v2"
	"testing"

	"trialist/scoring/value"
)

func TestAttributesKeepEveryKindOfValue(t *testing.T) {
	t.Parallel()
	values := []value.Value{
		value.TextValue("x"), value.TextValue("é\x00\xff\n"), value.YesNoValue(true), value.YesNoValue(false),
		value.NumberValue(0), value.NumberValue(-1), value.NumberValue(1 << 52), value.NumberValue(1 << 60),
		value.NumberValue(-0.1), value.NumberValue(math.MaxFloat64), value.NumberValue(math.Inf(-1)),
		value.NumberValue(1.1).Written("1.10"), value.NumberValue(1200).Written("$1,200"), value.NumberValue(7).Written("007"), value.TextValue("Yes"),
		value.DateValue(1793880000000).Written("2026-11-05 12:00:00"), value.DateValue(1793880000005).Written("2026-11-05 12:00:00.005"),
		value.DateValue(1793880000000).Written("5.11.2026"), value.DateValue(1793880000001).Written("now, nearly"), value.NumberValue(5).Written("5"),
		{Kind: value.Date, Date: 1793880000000, Fallback: true},
		{Kind: value.Date, Date: -1, Fallback: true},
		value.DateValue(0), value.DateValue(1793880000000), value.DateValue(1793880000001), value.DateValue(-62135596800000),
	}
	var row []value.Attribute
	var ids []uint32
	for i, v := range values {
		row, ids = append(row, value.Attribute{Value: v}), append(ids, uint32(i*i*i+1))
	}
	var p AttributeMerger
	packed := p.Merge(nil, row, ids, func(uint32, value.Kind, value.Kind) {})
	if err := packed.Validate(); err != nil {
		t.Fatal(err)
	}
	i := 0
	for v := range packed.All() {
		if v.Name != ids[i] || v.Decode() != values[i] || v.shown() != values[i].Shown() {
			t.Errorf("got %d: %+v, want %d: %+v", v.Name, v.Decode(), ids[i], values[i])
		}
		i++
	}
	if i != len(values) {
		t.Errorf("got %d values, want %d", i, len(values))
	}
	for cut := range packed {
		if cut > 0 && Attributes(packed[:cut]).Validate() == nil && !isBoundary(packed, cut) {
			t.Errorf("cut to %d bytes they pass as sound", cut)
		}
	}
}

// isBoundary reports whether a value ends at the byte.
func isBoundary(a Attributes, cut int) bool {
	n := 0
	for range Attributes(a[:cut]).All() {
		n++
	}
	m := 0
	for range Attributes(a[:cut-1]).All() {
		m++
	}
	return n > m || cut == 1
}

func TestAttributesMergeAsAMapDoes(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 4))
	var p AttributeMerger
	var packed Attributes
	want := make(map[uint32]value.Value)
	held := make(map[uint32][value.YesNo + 1]int)
	moved := func(name uint32, from, to value.Kind) {
		h := held[name]
		h[from]--
		h[to]++
		held[name] = h
	}
	for range 3000 {
		var row []value.Attribute
		var ids []uint32
		for range random.IntN(5) {
			id := uint32(random.IntN(12))
			v := []value.Value{{}, value.NumberValue(float64(random.IntN(3))), value.TextValue("x"), value.YesNoValue(true), value.NumberValue(1).Written("01")}[random.IntN(5)]
			row, ids = append(row, value.Attribute{Value: v}), append(ids, id)
			if id == 0 {
				continue
			}
			delete(want, id)
			if v.Kind != value.Absent {
				want[id] = v
			}
		}
		packed = bytes.Clone(p.Merge(packed, row, ids, moved))
		got := make(map[uint32]value.Value)
		last := uint32(0)
		for v := range packed.All() {
			if v.Name <= last {
				t.Fatal("the values are out of order")
			}
			got[v.Name], last = v.Decode(), v.Name
		}
		if len(got) != len(want) {
			t.Fatalf("got %v, want %v", got, want)
		}
		for id, v := range want {
			if got[id] != v || held[id][v.Shown()] != 1 {
				t.Fatalf("got %v counted %v, want %v", got[id], held[id], v)
			}
		}
	}
}

func FuzzAttributes(f *testing.F) {
	f.Add([]byte{1, 1, 1, 1, 'x', 2, 2, 4})
	f.Add([]byte{1, 1, 3, 0, 0, 0, 0, 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		a := Attributes(b)
		n := 0
		for v := range a.All() {
			_ = v.Decode()
			if n++; n > len(b) {
				t.Fatal("more values than bytes")
			}
		}
	})
}
