package rank_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"trialist/scoring/rank"
	"trialist/scoring/ranktest"
	"trialist/scoring/rulebook"
	"trialist/scoring/rulebooktest"
	"trialist/scoring/value"
)

func TestSignalWithoutMaskCountsAsUnmatched(t *testing.T) {
	t.Parallel()
	card := rulebooktest.CardOf(t, rulebook.Emphatic, 10, 5, 5)
	card, err := card.SetEnabled(3, false)
	if err != nil {
		t.Fatal(err)
	}
	first, second := card.Adoption[0].When.String(), card.Adoption[1].When.String()
	matches := rank.Matches{Adoption: rank.Masks{Keys: []string{second}, Words: []uint64{1, 0}}}
	p := &rank.Population{
		Status: []rulebook.Status{rulebook.Trial, rulebook.Trial}, End: make([]value.Instant, 2), LastSeen: make([]value.Instant, 2),
		ByID: []uint32{0, 1}, Matches: matches,
	}
	r := rank.Rank(p, card, rank.ByAdoption)
	if got := r.Score(rulebook.Adoption, 0).String(); got != "25" {
		t.Errorf("score %s, want 25", got)
	}
	if got := r.SignalMask(rulebook.Adoption, 0); got != 0b10 {
		t.Errorf("signal mask %b, want 10", got)
	}
	p.Matches.Adoption = rank.Masks{Keys: []string{second, first}, Words: []uint64{0b11, 0b10}}
	if got := rank.Rank(p, card, rank.ByAdoption).Score(rulebook.Adoption, 0).String(); got != "100" {
		t.Errorf("score %s with both masks, want 100", got)
	}
}

func TestRankingAgreesWithScorecard(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(8, 8))
	card := rulebooktest.RandomCard(rng, rulebooktest.CardShape{Adoption: 30, Fit: 63})
	p := ranktest.RandomPopulation(rng, card, 300, 30)
	r := rank.Rank(p, card, rank.ByMean)
	for _, slot := range []int{-1, 300, 1 << 40} {
		if got := r.Position(slot); got != -1 {
			t.Errorf("slot %d is at %d", slot, got)
		}
	}
	for slot := range p.Status {
		for _, side := range rulebook.Sides() {
			if got, want := r.Score(side, slot), card.Score(side, r.SignalMask(side, slot)); got != want {
				t.Fatalf("slot %d: %s score %v, from its signals %v", slot, side, got, want)
			}
		}
		place := r.Position(slot)
		if ranked := p.Status[slot] == rulebook.Trial; ranked != (place >= 0) || ranked && r.Slots[place] != uint32(slot) {
			t.Fatalf("slot %d with status %s is at %d", slot, p.Status[slot], place)
		}
	}
}

// Commands of the dashboard rank in goroutines of their own, and what one got
// must not change under it when another ranks.
func TestRankerServesGoroutines(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 8))
	card := rulebooktest.RandomCard(rng, rulebooktest.CardShape{Adoption: 12, Fit: 12})
	p := ranktest.RandomPopulation(rng, card, 500, 30)
	ranker := rank.NewRanker(p)
	var group sync.WaitGroup
	for _, by := range rank.Orders() {
		want := referenceRank(p, card, by, rulebook.AllStatuses)
		for range 2 {
			group.Go(func() {
				first := ranker.Rank(card, by, rulebook.AllStatuses)
				ranker.Rank(card, by, rulebook.StatusesOf(rulebook.Trial)).Position(0)
				if !slices.Equal(first.Slots, want) {
					t.Errorf("by %s differs", by)
				}
			})
		}
	}
	group.Wait()
}

func TestWithMatchesEqualsNewRanker(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(2, 8))
	card := rulebooktest.RandomCard(rng, rulebooktest.CardShape{Adoption: 6, Fit: 6})
	p, other := ranktest.RandomPopulation(rng, card, 500, 30), ranktest.RandomPopulation(rng, card, 500, 30)
	for name, matches := range map[string]rank.Matches{
		"both":     other.Matches,
		"adoption": {Adoption: other.Matches.Adoption, Fit: p.Matches.Fit},
		"fit":      {Adoption: p.Matches.Adoption, Fit: other.Matches.Fit},
	} {
		ranker := rank.NewRanker(p)
		ranker.Rank(card, rank.ByAdoption, rulebook.AllStatuses) // encodes the masks
		want := *p
		want.Matches = matches
		for _, statuses := range []rulebook.StatusSet{rulebook.AllStatuses, rulebook.StatusesOf(rulebook.Trial)} {
			got := ranker.WithMatches(matches).Rank(card, rank.ByFit, statuses)
			if !slices.Equal(got.Slots, referenceRank(&want, card, rank.ByFit, statuses)) {
				t.Errorf("%s: the new ranker ranks by other masks", name)
			}
		}
		if !slices.Equal(ranker.Rank(card, rank.ByFit, rulebook.AllStatuses).Slots, referenceRank(p, card, rank.ByFit, rulebook.AllStatuses)) {
			t.Errorf("%s: WithMatches changed the old ranker", name)
		}
	}
}

// Dates of hostile files reach far, and their distance overflows.
func TestRankOfFarApartInstants(t *testing.T) {
	t.Parallel()
	ends := []value.Instant{math.MaxInt64, value.Never, 0, value.Never + 1, math.MaxInt64, -1}
	p := &rank.Population{
		Status: make([]rulebook.Status, len(ends)), End: ends, LastSeen: ends, ByID: []uint32{5, 4, 3, 2, 1, 0},
	}
	for slot := range p.Status {
		p.Status[slot] = rulebook.Trial
	}
	for by, want := range map[rank.Order][]uint32{
		rank.ByDaysLeft: {3, 5, 2, 4, 0, 1},
		rank.ByLastSeen: {4, 0, 2, 5, 3, 1},
	} {
		if got := rank.Rank(p, rulebook.NewScorecard(), by).Slots; !slices.Equal(got, want) {
			t.Errorf("by %s: %v, want %v", by, got, want)
		}
	}
	if got := rank.Rank(&rank.Population{}, rulebook.NewScorecard(), rank.ByLastSeen); got.Len() != 0 {
		t.Errorf("nobody is ranked %v", got.Slots)
	}
}
