package scoring

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// referenceOutlook asks both rankings about one account after another.
func referenceOutlook(saved, draft *Ranking, extent Extent) *Outlook {
	o := &Outlook{
		Saved: referenceStanding(saved, extent.Buckets), Draft: referenceStanding(draft, extent.Buckets),
		Entering: NewBits(draft.slots), Leaving: NewBits(max(saved.slots, draft.slots)),
	}
	was := func(slot uint32) bool { return slices.Contains(saved.Order, slot) && saved.Qualified(int(slot)) }
	is := func(slot uint32) bool { return slices.Contains(draft.Order, slot) && draft.Qualified(int(slot)) }
	for place, slot := range draft.Order {
		switch {
		case is(slot) && !was(slot):
			o.Entering.Set(int(slot))
			if o.Enter++; o.Enter <= extent.Best {
				o.BestEntering = append(o.BestEntering, slot)
			}
		case was(slot) && !is(slot):
			o.Leaving.Set(int(slot))
			if o.Leave++; o.Leave <= extent.Best {
				o.BestLeaving = append(o.BestLeaving, slot)
			}
		}
		if place < extent.Rows {
			o.Moves = append(o.Moves, Move{Slot: slot, Was: slices.Index(saved.Order, slot)})
		}
	}
	for _, slot := range saved.Order {
		if !slices.Contains(draft.Order, slot) && was(slot) {
			o.Leaving.Set(int(slot))
			o.Leave++
		}
	}
	return o
}

func referenceStanding(r *Ranking, buckets int) Standing {
	s := Standing{Accounts: len(r.Order), Scores: [2][]int{make([]int, buckets), make([]int, buckets)}}
	for _, slot := range r.Order {
		for _, side := range Sides() {
			score := r.Score(side, int(slot))
			if !score.Known() {
				s.NoScore[side]++
				continue
			}
			s.Bands[side][r.Band(side, int(slot))]++
			bucket := 0
			for bucket+1 < buckets && uint64(score.Sum)*uint64(buckets) >= uint64(bucket+1)*uint64(score.Total) {
				bucket++
			}
			s.Scores[side][bucket]++
		}
		a, f := r.Band(Adoption, int(slot)), r.Band(Fit, int(slot))
		if a != NoBand && f != NoBand {
			s.Matrix[f][a]++
		}
		if r.Qualified(int(slot)) {
			s.Qualified++
		}
	}
	return s
}

// reworked is another card of the same signals: other weights, switches, cuts
// and ticks.
func reworked(rng *rand.Rand, card Scorecard) Scorecard {
	card = card.Clone()
	for _, signals := range [][]Signal{card.Adoption, card.Fit} {
		for i := range signals {
			s := &signals[i]
			s.Weight = MinWeight + rng.IntN(MaxWeight)
			s.Enabled = rng.IntN(6) > 0
		}
	}
	card.Weighting = Weighting(rng.IntN(2))
	low := 1 + rng.IntN(40)
	card.AdoptionCuts = Cuts{low, low + 1 + rng.IntN(20), 80}
	card.Qualified[rng.IntN(NumBands)][rng.IntN(NumBands)] = rng.IntN(2) == 0
	return card
}

// outlookOn is the outlook on a draft that has been ranked.
func outlookOn(saved, draft *Ranking, extent Extent) *Outlook {
	o := countOutlook(saved, draft, extent)
	o.list(saved, draft, extent)
	return o
}

func TestOutlookEqualsReference(t *testing.T) {
	t.Parallel()
	moved := 0
	shapes := []cardShape{{0, 0}, {0, 3}, {4, 0}, {3, 3}, {10, 10}, {30, 20}}
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(seed, 3))
		card := randomCard(rng, shapes[seed%uint64(len(shapes))])
		p := randomPopulation(rng, card, rng.IntN(300), 50)
		ranker, extent := NewRanker(p), Extent{Buckets: 1 + rng.IntN(20), Rows: rng.IntN(12), Best: rng.IntN(4)}
		draft := reworked(rng, card)
		edited, reclassified := *p, *p
		edited.Matches.Adoption = randomMasks(rng, card.Adoption, len(p.Status))
		reclassified.Status = make([]Status, len(p.Status))
		for slot := range reclassified.Status {
			reclassified.Status[slot] = Status(rng.IntN(int(Churned) + 1))
		}
		saved := ranker.Rank(card, ByAdoption, StatusesOf(Trial))
		for name, after := range map[string]*Ranking{
			"weights":    ranker.Rank(draft, ByAdoption, StatusesOf(Trial)),
			"order":      ranker.Rank(draft, ByLeft, StatusesOf(Trial)),
			"conditions": ranker.Rematch(edited.Matches).Rank(draft, ByFit, StatusesOf(Trial)),
			"statuses":   NewRanker(&reclassified).Rank(draft, ByAdoption, StatusesOf(Trial)),
			"nothing":    saved,
		} {
			got, want := outlookOn(saved, after, extent), referenceOutlook(saved, after, extent)
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("seed %d, other %s:\n got %+v\nwant %+v", seed, name, got, want)
			}
			if got := after.QualifiedCount(); got != want.Draft.Qualified {
				t.Errorf("seed %d, other %s: %d qualified are counted, want %d", seed, name, got, want.Draft.Qualified)
			}
			if name == "nothing" && got.Enter+got.Leave > 0 {
				t.Errorf("seed %d: the same ranking has %d entering and %d leaving", seed, got.Enter, got.Leave)
			}
			moved += got.Enter + got.Leave
		}
		after := ranker.Rank(draft, ByLeft, StatusesOf(Trial))
		beside, outlook := ranker.RankDraft(saved, draft, ByLeft, StatusesOf(Trial), extent)
		if !slices.Equal(beside.Order, after.Order) || !reflect.DeepEqual(outlook, outlookOn(saved, after, extent)) {
			t.Errorf("seed %d: ranked and compared at once, the draft is another", seed)
		}
	}
	if moved < 500 {
		t.Errorf("only %d accounts enter or leave, so the test shows little", moved)
	}
}

func BenchmarkOutlook1M(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, shape := range []cardShape{{5, 5}, {10, 10}, {40, 40}} {
		card := randomCard(rng, shape)
		p := randomPopulation(rng, card, 1_000_000, 24*14)
		for slot := range p.Status {
			p.Status[slot] = Trial
		}
		draft := reworked(rng, card)
		ranker := NewRanker(p)
		saved := ranker.Rank(card, ByAdoption, StatusesOf(Trial))
		for name, after := range map[string]*Ranking{
			"weights":    ranker.Rank(draft, ByAdoption, StatusesOf(Trial)),
			"order":      ranker.Rank(draft, ByLeft, StatusesOf(Trial)),
			"conditions": ranker.Rematch(p.Matches).Rank(draft, ByAdoption, StatusesOf(Trial)),
		} {
			b.Run(fmt.Sprintf("signals=%d/other=%s", shape.adoption+shape.fit, name), func(b *testing.B) {
				b.ReportAllocs()
				var o *Outlook
				for b.Loop() {
					o = outlookOn(saved, after, Extent{Buckets: 20, Rows: 20, Best: 3})
				}
				b.ReportMetric(float64(o.Enter+o.Leave), "turning")
			})
		}
	}
}
