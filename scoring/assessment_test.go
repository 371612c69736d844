package scoring

import (
	"fmt"
	"testing"
)

// conditionsBook has signals on random conditions on both sides.
func conditionsBook(t *testing.T, r random) Rulebook {
	t.Helper()
	book := DefaultRulebook()
	book.Life.TrialDays = 1 + r.IntN(20)
	for i := range 12 {
		s := Signal{
			Name: fmt.Sprint("signal ", i), Side: Side(r.IntN(2)), Weight: 1 + r.IntN(MaxWeight),
			Enabled: r.IntN(5) > 0, When: r.condition(),
		}
		card, err := book.Card.Add(s)
		if err != nil {
			t.Fatal(err)
		}
		book.Card = card
	}
	return book
}

// TestAssessmentAgreesWithThePopulation holds the drill-down against the list:
// what is said of one account must be what it was ranked by.
func TestAssessmentAgreesWithThePopulation(t *testing.T) {
	t.Parallel()
	for seed := range uint64(20) {
		r := newRandom(seed)
		accounts, facts := r.accounts(60)
		book, moment := conditionsBook(t, r), r.moment()
		byID := make([]uint32, len(accounts))
		for slot := range byID {
			byID[slot] = uint32(slot)
		}
		people, err := NewPopulation(t.Context(), facts, byID, moment, book)
		if err != nil {
			t.Fatal(err)
		}
		ranking := NewRanker(people).Rank(book.Card, ByAdoption, AllStatuses)
		for slot := range accounts {
			got := Assess(book, &accounts[slot], moment)
			if got.Status != people.Status[slot] || got.LastSeen != people.LastSeen[slot] ||
				got.Start != people.Start[slot] || got.End != people.End[slot] {
				t.Fatalf("seed %d slot %d: %v seen %v, trial %v to %v; the population has %v, %v, %v to %v", seed, slot,
					got.Status, got.LastSeen, got.Start, got.End,
					people.Status[slot], people.LastSeen[slot], people.Start[slot], people.End[slot])
			}
			for _, side := range Sides() {
				if want := ranking.Score(side, slot); got.Scores[side] != want || got.Masks[side] != ranking.Matched(side, slot) {
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
			if got.Qualified != ranking.Qualified(slot) {
				t.Fatalf("seed %d slot %d: qualified %v", seed, slot, got.Qualified)
			}
		}
	}
}

func TestTrialDayOfAnAssessment(t *testing.T) {
	t.Parallel()
	const start = Instant(1_700_000_000_000)
	tests := []struct {
		name       string
		start, end Instant
		asOf       Instant
		day, of    int
		ok         bool
	}{
		{"first instant", start, start + 14*Day, start, 1, 14, true},
		{"end of the first day", start, start + 14*Day, start + Day - 1, 1, 14, true},
		{"second day", start, start + 14*Day, start + Day, 2, 14, true},
		{"last instant", start, start + 14*Day, start + 14*Day - 1, 14, 14, true},
		{"a part of a day counts", start, start + Day + 1, start + Day, 2, 2, true},
		{"not begun", start, start + 14*Day, start - 1, 0, 0, false},
		{"unknown start", Never, start, start, 0, 0, false},
		{"unknown end", start, Never, start, 0, 0, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := Assessment{Moment: Moment{AsOf: tt.asOf}, Start: tt.start, End: tt.end}
			if day, of, ok := s.TrialDay(); day != tt.day || of != tt.of || ok != tt.ok {
				t.Errorf("day %d of %d, %v; want %d of %d, %v", day, of, ok, tt.day, tt.of, tt.ok)
			}
		})
	}
}
