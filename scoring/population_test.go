package scoring

import (
	"context"
	"slices"
	"testing"
)

// randomBook has signals over random conditions, some switched off and some
// asking the same.
func randomBook(r random, signals int) Rulebook {
	book := DefaultRulebook()
	for i := range signals {
		s := Signal{ID: int64(i + 1), Side: Side(i % 2), Weight: 1, Enabled: r.IntN(4) > 0, When: r.condition()}
		side := &book.Card.Adoption
		if s.Side == Fit {
			side = &book.Card.Fit
		}
		if len(*side) > 0 && r.IntN(5) == 0 {
			s.When = (*side)[0].When
		}
		*side = append(*side, s)
	}
	return book
}

func TestPopulationEqualsHolds(t *testing.T) {
	t.Parallel()
	for seed := range uint64(8) {
		r := newRandom(seed)
		accounts, facts := r.accounts(130)
		book, moment := randomBook(r, 40), r.moment()
		byID := make([]uint32, len(accounts))
		p, err := NewPopulation(t.Context(), facts, byID, moment, book)
		if err != nil {
			t.Fatal(err)
		}
		moment.TrialDays = book.Life.TrialDays
		for slot := range accounts {
			a := &accounts[slot]
			start, end := a.Trial(moment)
			if p.Start[slot] != start || p.End[slot] != end {
				t.Fatalf("seed %d: trial [%s, %s), want [%s, %s)", seed, p.Start[slot], p.End[slot], start, end)
			}
			if got, want := p.Status[slot], slowStatus(book.Life, a, moment); got != want {
				t.Fatalf("seed %d: %+v is %s, want %s", seed, a.Attributes, got, want)
			}
			for _, side := range []Side{Adoption, Fit} {
				masks := p.Matches.Adoption
				if side == Fit {
					masks = p.Matches.Fit
				}
				for _, s := range book.Card.Signals(side) {
					bit := slices.Index(masks.Keys, s.When.String())
					if bit < 0 {
						t.Fatalf("seed %d: no bit for %s", seed, s.When)
					}
					if got, want := masks.Bits[slot]>>bit&1 != 0, Holds(s.When, a, moment); got != want {
						t.Fatalf("seed %d: %s is %t, want %t", seed, s.When, got, want)
					}
				}
			}
		}
	}
}

// slowStatus is the status of an account, condition by condition.
func slowStatus(life Lifecycle, a *Account, m Moment) Status {
	start, _ := a.Trial(m)
	if !a.Known || start > m.AsOf {
		return NoStatus
	}
	for _, part := range life.parts() {
		if Holds(part.when, a, m) {
			return part.status
		}
	}
	return life.Default
}

func TestMaskConditionsPutSwitchedOffSignalsLast(t *testing.T) {
	t.Parallel()
	r := newRandom(4)
	card := NewScorecard()
	for i := range 100 {
		when := Condition{Rules: []Rule{{
			Subject: EventSubject, Name: "login", Operator: MoreThan, Number: float64(i),
		}}}
		card.Adoption = append(card.Adoption, Signal{When: when, Enabled: i >= 60, Weight: 1 + r.IntN(9)})
	}
	conditions := maskConditions(card, Adoption)
	if len(conditions) != MaxSignals {
		t.Fatalf("got %d conditions, want %d", len(conditions), MaxSignals)
	}
	if got := conditions[0].Rules[0].Number; got != 60 {
		t.Errorf("the first bit is of signal %g, want the first that is switched on", got)
	}
	if got := conditions[40].Rules[0].Number; got != 0 {
		t.Errorf("bit 40 is of signal %g, want the first that is switched off", got)
	}
}

func TestAssemblePopulationRefusesOtherAnswers(t *testing.T) {
	t.Parallel()
	_, facts := newRandom(1).accounts(3)
	_, err := AssemblePopulation(t.Context(), facts, make([]uint32, 3), Moment{}, DefaultRulebook(), Answers{})
	if err == nil {
		t.Error("a population was made of no answers")
	}
}

func TestBuildMasks(t *testing.T) {
	t.Parallel()
	r := newRandom(6)
	for i := range 65 {
		n := []int{0, 1, 63, 64, 65, 1000}[i%6]
		answers := make([]Bits, i)
		for i := range answers {
			answers[i] = NewBits(n)
			for slot := range n {
				if r.IntN(2) == 0 {
					answers[i].Set(slot)
				}
			}
		}
		masks := BuildMasks(n, make([]string, len(answers)), answers)
		for slot := range n {
			for i, b := range answers {
				if masks.Bits[slot]>>i&1 != 0 != b.Has(slot) {
					t.Fatalf("%d slots: bit %d of slot %d is wrong", n, i, slot)
				}
			}
			if len(answers) < 64 && masks.Bits[slot]>>len(answers) != 0 {
				t.Fatalf("%d slots: slot %d has bits beyond the answers", n, slot)
			}
		}
	}
}

func BenchmarkBuildMasks(b *testing.B) {
	const n = 1_000_000
	r := newRandom(6)
	answers := make([]Bits, 20)
	for i := range answers {
		answers[i] = NewBits(n)
		for w := range answers[i] {
			answers[i][w] = r.Uint64()
		}
	}
	keys := make([]string, len(answers))
	for b.Loop() {
		BuildMasks(n, keys, answers)
	}
}

func BenchmarkNewPopulation(b *testing.B) {
	const accounts = 100_000
	facts, conditions := workload(b, accounts, 50)
	book := DefaultRulebook()
	for i, c := range conditions {
		book.Card.Adoption = append(book.Card.Adoption, Signal{ID: int64(i), Enabled: true, Weight: 1, When: c})
	}
	byID := make([]uint32, accounts)
	for b.Loop() {
		_, err := NewPopulation(context.Background(), facts, byID, Moment{AsOf: 1_760_000_000_000 + 30*Day}, book)
		if err != nil {
			b.Fatal(err)
		}
	}
}
