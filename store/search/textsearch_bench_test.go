package search

import (
	"fmt"
	"testing"

	"trialist/scoring/condition"
	"trialist/store/facts"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

// BenchmarkSearch looks for a text in the ids, names and domains of all accounts,
// which are in memory.
func BenchmarkSearch(b *testing.B) {
	f := storetest.NewBenchmarkData(storetest.BenchAccounts(), storetest.BenchAccounts())
	s := ingesttest.ImportedStore(b, f)
	source := New(facts.New(s)).Source(condition.Moment{AsOf: storetest.Day(40)})
	find := func(needle string) {
		if _, err := source.Text(b.Context(), needle); err != nil {
			b.Fatal(err)
		}
	}
	find("company") // which reads the names
	for i := 0; b.Loop(); i++ {
		find(fmt.Sprint("ny ", i)) // each another: answers are kept
	}
	storetest.PerSecond(b, storetest.BenchAccounts(), "names")
}
