package substring

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

func TestIndexIsThatOfBytes(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 2))
	letters := func(n int) []byte {
		b := make([]byte, n)
		for i := range b {
			b[i] = "abc"[rng.IntN(3)]
		}
		return b
	}
	for range 2000 {
		s, text := letters(rng.IntN(40)), letters(1+rng.IntN(5))
		var counts ByteCounts
		counts.Add(letters(rng.IntN(20))) // whatever is counted
		f := New(string(text), &counts)
		for start := range len(s) + 2 {
			want := -1
			if start <= len(s) {
				if want = bytes.Index(s[start:], text); want >= 0 {
					want += start
				}
			}
			if got := f.Index(s, start); got != want {
				t.Fatalf("%q is in %q from %d on at %d, want %d", text, s, start, got, want)
			}
		}
	}
}

func TestFinderGoesByTheRarestByte(t *testing.T) {
	t.Parallel()
	var counts ByteCounts
	counts.Add([]byte("aaaabbc"))
	if f := New("abca", &counts); f.rare != 2 {
		t.Errorf("the rarest byte of %q is at %d, want 2", f.Text(), f.rare)
	}
}
