package scoring

import (
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
	ranker := NewRanker(p).Rematch(other.Matches)
	want := *p
	want.Matches = other.Matches
	if !slices.Equal(ranker.Rank(card, ByFit, AllStatuses).Order, referenceRank(&want, card, ByFit, AllStatuses)) {
		t.Error("a rematched ranker ranks by other masks")
	}
}
