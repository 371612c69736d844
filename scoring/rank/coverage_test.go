package rank_test

import (
	"testing"

	"trialist/scoring/account"
	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/factstest"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

func TestMatchesOfAnEditedCard(t *testing.T) {
	t.Parallel()
	when := func(sentence string) condition.Condition {
		c, err := condition.Parse(sentence)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	book := rulebook.Default()
	add := func(s rulebook.Signal) {
		t.Helper()
		card, err := book.Card.Add(s)
		if err != nil {
			t.Fatal(err)
		}
		book.Card = card
	}
	const m = value.Instant(1_700_000_000_000)
	accounts := make([]account.Account, 70)
	for i := range accounts {
		accounts[i] = account.Account{ID: string(rune('A' + i)), Known: true, Attributes: []value.Attribute{
			{Name: "trial_started_at", Value: value.DateValue(m - value.Day)},
			{Name: "size", Value: value.NumberValue(float64(i))},
		}}
	}
	facts := factstest.NewFacts(accounts)
	ids := make([]uint32, len(accounts))
	for i := range ids {
		ids[i] = uint32(i)
	}
	add(rulebook.Signal{Name: "Big", Side: rulebook.Fit, Weight: 5, Enabled: true, When: when("attribute size is more than 49")})
	moment := condition.Moment{AsOf: m, TrialDays: book.Lifecycle.TrialDays}
	p, err := rank.NewPopulation(t.Context(), facts, ids, moment, book)
	if err != nil {
		t.Fatal(err)
	}
	if !p.Matches.Covers(book.Card) {
		t.Error("a population does not answer the card it was made of")
	}
	add(rulebook.Signal{Name: "Small", Side: rulebook.Fit, Weight: 5, When: when("attribute size is less than 3")})
	if p.Matches.Covers(book.Card) {
		t.Error("a condition that was never asked is answered, just because it is switched off")
	}
	asked := 0
	matches, err := p.Matches.Complete(book.Card, len(accounts), func(conditions []condition.Condition) ([]bitset.Bits, error) {
		asked += len(conditions)
		answers, err := eval.Run(t.Context(), facts, moment, conditions)
		return answers.Bits, err
	})
	if err != nil || !matches.Covers(book.Card) {
		t.Fatalf("new matches do not answer the card: %v", err)
	}
	if asked != 2 || &matches.Adoption.Words[0] != &p.Matches.Adoption.Words[0] {
		t.Errorf("%d conditions were asked for, want those of fit only", asked)
	}
	trials := rulebook.StatusesOf(rulebook.Trial)
	got := rank.NewRanker(p).WithMatches(matches).MatchCounts(rulebook.Fit, trials)
	if len(got) != 2 || got["attribute size is more than 49"] != 20 || got["attribute size is less than 3"] != 3 {
		t.Errorf("matching %v", got)
	}
}
