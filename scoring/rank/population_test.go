package rank_test

import (
	"context"
	"slices"
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

// randomBook has signals over random conditions, some switched off and some
// asking the same.
func randomBook(r factstest.Random, signals int) rulebook.Rulebook {
	book := rulebook.Default()
	for i := range signals {
		s := rulebook.Signal{ID: int64(i + 1), Side: rulebook.Side(i % 2), Weight: 1, Enabled: r.IntN(4) > 0, When: r.Condition()}
		side := &book.Card.Adoption
		if s.Side == rulebook.Fit {
			side = &book.Card.Fit
		}
		if len(*side) > 0 && r.IntN(5) == 0 {
			s.When = (*side)[0].When
		}
		*side = append(*side, s)
	}
	return book
}

func TestPopulationEqualsReference(t *testing.T) {
	t.Parallel()
	for seed := range uint64(8) {
		r := factstest.NewRandom(seed)
		accounts, facts := r.Accounts(130)
		book, moment := randomBook(r, 40), r.Moment()
		byID := make([]uint32, len(accounts))
		p, err := rank.NewPopulation(t.Context(), facts, byID, moment, book)
		if err != nil {
			t.Fatal(err)
		}
		moment.TrialDays = book.Lifecycle.TrialDays
		for slot := range accounts {
			a := &accounts[slot]
			start, end := a.Trial(moment)
			if p.Start[slot] != start || p.End[slot] != end {
				t.Fatalf("seed %d: trial [%s, %s), want [%s, %s)", seed, p.Start[slot], p.End[slot], start, end)
			}
			if got, want := p.Status[slot], slowStatus(book.Lifecycle, a, moment); got != want {
				t.Fatalf("seed %d: %+v is %s, want %s", seed, a.Attributes, got, want)
			}
			for _, side := range []rulebook.Side{rulebook.Adoption, rulebook.Fit} {
				masks := p.Matches.Adoption
				if side == rulebook.Fit {
					masks = p.Matches.Fit
				}
				for _, s := range book.Card.Signals(side) {
					bit := slices.Index(masks.Keys, s.When.String())
					if bit < 0 {
						t.Fatalf("seed %d: no bit for %s", seed, s.When)
					}
					if got, want := masks.Words[slot]>>bit&1 != 0, eval.Holds(s.When, a, moment); got != want {
						t.Fatalf("seed %d: %s is %t, want %t", seed, s.When, got, want)
					}
				}
			}
		}
	}
}

// slowStatus is the status of an account, condition by condition.
func slowStatus(life rulebook.Lifecycle, a *account.Account, m condition.Moment) rulebook.Status {
	start, _ := a.Trial(m)
	if !a.Known || start > m.AsOf {
		return rulebook.NoStatus
	}
	for _, part := range life.StatusConditions() {
		if eval.Holds(part.When, a, m) {
			return part.Status
		}
	}
	return life.Default
}

func TestMaskConditionsPutSwitchedOffSignalsLast(t *testing.T) {
	t.Parallel()
	r := factstest.NewRandom(4)
	card := rulebook.NewScorecard()
	for i := range 100 {
		when := condition.Condition{Rules: []condition.Rule{{
			Subject: condition.EventSubject, Name: "login", Operator: condition.MoreThan, Number: float64(i),
		}}}
		card.Adoption = append(card.Adoption, rulebook.Signal{When: when, Enabled: i >= 60, Weight: 1 + r.IntN(9)})
	}
	conditions := rank.MaskConditions(card, rulebook.Adoption)
	if len(conditions) != rulebook.MaxBits {
		t.Fatalf("got %d conditions, want %d", len(conditions), rulebook.MaxBits)
	}
	if got := conditions[0].Rules[0].Number; got != 60 {
		t.Errorf("the first bit is of signal %g, want the first that is switched on", got)
	}
	if got := conditions[40].Rules[0].Number; got != 0 {
		t.Errorf("bit 40 is of signal %g, want the first that is switched off", got)
	}
}

func TestAssembleRefusesOtherAnswers(t *testing.T) {
	t.Parallel()
	_, facts := factstest.NewRandom(1).Accounts(3)
	_, err := rank.Assemble(t.Context(), facts, make([]uint32, 3), condition.Moment{}, rulebook.Default(), eval.Answers{})
	if err == nil {
		t.Error("a population was made of no answers")
	}
}

func TestBuildMasks(t *testing.T) {
	t.Parallel()
	r := factstest.NewRandom(6)
	for i := range 65 {
		n := []int{0, 1, 63, 64, 65, 1000}[i%6]
		answers := make([]bitset.Bits, i)
		for i := range answers {
			answers[i] = bitset.New(n)
			for slot := range n {
				if r.IntN(2) == 0 {
					answers[i].Set(slot)
				}
			}
		}
		masks := rank.BuildMasks(n, make([]string, len(answers)), answers)
		for slot := range n {
			for i, b := range answers {
				if masks.Words[slot]>>i&1 != 0 != b.Has(slot) {
					t.Fatalf("%d slots: bit %d of slot %d is wrong", n, i, slot)
				}
			}
			if len(answers) < 64 && masks.Words[slot]>>len(answers) != 0 {
				t.Fatalf("%d slots: slot %d has bits beyond the answers", n, slot)
			}
		}
	}
}

func BenchmarkBuildMasks(b *testing.B) {
	const n = 1_000_000
	r := factstest.NewRandom(6)
	answers := make([]bitset.Bits, 20)
	for i := range answers {
		answers[i] = bitset.New(n)
		for w := range answers[i] {
			answers[i][w] = r.Uint64()
		}
	}
	keys := make([]string, len(answers))
	for b.Loop() {
		rank.BuildMasks(n, keys, answers)
	}
}

func BenchmarkNewPopulation(b *testing.B) {
	const accounts = 100_000
	facts, conditions := factstest.Workload(b, accounts, 50)
	book := rulebook.Default()
	for i, c := range conditions {
		book.Card.Adoption = append(book.Card.Adoption, rulebook.Signal{ID: int64(i), Enabled: true, Weight: 1, When: c})
	}
	byID := make([]uint32, accounts)
	for b.Loop() {
		_, err := rank.NewPopulation(context.Background(), facts, byID, condition.Moment{AsOf: 1_760_000_000_000 + 30*value.Day}, book)
		if err != nil {
			b.Fatal(err)
		}
	}
}
