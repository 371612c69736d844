package idmap

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestIDMapNumbersAsAMapDoes(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	m, want := New(0), make(map[string]uint32)
	for range 50_000 {
		n := random.IntN(8000)
		key := fmt.Sprintf("acc_%d", n)
		if n%3 == 0 { // around and beyond the length that fits an entry
			key += strings.Repeat("x", n%40)
		}
		got, fresh := m.GetOrInsert([]byte(key))
		id, known := want[key]
		if !known {
			id = uint32(len(want) + 1)
			want[key] = id
		}
		if got != id || fresh == known {
			t.Fatalf("GetOrInsert(%q) = %d, %t, want %d, %t", key, got, fresh, id, !known)
		}
	}
	if id, fresh := m.GetOrInsert(nil); !fresh || int(id) != len(want)+1 {
		t.Errorf("the empty key got %d, %t", id, fresh)
	}
}
