package scoring

import (
	"cmp"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
)

// referenceRank sorts by comparing exact rationals, key by key as the product
// says, from the matches of one signal after another.
func referenceRank(p *Population, card Scorecard, by Order, statuses StatusSet) []uint32 {
	var order []uint32
	for slot, status := range p.Status {
		if statuses.Has(status) {
			order = append(order, uint32(slot))
		}
	}
	r := newReference(p, card)
	slices.SortStableFunc(order, func(a, b uint32) int {
		first := 0
		switch by {
		case ByAdoption:
		case ByFit:
			first = r.score(Fit, a, b)
		case ByMean:
			first = r.mean(a, b)
		case ByLeft:
			first = r.left(a, b)
		case BySeen:
			first = r.seen(a, b)
		}
		return cmp.Or(first, r.score(Adoption, a, b), r.score(Fit, a, b), r.left(a, b), r.seen(a, b),
			cmp.Compare(p.ByID[a], p.ByID[b]))
	})
	return order
}

type reference struct {
	p      *Population
	scores [2][]*big.Rat // nil for no score
	means  []*big.Rat    // sums of both, 0 unless both are there
}

func newReference(p *Population, card Scorecard) *reference {
	r := &reference{p: p, scores: [2][]*big.Rat{referenceScores(p, card, Adoption), referenceScores(p, card, Fit)}}
	for slot := range p.Status {
		mean := new(big.Rat)
		if a, f := r.scores[Adoption][slot], r.scores[Fit][slot]; a != nil && f != nil {
			mean.Add(a, f)
		}
		r.means = append(r.means, mean)
	}
	return r
}

// referenceScores is 100 x pulls matched / pulls, or nil where nothing pulls.
func referenceScores(p *Population, card Scorecard, side Side) []*big.Rat {
	masks := p.Matches.Adoption
	if side == Fit {
		masks = p.Matches.Fit
	}
	scores := make([]*big.Rat, len(p.Status))
	sums := make([]int64, len(p.Status))
	var total int64
	for _, s := range card.Signals(side) {
		if !s.Enabled {
			continue
		}
		pull := int64(card.Weighting.Pull(s.Weight))
		total += pull
		bit := slices.Index(masks.Keys, s.When.String())
		for slot := range sums {
			if bit >= 0 && masks.Bits[slot]&(1<<bit) != 0 {
				sums[slot] += pull
			}
		}
	}
	for slot := range scores {
		if total > 0 {
			scores[slot] = big.NewRat(100*sums[slot], total)
		}
	}
	return scores
}

func (r *reference) score(side Side, a, b uint32) int {
	x, y := r.scores[side][a], r.scores[side][b]
	if x == nil || y == nil {
		return 0 // a side has a score for all or for none
	}
	return y.Cmp(x)
}

func (r *reference) mean(a, b uint32) int { return r.means[b].Cmp(r.means[a]) }

func (r *reference) left(a, b uint32) int {
	x, y := r.p.End[a], r.p.End[b]
	return cmp.Or(-cmp.Compare(known(x), known(y)), cmp.Compare(x, y))
}

func (r *reference) seen(a, b uint32) int {
	return cmp.Compare(r.p.LastSeen[b], r.p.LastSeen[a]) // never is the earliest
}

func known(i Instant) int {
	if i.Known() {
		return 1
	}
	return 0
}

func TestRankEqualsReference(t *testing.T) {
	t.Parallel()
	shapes := []cardShape{{0, 0}, {0, 3}, {1, 0}, {5, 5}, {10, 10}, {20, 3}, {70, 70}}
	for seed := range uint64(40) {
		rng := rand.New(rand.NewPCG(seed, 1))
		shape := shapes[seed%uint64(len(shapes))]
		t.Run(fmt.Sprintf("%v/%d", shape, seed), func(t *testing.T) {
			t.Parallel()
			card := randomCard(rng, shape)
			p := randomPopulation(rng, card, rng.IntN(700), 1+rng.Int64N(1+rng.Int64N(4000)))
			ranker := NewRanker(p)
			for range 3 {
				for _, by := range Orders() {
					statuses := StatusSet(rng.IntN(1<<(Churned+1)))&AllStatuses | 1<<Trial
					got := ranker.Rank(card, by, statuses)
					want := referenceRank(p, card, by, statuses)
					if !slices.Equal(got.Order, want) {
						t.Fatalf("by %s, statuses %b:\n got %v\nwant %v", by, statuses, got.Order, want)
					}
				}
				card = randomCard(rng, shape)
			}
		})
	}
}

