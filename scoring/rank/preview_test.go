package rank_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"trialist/scoring/bitset"
	"trialist/scoring/rank"
	"trialist/scoring/ranktest"
	"trialist/scoring/rulebook"
	"trialist/scoring/rulebooktest"
)

// referencePreview asks both rankings about one account after another.
func referencePreview(saved, draft *rank.Ranking, slots int, options rank.PreviewOptions) *rank.Preview {
	o := &rank.Preview{
		Saved: referenceDistribution(saved, options.Buckets), Draft: referenceDistribution(draft, options.Buckets),
		Entering: bitset.New(slots), Leaving: bitset.New(slots),
	}
	was := func(slot uint32) bool { return slices.Contains(saved.Slots, slot) && saved.Qualified(int(slot)) }
	is := func(slot uint32) bool { return slices.Contains(draft.Slots, slot) && draft.Qualified(int(slot)) }
	for place, slot := range draft.Slots {
		switch {
		case is(slot) && !was(slot):
			o.Entering.Set(int(slot))
			if o.EnterCount++; o.EnterCount <= options.Best {
				o.BestEntering = append(o.BestEntering, slot)
			}
		case was(slot) && !is(slot):
			o.Leaving.Set(int(slot))
			if o.LeaveCount++; o.LeaveCount <= options.Best {
				o.BestLeaving = append(o.BestLeaving, slot)
			}
		}
		if place < options.Rows {
			o.Moves = append(o.Moves, rank.Move{Slot: slot, From: slices.Index(saved.Slots, slot)})
		}
	}
	for _, slot := range saved.Slots {
		if !slices.Contains(draft.Slots, slot) && was(slot) {
			o.Leaving.Set(int(slot))
			o.LeaveCount++
		}
	}
	return o
}

func referenceDistribution(r *rank.Ranking, buckets int) rank.Distribution {
	s := rank.Distribution{Accounts: len(r.Slots), Histogram: [2][]int{make([]int, buckets), make([]int, buckets)}}
	for _, slot := range r.Slots {
		for _, side := range rulebook.Sides() {
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
			s.Histogram[side][bucket]++
		}
		a, f := r.Band(rulebook.Adoption, int(slot)), r.Band(rulebook.Fit, int(slot))
		if a != rulebook.NoBand && f != rulebook.NoBand {
			s.Matrix[f][a]++
		}
		if r.Qualified(int(slot)) {
			s.Qualified++
		}
	}
	return s
}

// randomlyEdited is another card of the same signals: other weights, switches, cuts
// and ticks.
func randomlyEdited(rng *rand.Rand, card rulebook.Scorecard) rulebook.Scorecard {
	card = card.Clone()
	for _, signals := range [][]rulebook.Signal{card.Adoption, card.Fit} {
		for i := range signals {
			s := &signals[i]
			s.Weight = rulebook.MinWeight + rng.IntN(rulebook.MaxWeight)
			s.Enabled = rng.IntN(6) > 0
		}
	}
	card.Weighting = rulebook.Weighting(rng.IntN(2))
	low := 1 + rng.IntN(40)
	card.AdoptionCuts = rulebook.Cuts{low, low + 1 + rng.IntN(20), 80}
	card.Qualified[rng.IntN(rulebook.NumBands)][rng.IntN(rulebook.NumBands)] = rng.IntN(2) == 0
	return card
}

