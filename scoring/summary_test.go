package scoring

import (
	"math/rand/v2"
	"testing"
)

func TestSummarizeEqualsCountingOneByOne(t *testing.T) {
	t.Parallel()
	for seed := range uint64(12) {
		rng := rand.New(rand.NewPCG(seed, 9))
		card := randomCard(rng, cardShape{int(seed), 5})
		p := randomPopulation(rng, card, 500, 30)
		for slot := range p.Status {
			if rng.IntN(3) == 0 && p.Status[slot] != NoStatus && p.Status[slot] != Trial {
				p.Converted.Set(slot)
			}
		}
		r := Rank(p, card, ByAdoption)
		want := Summary{AsOf: p.AsOf}
		for slot, status := range p.Status {
			want.count(status, p.Converted.Has(slot))
			if status != Trial {
				continue
			}
			want.place(r.Band(Adoption, slot), r.Band(Fit, slot), 1)
			if r.Qualified(slot) {
				want.Qualified++
			}
		}
		got := Summarize(p, card)
		if got != want {
			t.Errorf("seed %d:\n got %+v\nwant %+v", seed, got, want)
		}
		if got.Trial != r.Len() {
			t.Errorf("seed %d: %d trials counted, %d ranked", seed, got.Trial, r.Len())
		}
	}
}

func TestConversionRateLeavesTrialsOut(t *testing.T) {
	t.Parallel()
	p := &Population{
		Status:    []Status{Trial, Paying, Paying, NotConverted, NotConverted, NotConverted, Churned, Churned, NoStatus},
		Converted: NewBits(9),
		End:       make([]Instant, 9),
		LastSeen:  make([]Instant, 9),
		ByID:      []uint32{0, 1, 2, 3, 4, 5, 6, 7, 8},
	}
	for _, slot := range []int{1, 2, 6} { // one of those who left had paid
		p.Converted.Set(slot)
	}
	s := Summarize(p, NewScorecard())
	if rate, ok := s.ConversionRate(); !ok || rate != 0.5 {
		t.Errorf("rate %v, %v, want 3 of 6", rate, ok)
	}
	if s.Trial != 1 || s.Paying != 2 || s.NotConverted != 3 || s.Churned != 2 || s.Status(Churned) != 2 {
		t.Errorf("statuses are %+v", s)
	}
	if s.NoScore != [2]int{1, 1} {
		t.Errorf("trials without scores: %v", s.NoScore)
	}
	p.Status = []Status{Trial}
	if _, ok := Summarize(p, NewScorecard()).ConversionRate(); ok {
		t.Error("nobody finished, and there is a rate")
	}
}
