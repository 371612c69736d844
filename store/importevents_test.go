package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestBareEventsAreSortedHoweverTheyCome(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 4))
	var a accountEvents
	for _, c := range []struct {
		rows, names uint64
		inOrder     bool // of time, as in most files
	}{{0, 1, true}, {1, 30, true}, {500, 30, true}, {500, 30, false}, {20, maxBareEvent, true}, {20, maxBareEvent, false}} {
		a.bare = a.bare[:0]
		for i := range c.rows {
			at := i
			if !c.inOrder {
				at = random.Uint64N(1 << 40)
			}
			a.bare = append(a.bare, random.Uint64N(c.names)<<instantBits|at)
		}
		want := slices.Sorted(slices.Values(a.bare))
		a.sortBare()
		if !slices.Equal(a.bare, want) {
			t.Errorf("%+v: not sorted, or others than they were", c)
		}
	}
}

func TestEventNamesKeepTheirNumbers(t *testing.T) {
	t.Parallel()
	x := &eventIndex{ids: map[string]uint32{}, names: []string{""}, added: []int64{0}}
	for range 2 { // more than there are slots, so that names take turns in some
		for i := range 2 * recentNames {
			for j, name := range []string{fmt.Sprintf("%d", i), fmt.Sprintf("Event %d of many", i)} {
				if got, want := x.intern([]byte(name)), uint32(2*i+j+1); got != want {
					t.Fatalf("%q is %d, want %d", name, got, want)
				}
			}
		}
	}
}
