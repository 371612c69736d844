package eventlog

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestSubtractTakesBackAMerge merges random entries into random logs, and finds what
// was added and the log before, to the byte.
func TestSubtractTakesBackAMerge(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 5))
	shorter := 0
	for i := range 2000 {
		old := Encode(randomEntries(r, r.IntN(30)))
		m := Merger{RecordAdded: true, Gained: make([]int64, 64)}
		merged, fresh, _, err := m.Merge(nil, old, randomEntries(r, r.IntN(12)))
		if err != nil {
			t.Fatal(err)
		}
		added, err := Subtract(nil, merged, old)
		if err != nil {
			t.Fatal(err)
		}
		if recorded := Encode(m.Added); !bytes.Equal(recorded, added) {
			t.Fatalf("%d: recorded %x, want %x", i, recorded, added)
		}
		for g := range added.Groups() {
			m.Gained[g.Event] -= int64(g.Count)
		}
		if slices.ContainsFunc(m.Gained, func(n int64) bool { return n != 0 }) {
			t.Fatalf("%d: what events gained differs from what was added by %v", i, m.Gained)
		}
		if (len(added) > 0) != (fresh > 0) {
			t.Fatalf("%d: %d fresh entries came to %d bytes", i, fresh, len(added))
		}
		if len(added) < len(old) {
			shorter++
		}
		before, err := Subtract([]byte("x"), merged, added)
		if err != nil || !bytes.Equal(before[1:], old) {
			t.Fatalf("%d: got %x, %v, want %x", i, before, err, old)
		}
	}
	if shorter < 500 {
		t.Errorf("only %d times was what was added shorter than what was there", shorter)
	}
}

func TestSubtractTellsDamage(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(4, 5))
	whole := Encode(randomEntries(r, 20))
	for name, logs := range map[string][2]Log{"of": {whole[:len(whole)-2], nil}, "taken": {whole, whole[:len(whole)-2]}} {
		if got, err := Subtract(nil, logs[0], logs[1]); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: got %x, %v, want damage", name, got, err)
		}
	}
}
