package rank_test

import (
	"math/rand/v2"
	"testing"

	"trialist/scoring/bitset"
	"trialist/scoring/factstest"
	"trialist/scoring/rank"
	"trialist/scoring/ranktest"
	"trialist/scoring/rulebook"
	"trialist/scoring/rulebooktest"
	"trialist/scoring/value"
)

func TestSummaryEqualsReference(t *testing.T) {
	t.Parallel()
	for seed := range uint64(12) {
		rng := rand.New(rand.NewPCG(seed, 9))
		card := rulebooktest.RandomCard(rng, rulebooktest.CardShape{Adoption: int(seed), Fit: 5, Levels: seed%2 == 0, Disqualifiers: int(seed) / 3})
		p := ranktest.RandomPopulation(rng, card, 500, 30)
		for slot := range p.Status {
			if rng.IntN(3) == 0 && p.Status[slot] != rulebook.NoStatus && p.Status[slot] != rulebook.Trial {
				p.Converted.Set(slot)
			}
		}
		r := rank.Rank(p, card, rank.ByAdoption)
		want := rank.Summary{AsOf: p.AsOf}
		for slot, status := range p.Status {
			countStatus(&want, status, p.Converted.Has(slot))
			if status != rulebook.Trial {
				continue
			}
			adoption, fit := r.Band(rulebook.Adoption, slot), r.Band(rulebook.Fit, slot)
			for side, band := range [2]rulebook.Band{rulebook.Adoption: adoption, rulebook.Fit: fit} {
				if band == rulebook.NoBand {
					want.NoScore[side]++
				} else {
					want.Bands[side][band]++
				}
			}
			if adoption != rulebook.NoBand && fit != rulebook.NoBand {
				want.Matrix[fit][adoption]++
			}
			switch {
			case r.Qualified(slot):
				want.Qualified++
			case card.Qualified.Qualified(fit, adoption):
				want.KeptOut++
			}
			if r.Disqualified(slot) {
				want.Disqualified++
			}
		}
		got := rank.Summarize(p, card)
		if got != want {
			t.Errorf("seed %d:\n got %+v\nwant %+v", seed, got, want)
		}
		if got.Trial != r.Len() {
			t.Errorf("seed %d: %d trials counted, %d ranked", seed, got.Trial, r.Len())
		}
	}
}

// countStatus adds one account to the counts that go by status.
func countStatus(s *rank.Summary, status rulebook.Status, converted bool) {
	if status == rulebook.NoStatus {
		return
	}
	*map[rulebook.Status]*int{
		rulebook.Trial: &s.Trial, rulebook.Paying: &s.Paying, rulebook.NotConverted: &s.NotConverted, rulebook.Churned: &s.Churned,
	}[status]++
	if status == rulebook.Trial {
		return
	}
	s.Finished++
	if converted {
		s.Converted++
	}
}

func TestConversionRateLeavesTrialsOut(t *testing.T) {
	t.Parallel()
	p := &rank.Population{
		Status:    []rulebook.Status{rulebook.Trial, rulebook.Paying, rulebook.Paying, rulebook.NotConverted, rulebook.NotConverted, rulebook.NotConverted, rulebook.Churned, rulebook.Churned, rulebook.NoStatus},
		Converted: bitset.New(9),
		End:       make([]value.Instant, 9),
		LastSeen:  make([]value.Instant, 9),
		ByID:      []uint32{0, 1, 2, 3, 4, 5, 6, 7, 8},
	}
	for _, slot := range []int{0, 1, 2, 6} { // one of those who left had paid, and one who is in a trial again
		p.Converted.Set(slot)
	}
	s := rank.Summarize(p, rulebook.NewScorecard())
	if rate, ok := s.ConversionRate(); !ok || rate != 3./7 {
		t.Errorf("rate %v, %v, want 3 of 7", rate, ok)
	}
	if s.Trial != 1 || s.Paying != 2 || s.NotConverted != 3 || s.Churned != 2 || s.Status(rulebook.Churned) != 2 {
		t.Errorf("statuses are %+v", s)
	}
	if s.NoScore != [2]int{1, 1} {
		t.Errorf("trials without scores: %v", s.NoScore)
	}
	p.Status = []rulebook.Status{rulebook.Trial}
	if _, ok := rank.Summarize(p, rulebook.NewScorecard()).ConversionRate(); ok {
		t.Error("nobody finished, and there is a rate")
	}
}

func BenchmarkSummary1M(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	card := rulebooktest.RandomCard(rng, rulebooktest.CardShape{Adoption: 10, Fit: 10})
	p := ranktest.RandomPopulation(rng, card, 1_000_000, 24*14)
	for b.Loop() {
		rank.Summarize(p, card)
	}
	factstest.ReportRate(b, 1_000_000, "rows")
}