func TestPreviewEqualsReference(t *testing.T) {
	t.Parallel()
	moved := 0
	shapes := []rulebooktest.CardShape{{Adoption: 0, Fit: 0}, {Adoption: 0, Fit: 3}, {Adoption: 4, Fit: 0}, {Adoption: 3, Fit: 3}, {Adoption: 10, Fit: 10}, {Adoption: 30, Fit: 20}, {Adoption: 6, Fit: 6, Levels: true, Disqualifiers: 4}}
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(seed, 3))
		card := rulebooktest.RandomCard(rng, shapes[seed%uint64(len(shapes))])
		p := ranktest.RandomPopulation(rng, card, rng.IntN(300), 50)
		ranker, options := rank.NewRanker(p), rank.PreviewOptions{Buckets: 1 + rng.IntN(20), Rows: rng.IntN(12), Best: rng.IntN(4)}
		draft := randomlyEdited(rng, card)
		edited, reclassified := *p, *p
		edited.Matches.Adoption = ranktest.RandomMasks(rng, card.Adoption, len(p.Status))
		reclassified.Status = make([]rulebook.Status, len(p.Status))
		for slot := range reclassified.Status {
			reclassified.Status[slot] = rulebook.Status(rng.IntN(int(rulebook.Churned) + 1))
		}
		saved := ranker.Rank(card, rank.ByAdoption, rulebook.StatusesOf(rulebook.Trial))
		for name, after := range map[string]*rank.Ranking{
			"weights":    ranker.Rank(draft, rank.ByAdoption, rulebook.StatusesOf(rulebook.Trial)),
			"order":      ranker.Rank(draft, rank.ByDaysLeft, rulebook.StatusesOf(rulebook.Trial)),
			"conditions": ranker.WithMatches(edited.Matches).Rank(draft, rank.ByFit, rulebook.StatusesOf(rulebook.Trial)),
			"statuses":   rank.NewRanker(&reclassified).Rank(draft, rank.ByAdoption, rulebook.StatusesOf(rulebook.Trial)),
			"nothing":    saved,
		} {
			got, want := rank.NewPreview(saved, after, options), referencePreview(saved, after, len(p.Status), options)
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("seed %d, other %s:\n got %+v\nwant %+v", seed, name, got, want)
			}
			if got := after.QualifiedCount(); got != want.Draft.Qualified {
				t.Errorf("seed %d, other %s: %d qualified are counted, want %d", seed, name, got, want.Draft.Qualified)
			}
			if name == "nothing" && got.EnterCount+got.LeaveCount > 0 {
				t.Errorf("seed %d: the same ranking has %d entering and %d leaving", seed, got.EnterCount, got.LeaveCount)
			}
			moved += got.EnterCount + got.LeaveCount
		}
		after := ranker.Rank(draft, rank.ByDaysLeft, rulebook.StatusesOf(rulebook.Trial))
		concurrent, preview := ranker.RankWithPreview(saved, draft, rank.ByDaysLeft, rulebook.StatusesOf(rulebook.Trial), options)
		if !slices.Equal(concurrent.Slots, after.Slots) || !reflect.DeepEqual(preview, rank.NewPreview(saved, after, options)) {
			t.Errorf("seed %d: ranked and compared at once, the draft is another", seed)
		}
	}
	if moved < 500 {
		t.Errorf("only %d accounts enter or leave, so the test shows little", moved)
	}
}

func BenchmarkPreview1M(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, shape := range []rulebooktest.CardShape{{Adoption: 5, Fit: 5}, {Adoption: 10, Fit: 10}, {Adoption: 40, Fit: 40}} {
		card := rulebooktest.RandomCard(rng, shape)
		p := ranktest.RandomPopulation(rng, card, 1_000_000, 24*14)
		for slot := range p.Status {
			p.Status[slot] = rulebook.Trial
		}
		draft := randomlyEdited(rng, card)
		ranker := rank.NewRanker(p)
		saved := ranker.Rank(card, rank.ByAdoption, rulebook.StatusesOf(rulebook.Trial))
		for name, after := range map[string]*rank.Ranking{
			"weights":    ranker.Rank(draft, rank.ByAdoption, rulebook.StatusesOf(rulebook.Trial)),
			"order":      ranker.Rank(draft, rank.ByDaysLeft, rulebook.StatusesOf(rulebook.Trial)),
			"conditions": ranker.WithMatches(p.Matches).Rank(draft, rank.ByAdoption, rulebook.StatusesOf(rulebook.Trial)),
		} {
			b.Run(fmt.Sprintf("signals=%d/other=%s", shape.Adoption+shape.Fit, name), func(b *testing.B) {
				b.ReportAllocs()
				var o *rank.Preview
				for b.Loop() {
					o = rank.NewPreview(saved, after, rank.PreviewOptions{Buckets: 20, Rows: 20, Best: 3})
				}
				b.ReportMetric(float64(o.EnterCount+o.LeaveCount), "changed/op")
			})
		}
	}
}
