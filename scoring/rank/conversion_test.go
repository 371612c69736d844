package rank_test

import (
	"math/rand/v2"
	"testing"

	"trialist/scoring/bitset"
	"trialist/scoring/rank"
	"trialist/scoring/ranktest"
	"trialist/scoring/rulebook"
	"trialist/scoring/rulebooktest"
)

func TestConversionEqualsReference(t *testing.T) {
	t.Parallel()
	for seed := range uint64(8) {
		rng := rand.New(rand.NewPCG(seed, 12))
		card := rulebooktest.RandomCard(rng, rulebooktest.CardShape{Adoption: 1 + int(seed), Fit: 4})
		p := ranktest.RandomPopulation(rng, card, 600, 30)
		for slot, status := range p.Status {
			if status != rulebook.NoStatus && rng.IntN(3) == 0 {
				p.Converted.Set(slot)
			}
		}
		r := rank.Rank(p, card, rank.ByAdoption)
		var want [rulebook.NumBands][rulebook.NumBands]rank.CellConversion
		for slot, status := range p.Status {
			fit, adoption := r.Band(rulebook.Fit, slot), r.Band(rulebook.Adoption, slot)
			if status == rulebook.NoStatus || fit == rulebook.NoBand || adoption == rulebook.NoBand {
				continue
			}
			cell := &want[fit][adoption]
			switch {
			case status == rulebook.Trial:
				cell.Trials++
			case p.Converted.Has(slot):
				cell.Converted++
				cell.Finished++
			default:
				cell.Finished++
			}
		}
		if got := rank.ConversionByCell(p, card); got != want {
			t.Errorf("seed %d:\n got %+v\nwant %+v", seed, got, want)
		}
	}
}

func TestConversionWithoutAScoreIsEmpty(t *testing.T) {
	t.Parallel()
	p := &rank.Population{Status: []rulebook.Status{rulebook.Trial, rulebook.Paying}, Converted: bitset.Bits{2}}
	if got := rank.ConversionByCell(p, rulebook.NewScorecard()); got != ([rulebook.NumBands][rulebook.NumBands]rank.CellConversion{}) {
		t.Errorf("a card without signals yields %+v", got)
	}
}
