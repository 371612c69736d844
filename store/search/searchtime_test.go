package search

import (
	"os"
	"testing"
	"time"

	"trialist/scoring/condition"
	"trialist/store"
	"trialist/store/facts"
	"trialist/store/storetest"
)

// TestSearchAtSize times the search of a large workspace, which TRIALIST_BENCH
// names: the first one, which reads the texts, and others as somebody types.
func TestSearchAtSize(t *testing.T) {
	path := os.Getenv("TRIALIST_BENCH")
	if path == "" {
		t.Skip("TRIALIST_BENCH names no workspace")
	}
	index := New(facts.New(storetest.Open(t, path, store.Options{PreferReadOnly: true})))
	timed := func(what string, do func() error) {
		from := time.Now()
		if err := do(); err != nil {
			t.Fatal(err)
		}
		t.Logf("%-24s %8.1f ms", what, float64(time.Since(from).Microseconds())/1000)
	}
	timed("to read the texts", func() error { return index.Load(t.Context()) })
	source := index.Source(condition.Moment{})
	for _, typed := range []string{"a", "ac", "acc", "acc_", "acc_9", "acc_9e", "acc_9e3", "otter", "otter f", "radish partners", "nowhere"} {
		timed(typed, func() error {
			_, err := source.Text(t.Context(), typed)
			return err
		})
	}
}
