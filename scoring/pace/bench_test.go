package pace_test

import (
	"testing"

	"trialist/scoring/condition"
	"trialist/scoring/factstest"
	"trialist/scoring/pace"
	"trialist/scoring/rank"
)

// BenchmarkNew works out the pace of trials of which about two thirds have ended.
func BenchmarkNew(b *testing.B) {
	const accounts = 20_000
	sample := randomAccounts(factstest.NewRandom(1), accounts)
	facts, m := factstest.NewFacts(sample), condition.Moment{AsOf: asOf, TrialDays: trialDays}
	book := book(b, `event "import" happened more than 0 times ever`, `active days is at least 2 in the last 7 days`)
	p, err := rank.NewPopulation(b.Context(), facts, make([]uint32, accounts), m, book)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := pace.New(b.Context(), facts, m, p, book.Card); err != nil {
			b.Fatal(err)
		}
	}
	factstest.ReportRate(b, accounts, "accounts")
}
