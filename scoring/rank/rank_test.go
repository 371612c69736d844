package rank_test

import (
	"cmp"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"trialist/scoring/rank"
	"trialist/scoring/ranktest"
	"trialist/scoring/rulebook"
	"trialist/scoring/rulebooktest"
	"trialist/scoring/value"
)

// referenceRank sorts by comparing exact rationals, key by key as the product
// says, from the matches of one signal after another.
func referenceRank(p *rank.Population, card rulebook.Scorecard, by rank.Order, statuses rulebook.StatusSet) []uint32 {
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
		case rank.ByAdoption:
		case rank.ByFit:
			first = r.score(rulebook.Fit, a, b)
		case rank.ByMean:
			first = r.mean(a, b)
		case rank.ByDaysLeft:
			first = r.left(a, b)
		case rank.ByLastSeen:
			first = r.seen(a, b)
		}
		return cmp.Or(first, r.score(rulebook.Adoption, a, b), r.score(rulebook.Fit, a, b), r.left(a, b), r.seen(a, b),
			cmp.Compare(p.ByID[a], p.ByID[b]))
	})
	return order
}

type reference struct {
	p      *rank.Population
	scores [2][]*big.Rat // nil for no score
	means  []*big.Rat    // sums of both, 0 unless both are there
}

func newReference(p *rank.Population, card rulebook.Scorecard) *reference {
	r := &reference{p: p, scores: [2][]*big.Rat{referenceScores(p, card, rulebook.Adoption), referenceScores(p, card, rulebook.Fit)}}
	for slot := range p.Status {
		mean := new(big.Rat)
		if a, f := r.scores[rulebook.Adoption][slot], r.scores[rulebook.Fit][slot]; a != nil && f != nil {
			mean.Add(a, f)
		}
		r.means = append(r.means, mean)
	}
	return r
}

// referenceScores is 100 x matched weight / enabled weight, nil where no signal is
// enabled.
func referenceScores(p *rank.Population, card rulebook.Scorecard, side rulebook.Side) []*big.Rat {
	masks := p.Matches.Adoption
	if side == rulebook.Fit {
		masks = p.Matches.Fit
	}
	scores := make([]*big.Rat, len(p.Status))
	sums := make([]*big.Rat, len(p.Status))
	for slot := range sums {
		sums[slot] = new(big.Rat)
	}
	var total int64
	for _, s := range card.Signals(side) {
		if !s.Enabled {
			continue
		}
		weight := int64(card.Weighting.EffectiveWeight(s.Weight))
		total += weight
		levels := s.When.EachLevel()
		for _, level := range levels {
			bit := slices.Index(masks.Keys, level.String())
			for slot := range sums {
				if bit >= 0 && masks.Words[slot]&(1<<bit) != 0 {
					sums[slot].Add(sums[slot], big.NewRat(weight, int64(len(levels))))
				}
			}
		}
	}
	for slot := range scores {
		if total > 0 {
			scores[slot] = new(big.Rat).Mul(sums[slot], big.NewRat(100, total))
		}
	}
	return scores
}

// referenceDisqualified asks one disqualifier after another.
func referenceDisqualified(p *rank.Population, card rulebook.Scorecard, slot int) bool {
	for _, s := range card.Disqualifiers {
		masks := p.Matches.Side(s.Side)
		bit := slices.Index(masks.Keys, s.When.String())
		if s.Enabled && bit >= 0 && masks.Words[slot]>>bit&1 != 0 {
			return true
		}
	}
	return false
}

