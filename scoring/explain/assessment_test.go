package explain

import (
	"fmt"
	"testing"

	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/factstest"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// conditionsBook has signals on random conditions on both sides, some of them with
// levels, disqualifiers, and accounts that are left out.
func conditionsBook(t *testing.T, r factstest.Random) rulebook.Rulebook {
	t.Helper()
	book := rulebook.Default()
	book.Lifecycle.TrialDays = 1 + r.IntN(20)
	for i := range 12 {
		s := rulebook.Signal{
			Name: fmt.Sprint("signal ", i), Side: rulebook.Side(r.IntN(2)), Weight: 1 + r.IntN(rulebook.MaxWeight),
			Enabled: r.IntN(5) > 0, When: r.Condition(),
		}
		switch {
		case i%3 == 0:
			s.When = r.LevelledCondition()
		case i%5 == 0:
			s.Disqualifier = true
		}
		card, err := book.Card.Add(s)
		if err != nil {
			t.Fatal(err)
		}
		book.Card = card
	}
	if r.IntN(2) == 0 {
		book.Lifecycle.LeftOut = r.Condition()
	}
	for fit := range book.Card.Qualified {
		for adoption := range book.Card.Qualified[fit] {
			book.Card.Qualified[fit][adoption] = r.IntN(3) > 0
		}
	}
	return book
}

// TestAssessmentAgreesWithThePopulation holds the drill-down against the list:
// what is said of one account must be what it was ranked by.
func TestAssessmentAgreesWithThePopulation(t *testing.T) {
	t.Parallel()
	disqualified, leftOut := 0, 0
	for seed := range uint64(20) {
		r := factstest.NewRandom(seed)
		accounts, facts := r.Accounts(60)
		book, moment := conditionsBook(t, r), r.Moment()
		byID := make([]uint32, len(accounts))
		for slot := range byID {
			byID[slot] = uint32(slot)
		}
		people, err := rank.NewPopulation(t.Context(), facts, byID, moment, book)
		if err != nil {
			t.Fatal(err)
		}
		ranking := rank.NewRanker(people).Rank(book.Card, rank.ByAdoption, rulebook.AllStatuses)
		for slot := range accounts {
			got := Assess(book, &accounts[slot], moment)
			status := people.Status[slot]
			if people.LeftOut.Has(slot) {
				status = rulebook.LeftOut
			}
			if got.Status != status || got.LastSeen != people.LastSeen[slot] ||
				got.Start != people.Start[slot] || got.End != people.End[slot] {
				t.Fatalf("seed %d slot %d: %v seen %v, trial %v to %v; the population has %v, %v, %v to %v", seed, slot,
					got.Status, got.LastSeen, got.Start, got.End,
					status, people.LastSeen[slot], people.Start[slot], people.End[slot])
			}
			for _, side := range rulebook.Sides() {
				if want := ranking.Score(side, slot); got.Scores[side] != want || got.Masks[side] != ranking.SignalMask(side, slot) {
					t.Fatalf("seed %d slot %d: %v %v of %b, the ranking has %v", seed, slot, side, got.Scores[side], got.Masks[side], want)
				}
				sum := 0
				for _, a := range got.Signals[side] {
					sum += a.Earned
				}
				if sum != got.Scores[side].Tenths() {
					t.Fatalf("seed %d slot %d: the %v points listed add up to %d, the score is %d", seed, slot, side, sum, got.Scores[side].Tenths())
				}
			}
			if got.Qualified != ranking.Qualified(slot) || (len(got.Disqualified) > 0) != ranking.Disqualified(slot) {
				t.Fatalf("seed %d slot %d: qualified %v, disqualified by %v", seed, slot, got.Qualified, got.Disqualified)
			}
			for i, d := range ranking.DisqualifiedBy(slot) {
				if d.ID != got.Disqualified[i].Signal.ID || !eval.Holds(d.When, &accounts[slot], moment) {
					t.Fatalf("seed %d slot %d: disqualified by %v", seed, slot, got.Disqualified)
				}
			}
			disqualified += len(got.Disqualified)
			if got.Status == rulebook.LeftOut {
				leftOut++
			}
		}
	}
	if disqualified < 50 || leftOut < 50 {
		t.Errorf("only %d disqualifiers held, and %d accounts were left out", disqualified, leftOut)
	}
}

func TestTrialDayOfAnAssessment(t *testing.T) {
	t.Parallel()
	const start = value.Instant(1_700_000_000_000)
	tests := []struct {
		name       string
		start, end value.Instant
		asOf       value.Instant
		day, of    int
		ok         bool
	}{
		{"first instant", start, start + 14*value.Day, start, 1, 14, true},
		{"end of the first day", start, start + 14*value.Day, start + value.Day - 1, 1, 14, true},
		{"second day", start, start + 14*value.Day, start + value.Day, 2, 14, true},
		{"last instant", start, start + 14*value.Day, start + 14*value.Day - 1, 14, 14, true},
		{"a part of a day counts", start, start + value.Day + 1, start + value.Day, 2, 2, true},
		{"not begun", start, start + 14*value.Day, start - 1, 0, 0, false},
		{"unknown start", value.Never, start, start, 0, 0, false},
		{"unknown end", start, value.Never, start, 0, 0, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := Assessment{Moment: condition.Moment{AsOf: tt.asOf}, Start: tt.start, End: tt.end}
			if day, of, ok := s.TrialDay(); day != tt.day || of != tt.of || ok != tt.ok {
				t.Errorf("day %d of %d, %v; want %d of %d, %v", day, of, ok, tt.day, tt.of, tt.ok)
			}
		})
	}
}
