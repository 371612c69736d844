package scoring

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
)

func TestMissingNamesConditionsWithoutMasks(t *testing.T) {
	t.Parallel()
	card := cardOf(t, Emphatic, 10, 5, 5)
	card, err := card.Switch(3, false)
	if err != nil {
		t.Fatal(err)
	}
	first, second := card.Adoption[0].When.String(), card.Adoption[1].When.String()
	matches := Matches{Adoption: Masks{Keys: []string{second}, Bits: []uint64{1, 0}}}
	if got := Missing(card, matches); !slices.Equal(got, []string{first}) {
		t.Errorf("missing %q, want %q", got, first)
	}
	// What is missing counts as unmatched until it arrives.
	p := &Population{
		Status: []Status{Trial, Trial}, End: make([]Instant, 2), LastSeen: make([]Instant, 2),
		ByID: []uint32{0, 1}, Matches: matches,
	}
	r := Rank(p, card, ByAdoption)
	if got := r.Score(Adoption, 0).String(); got != "25" {
		t.Errorf("score %s, want 25", got)
	}
	if got := r.Matched(Adoption, 0); got != 0b10 {
		t.Errorf("signal mask %b, want 10", got)
	}
	p.Matches.Adoption = Masks{Keys: []string{second, first}, Bits: []uint64{0b11, 0b10}}
	if got := Missing(card, p.Matches); len(got) != 0 {
		t.Errorf("missing %q, want none", got)
	}
}

func TestRankingAgreesWithScorecard(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(8, 8))
	card := randomCard(rng, cardShape{30, 63})
	p := randomPopulation(rng, card, 300, 30)
	r := Rank(p, card, ByMean)
	for _, slot := range []int{-1, 300, 1 << 40} {
		if got := r.Position(slot); got != -1 {
			t.Errorf("slot %d is at %d", slot, got)
		}
	}
	for slot := range p.Status {
		for _, side := range Sides() {
			if got, want := r.Score(side, slot), card.Score(side, r.Matched(side, slot)); got != want {
				t.Fatalf("slot %d: %s score %v, from its signals %v", slot, side, got, want)
			}
		}
		place := r.Position(slot)
		if ranked := p.Status[slot] == Trial; ranked != (place >= 0) || ranked && r.Order[place] != uint32(slot) {
			t.Fatalf("slot %d with status %s is at %d", slot, p.Status[slot], place)
		}
	}
}

// Commands of the dashboard rank in goroutines of their own, and what one got
// must not change under it when another ranks.
func TestRankerServesGoroutines(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 8))
	card := randomCard(rng, cardShape{12, 12})
	p := randomPopulation(rng, card, 500, 30)
	ranker := NewRanker(p)
	var group sync.WaitGroup
	for _, by := range Orders() {
		want := referenceRank(p, card, by, AllStatuses)
		for range 2 {
			group.Go(func() {
				first := ranker.Rank(card, by, AllStatuses)
				ranker.Rank(card, by, StatusesOf(Trial)).Position(0)
				if !slices.Equal(first.Order, want) {
					t.Errorf("by %s differs", by)
				}
			})
		}
	}
	group.Wait()
}

func TestRematchEqualsNewRanker(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(2, 8))
	card := randomCard(rng, cardShape{6, 6})
	p, other := randomPopulation(rng, card, 500, 30), randomPopulation(rng, card, 500, 30)
	for name, matches := range map[string]Matches{
		"both":     other.Matches,
		"adoption": {Adoption: other.Matches.Adoption, Fit: p.Matches.Fit},
		"fit":      {Adoption: p.Matches.Adoption, Fit: other.Matches.Fit},
	} {
		ranker := NewRanker(p)
		ranker.Rank(card, ByAdoption, AllStatuses) // coded before
		want := *p
		want.Matches = matches
		for _, statuses := range []StatusSet{AllStatuses, StatusesOf(Trial)} {
			got := ranker.Rematch(matches).Rank(card, ByFit, statuses)
			if !slices.Equal(got.Order, referenceRank(&want, card, ByFit, statuses)) {
				t.Errorf("%s: a rematched ranker ranks by other masks", name)
			}
		}
		if !slices.Equal(ranker.Rank(card, ByFit, AllStatuses).Order, referenceRank(p, card, ByFit, AllStatuses)) {
			t.Errorf("%s: rematching changed the old ranker", name)
		}
	}
}

// Dates of hostile files reach far, and their distance overflows.
func TestRankOfFarApartInstants(t *testing.T) {
	t.Parallel()
	ends := []Instant{math.MaxInt64, Never, 0, Never + 1, math.MaxInt64, -1}
	p := &Population{
		Status: make([]Status, len(ends)), End: ends, LastSeen: ends, ByID: []uint32{5, 4, 3, 2, 1, 0},
	}
	for slot := range p.Status {
		p.Status[slot] = Trial
	}
	for by, want := range map[Order][]uint32{
		ByLeft: {3, 5, 2, 4, 0, 1},
		BySeen: {4, 0, 2, 5, 3, 1},
	} {
		if got := Rank(p, NewScorecard(), by).Order; !slices.Equal(got, want) {
			t.Errorf("by %s: %v, want %v", by, got, want)
		}
	}
	if got := Rank(&Population{}, NewScorecard(), BySeen); got.Len() != 0 {
		t.Errorf("nobody is ranked %v", got.Order)
	}
}