// TestQualifiedEqualsReference compares exact rationals with the cuts, in all the ways
// in which being qualified is asked.
func TestQualifiedEqualsReference(t *testing.T) {
	t.Parallel()
	qualified, disqualified := 0, 0
	for seed := range uint64(30) {
		rng := rand.New(rand.NewPCG(seed, 77))
		card := rulebooktest.RandomCard(rng, rulebooktest.CardShape{Adoption: 5, Fit: 4, Levels: true, Disqualifiers: 4})
		p := ranktest.RandomPopulation(rng, card, 300, 30)
		r := rank.Rank(p, card, rank.ByAdoption)
		ref, count, slots, byCell := newReference(p, card), 0, r.QualifiedSlots(), r.QualifiedCount()
		band := func(side rulebook.Side, slot int) rulebook.Band {
			score := ref.scores[side][slot]
			if score == nil {
				return rulebook.NoBand
			}
			var band rulebook.Band
			for _, cut := range card.Cuts(side) {
				if score.Cmp(big.NewRat(int64(cut), 1)) >= 0 {
					band++
				}
			}
			return band
		}
		for slot := range p.Status {
			out := referenceDisqualified(p, card, slot)
			want := card.Qualified.Qualified(band(rulebook.Fit, slot), band(rulebook.Adoption, slot))
			if want && out {
				disqualified++
			}
			want = want && !out
			if r.Qualified(slot) != want || slots.Has(slot) != want || r.Disqualified(slot) != out ||
				r.DisqualifiedSlots().Has(slot) != out || out != (len(r.DisqualifiedBy(slot)) > 0) {
				t.Fatalf("seed %d, slot %d: qualified %v and %v, disqualified %v by %v; want %v, %v", seed, slot,
					r.Qualified(slot), slots.Has(slot), r.Disqualified(slot), r.DisqualifiedBy(slot), want, out)
			}
			if want && p.Status[slot] == rulebook.Trial {
				count++
			}
		}
		if byCell != count || rank.Summarize(p, card).Qualified != count {
			t.Errorf("seed %d: %d qualified, summary %d; want %d", seed, byCell, rank.Summarize(p, card).Qualified, count)
		}
		qualified += count
	}
	if qualified < 50 || disqualified < 50 {
		t.Errorf("only %d were qualified, and %d disqualified", qualified, disqualified)
	}
}

// The largest totals there are, with levels, do not fit one integer with the mean.
func TestRankOfTheLargestTotalsEqualsReference(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(7, 11))
	card := rulebook.NewScorecard()
	for _, side := range rulebook.Sides() {
		for i := range 59 {
			s := rulebook.Signal{
				ID: card.NextID(), Name: fmt.Sprint(side, i), Side: side, Weight: rulebook.MaxWeight - i%2, Enabled: true,
				When: rulebooktest.EventCondition(fmt.Sprint(side, i)),
			}
			if i >= 57 {
				s.When = rulebooktest.LevelsCondition(fmt.Sprint(side, i), i-54)
			}
			var err error
			if card, err = card.Add(s); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := card.Validate(); err != nil {
		t.Fatal(err)
	}
	p := ranktest.RandomPopulation(rng, card, 3000, 40)
	for slot := range p.Status { // many ties of the mean
		p.Matches.Adoption.Words[slot] &= 0xff
		p.Matches.Fit.Words[slot] &= 0xff
	}
	for _, by := range rank.Orders() {
		if got, want := rank.Rank(p, card, by).Slots, referenceRank(p, card, by, rulebook.StatusesOf(rulebook.Trial)); !slices.Equal(got, want) {
			t.Errorf("by %s differs", by)
		}
	}
}

func (r *reference) score(side rulebook.Side, a, b uint32) int {
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

func known(i value.Instant) int {
	if i.Known() {
		return 1
	}
	return 0
}

func TestRankEqualsReference(t *testing.T) {
	t.Parallel()
	shapes := []rulebooktest.CardShape{{Adoption: 0, Fit: 0}, {Adoption: 0, Fit: 3}, {Adoption: 1, Fit: 0}, {Adoption: 5, Fit: 5}, {Adoption: 10, Fit: 10}, {Adoption: 20, Fit: 3}, {Adoption: 70, Fit: 70}, {Adoption: 8, Fit: 8, Levels: true, Disqualifiers: 3}, {Adoption: 20, Fit: 20, Levels: true}}
	for seed := range uint64(54) {
		rng := rand.New(rand.NewPCG(seed, 1))
		shape := shapes[seed%uint64(len(shapes))]
		t.Run(fmt.Sprintf("%v/%d", shape, seed), func(t *testing.T) {
			t.Parallel()
			card := rulebooktest.RandomCard(rng, shape)
			p := ranktest.RandomPopulation(rng, card, rng.IntN(700), 1+rng.Int64N(1+rng.Int64N(4000)))
			ranker := rank.NewRanker(p)
			for range 3 {
				for _, by := range rank.Orders() {
					statuses := rulebook.StatusSet(rng.IntN(1<<(rulebook.Churned+1)))&rulebook.AllStatuses | 1<<rulebook.Trial
					got := ranker.Rank(card, by, statuses)
					want := referenceRank(p, card, by, statuses)
					if !slices.Equal(got.Slots, want) {
						t.Fatalf("by %s, statuses %b:\n got %v\nwant %v", by, statuses, got.Slots, want)
					}
				}
				card = rulebooktest.RandomCard(rng, shape)
			}
		})
	}
}

// Keys wider than two digits take another path. Two scores of many distinct sums
// reach it with few accounts.
func TestRankOfManyScoresEqualsReference(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(7, 7))
	card := rulebooktest.RandomCard(rng, rulebooktest.CardShape{Adoption: 60, Fit: 60})
	p := ranktest.RandomPopulation(rng, card, 3000, 40)
	for slot := range p.Status {
		p.Matches.Adoption.Words[slot] ^= rng.Uint64() & 0xffff
	}
	for _, by := range rank.Orders() {
		if got, want := rank.Rank(p, card, by).Slots, referenceRank(p, card, by, rulebook.StatusesOf(rulebook.Trial)); !slices.Equal(got, want) {
			t.Errorf("by %s differs", by)
		}
	}
}

// More accounts than a packed word has room for take another path, too.
func TestRankOfManyAccountsEqualsReference(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(7, 9))
	card := rulebooktest.RandomCard(rng, rulebooktest.CardShape{Adoption: 9, Fit: 9})
	p := ranktest.RandomPopulation(rng, card, 1000, 40)
	ranker := rank.NewRanker(p)
	ranker.ClaimManyAccounts(rulebook.AllStatuses)
	for _, by := range []rank.Order{rank.ByAdoption, rank.ByFit} {
		got, want := ranker.Rank(card, by, rulebook.AllStatuses).Slots, referenceRank(p, card, by, rulebook.AllStatuses)
		if !slices.Equal(got, want) {
			t.Errorf("by %s differs", by)
		}
	}
}

