package bitset

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestBitsAgreeWithSets(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 3))
	for range 300 {
		n := r.IntN(200)
		a, b := New(n), New(n)
		inA, inB := make([]bool, n), make([]bool, n)
		for i := range n {
			if inA[i] = r.IntN(3) == 0; inA[i] {
				a.Set(i)
			}
			if inB[i] = r.IntN(2) == 0; inB[i] {
				b.Set(i)
			}
		}
		for name, test := range map[string]struct {
			got  Bits
			want func(i int) bool
		}{
			"And":    {a.And(b), func(i int) bool { return inA[i] && inB[i] }},
			"Or":     {a.Or(b), func(i int) bool { return inA[i] || inB[i] }},
			"AndNot": {a.AndNot(b), func(i int) bool { return inA[i] && !inB[i] }},
			"Not":    {a.Not(n), func(i int) bool { return !inA[i] }},
			"itself": {a, func(i int) bool { return inA[i] }},
		} {
			var want []int
			for i := range n {
				if test.want(i) {
					want = append(want, i)
				}
				if test.got.Has(i) != test.want(i) {
					t.Fatalf("%s of %d: bit %d is %t", name, n, i, test.got.Has(i))
				}
			}
			if got := slices.Collect(test.got.All()); !slices.Equal(got, want) || test.got.Count() != len(want) {
				t.Fatalf("%s of %d: got %v, want %v", name, n, got, want)
			}
		}
		if a.CountAnd(b) != a.And(b).Count() {
			t.Fatal("CountAnd is not the count of And")
		}
	}
}

func TestBitsOfDifferentLengths(t *testing.T) {
	t.Parallel()
	long, short := New(200), New(10)
	long.Set(3)
	long.Set(150)
	short.Set(3)
	if got := long.And(short); got.Count() != 1 || len(got) != len(long) {
		t.Errorf("what short Bits lack counts as one in %v", got)
	}
	if got := short.Or(long); got.Count() != 1 || len(got) != len(short) {
		t.Errorf("or of short Bits grew to %v", got)
	}
	if long.Equal(short) || short.Equal(long) {
		t.Error("Bits equal shorter ones that lack a one")
	}
	long.Clear(150)
	if !long.Equal(short) || !short.Equal(long) {
		t.Error("Bits differ from shorter ones that lack only zeros")
	}
	if short.Has(64) || short.Has(-1) {
		t.Error("bits outside are one")
	}
}

func TestFillRange(t *testing.T) {
	t.Parallel()
	for _, span := range [][2]int{{0, 0}, {0, 1}, {3, 3}, {5, 64}, {0, 64}, {63, 65}, {64, 128}, {1, 200}, {199, 200}} {
		got, want := New(200), New(200)
		got.FillRange(span[0], span[1])
		for i := span[0]; i < span[1]; i++ {
			want.Set(i)
		}
		if !got.Equal(want) {
			t.Errorf("the range %v is %x, want %x", span, got, want)
		}
	}
}

func TestHasRange(t *testing.T) {
	t.Parallel()
	b := New(200)
	b.FillRange(60, 131)
	for first := 50; first < 140; first++ {
		for last := first; last < 150; last++ {
			if got, want := b.HasRange(first, last), first >= 60 && last < 131; got != want {
				t.Fatalf("bits %d to %d of those from 60 to 130: got %v", first, last, got)
			}
		}
	}
}
