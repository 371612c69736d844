package scoring_test

import (
	"testing"

	"trialist/scoring"
)

func TestMatchesOfAnEditedCard(t *testing.T) {
	t.Parallel()
	when := func(sentence string) scoring.Condition {
		c, err := scoring.ParseCondition(sentence)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	book := scoring.DefaultRulebook()
	add := func(s scoring.Signal) {
		t.Helper()
		card, err := book.Card.Add(s)
		if err != nil {
			t.Fatal(err)
		}
		book.Card = card
	}
	const m = scoring.Instant(1_700_000_000_000)
	accounts := make([]scoring.Account, 70)
	for i := range accounts {
		accounts[i] = scoring.Account{ID: string(rune('A' + i)), Known: true, Attributes: []scoring.Attribute{
			{Name: "trial_started_at", Value: scoring.DateValue(m - scoring.Day)},
			{Name: "size", Value: scoring.NumberValue(float64(i))},
		}}
	}
	facts := scoring.NewMemoryFacts(accounts)
	ids := make([]uint32, len(accounts))
	for i := range ids {
		ids[i] = uint32(i)
	}
	add(scoring.Signal{Name: "Big", Side: scoring.Fit, Weight: 5, Enabled: true, When: when("attribute size is more than 49")})
	moment := scoring.Moment{AsOf: m, TrialDays: book.Life.TrialDays}
	p, err := scoring.NewPopulation(t.Context(), facts, ids, moment, book)
	if err != nil {
		t.Fatal(err)
	}
	if !p.Matches.Cover(book.Card) {
		t.Error("a population does not answer the card it was made of")
	}
	add(scoring.Signal{Name: "Small", Side: scoring.Fit, Weight: 5, When: when("attribute size is less than 3")})
	if p.Matches.Cover(book.Card) {
		t.Error("a condition that was never asked is answered, just because it is switched off")
	}
	asked := 0
	matches, err := p.Matches.Covering(book.Card, len(accounts), func(conditions []scoring.Condition) ([]scoring.Bits, error) {
		asked += len(conditions)
		answers, err := scoring.Evaluate(t.Context(), facts, moment, conditions)
		return answers.Bits, err
	})
	if err != nil || !matches.Cover(book.Card) {
		t.Fatalf("new matches do not answer the card: %v", err)
	}
	if asked != 2 || &matches.Adoption.Bits[0] != &p.Matches.Adoption.Bits[0] {
		t.Errorf("%d conditions were asked for, want those of fit only", asked)
	}
	trials := scoring.StatusesOf(scoring.Trial)
	got := scoring.NewRanker(p).Rematch(matches).Matching(scoring.Fit, trials)
	if len(got) != 2 || got["attribute size is more than 49"] != 20 || got["attribute size is less than 3"] != 3 {
		t.Errorf("matching %v", got)
	}
}
