package ingest

import (
	"fmt"
	"testing"
)

func TestEventNamesKeepTheirNumbers(t *testing.T) {
	t.Parallel()
	x := &eventNameIndex{ids: map[string]uint32{}, names: []string{""}, added: []int64{0}}
	for range 2 { // more than there are slots, so that names take turns in some
		for i := range 2 * recentNames {
			for j, name := range []string{fmt.Sprintf("%d", i), fmt.Sprintf("Event %d of many", i)} {
				if got, want := x.getOrInsert([]byte(name)), uint32(2*i+j+1); got != want {
					t.Fatalf("%q is %d, want %d", name, got, want)
				}
			}
		}
	}
}
