package store

import (
	"fmt"
	"testing"

	"trialist/scoring/condition"
)

// BenchmarkSearch looks for a text in the ids, names and domains of all accounts,
// which are in memory.
func BenchmarkSearch(b *testing.B) {
	f := newBenchmarkData(benchAccounts(), benchAccounts())
	s := importedStore(b, f)
	source := NewIndex(NewCache(s)).Source(condition.Moment{AsOf: day(40)})
	find := func(needle string) {
		if _, err := source.Text(b.Context(), needle); err != nil {
			b.Fatal(err)
		}
	}
	find("company") // which reads the names
	for i := 0; b.Loop(); i++ {
		find(fmt.Sprint("ny ", i)) // each another: answers are kept
	}
	perSecond(b, benchAccounts(), "names")
}