func BenchmarkRank1M(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, shape := range []rulebooktest.CardShape{{Adoption: 5, Fit: 5}, {Adoption: 10, Fit: 10}, {Adoption: 40, Fit: 40}, {Adoption: 8, Fit: 8, Levels: true, Disqualifiers: 2}} {
		card := rulebooktest.RandomCard(rng, shape)
		card.Weighting = rulebook.Emphatic
		p := ranktest.RandomPopulation(rng, card, 1_000_000, 24*14)
		for slot := range p.Status {
			p.Status[slot] = rulebook.Trial
			p.End[slot] += value.Instant(rng.Int64N(int64(value.Hour)))
			p.LastSeen[slot] -= value.Instant(rng.Int64N(int64(value.Hour)))
		}
		ranker := rank.NewRanker(p)
		for _, by := range rank.Orders() {
			b.Run(fmt.Sprintf("signals=%d%s/by=%s", shape.Adoption+shape.Fit, levelsText(shape), by), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					ranker.Rank(card, by, rulebook.StatusesOf(rulebook.Trial))
				}
			})
		}
		b.Run(fmt.Sprintf("signals=%d%s/new", shape.Adoption+shape.Fit, levelsText(shape)), func(b *testing.B) {
			for b.Loop() {
				rank.NewRanker(p)
			}
		})
		b.Run(fmt.Sprintf("signals=%d%s/draft", shape.Adoption+shape.Fit, levelsText(shape)), func(b *testing.B) {
			saved, draft := ranker.Rank(card, rank.ByAdoption, rulebook.StatusesOf(rulebook.Trial)), randomlyEdited(rng, card)
			for b.Loop() {
				ranker.RankWithPreview(saved, draft, rank.ByAdoption, rulebook.StatusesOf(rulebook.Trial), rank.PreviewOptions{Buckets: 20, Rows: 400, Best: 8})
			}
		})
		b.Run(fmt.Sprintf("signals=%d%s/first", shape.Adoption+shape.Fit, levelsText(shape)), func(b *testing.B) {
			q := *p
			q.TieBreak = rank.TieBreakOrder(p.ByID, p.End, p.LastSeen)
			for b.Loop() {
				rank.NewRanker(&q).Rank(card, rank.ByAdoption, rulebook.StatusesOf(rulebook.Trial))
			}
		})
		b.Run(fmt.Sprintf("signals=%d%s/rematch", shape.Adoption+shape.Fit, levelsText(shape)), func(b *testing.B) {
			edited := p.Matches
			edited.Adoption.Words = slices.Clone(edited.Adoption.Words)
			for b.Loop() {
				ranker.WithMatches(edited).Rank(card, rank.ByAdoption, rulebook.StatusesOf(rulebook.Trial))
			}
		})
	}
}

// levelsText says whether there are levels, in the name of a benchmark.
func levelsText(shape rulebooktest.CardShape) string {
	if shape.Levels {
		return "+levels"
	}
	return ""
}