// Keys wider than two digits take another path; two scores of many distinct
// sums reach it with few accounts.
func TestRankOfManyLevelsEqualsReference(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(7, 7))
	card := randomCard(rng, cardShape{60, 60})
	p := randomPopulation(rng, card, 3000, 40)
	for slot := range p.Status {
		p.Matches.Adoption.Bits[slot] ^= rng.Uint64() & 0xffff
	}
	for _, by := range Orders() {
		if got, want := Rank(p, card, by).Order, referenceRank(p, card, by, StatusesOf(Trial)); !slices.Equal(got, want) {
			t.Errorf("by %s differs", by)
		}
	}
}

// More accounts than a narrow word has room for take another path, too; a view
// that claims so many saves making them.
func TestRankOfManyAccountsEqualsReference(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(7, 9))
	card := randomCard(rng, cardShape{9, 9})
	p := randomPopulation(rng, card, 1000, 40)
	ranker := NewRanker(p)
	ranker.view(AllStatuses).population = narrowSlots + 1
	for _, by := range []Order{ByAdoption, ByFit} {
		got, want := ranker.Rank(card, by, AllStatuses).Order, referenceRank(p, card, by, AllStatuses)
		if !slices.Equal(got, want) {
			t.Errorf("by %s differs", by)
		}
	}
}

func BenchmarkRank1M(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, shape := range []cardShape{{5, 5}, {10, 10}, {40, 40}} {
		card := randomCard(rng, shape)
		card.Weighting = Emphatic
		p := randomPopulation(rng, card, 1_000_000, 24*14)
		for slot := range p.Status {
			p.Status[slot] = Trial
			p.End[slot] += Instant(rng.Int64N(int64(Hour)))
			p.LastSeen[slot] -= Instant(rng.Int64N(int64(Hour)))
		}
		ranker := NewRanker(p)
		for _, by := range Orders() {
			b.Run(fmt.Sprintf("signals=%d/by=%s", shape.adoption+shape.fit, by), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					ranker.Rank(card, by, StatusesOf(Trial))
				}
			})
		}
		b.Run(fmt.Sprintf("signals=%d/new", shape.adoption+shape.fit), func(b *testing.B) {
			for b.Loop() {
				NewRanker(p)
			}
		})
		b.Run(fmt.Sprintf("signals=%d/draft", shape.adoption+shape.fit), func(b *testing.B) {
			saved, draft := ranker.Rank(card, ByAdoption, StatusesOf(Trial)), reworked(rng, card)
			for b.Loop() {
				ranker.RankDraft(saved, draft, ByAdoption, StatusesOf(Trial), Extent{Buckets: 20, Rows: 400, Best: 8})
			}
		})
		b.Run(fmt.Sprintf("signals=%d/first", shape.adoption+shape.fit), func(b *testing.B) {
			q := *p
			q.Base = ranker.base
			for b.Loop() {
				NewRanker(&q).Rank(card, ByAdoption, StatusesOf(Trial))
			}
		})
		b.Run(fmt.Sprintf("signals=%d/rematch", shape.adoption+shape.fit), func(b *testing.B) {
			edited := p.Matches
			edited.Adoption.Bits = slices.Clone(edited.Adoption.Bits)
			for b.Loop() {
				ranker.Rematch(edited).Rank(card, ByAdoption, StatusesOf(Trial))
			}
		})
	}
}
