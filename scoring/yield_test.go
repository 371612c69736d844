package scoring

import (
	"math/rand/v2"
	"testing"
)

func TestYieldsEqualCountingOneByOne(t *testing.T) {
	t.Parallel()
	for seed := range uint64(8) {
		rng := rand.New(rand.NewPCG(seed, 12))
		card := randomCard(rng, cardShape{1 + int(seed), 4})
		p := randomPopulation(rng, card, 600, 30)
		for slot, status := range p.Status {
			if status != NoStatus && rng.IntN(3) == 0 {
				p.Converted.Set(slot)
			}
		}
		r := Rank(p, card, ByAdoption)
		var want [NumBands][NumBands]Yield
		for slot, status := range p.Status {
			fit, adoption := r.Band(Fit, slot), r.Band(Adoption, slot)
			if status == NoStatus || fit == NoBand || adoption == NoBand {
				continue
			}
			cell := &want[fit][adoption]
			if status == Trial {
				cell.Trials++
			}
			switch {
			case p.Converted.Has(slot):
				cell.Converted++
				cell.Finished++
			case status == NotConverted:
				cell.Finished++
			}
		}
		if got := Yields(p, card); got != want {
			t.Errorf("seed %d:\n got %+v\nwant %+v", seed, got, want)
		}
	}
}

func TestYieldsWithoutAScoreAreEmpty(t *testing.T) {
	t.Parallel()
	p := &Population{Status: []Status{Trial, Paying}, Converted: Bits{2}}
	if got := Yields(p, NewScorecard()); got != ([NumBands][NumBands]Yield{}) {
		t.Errorf("a card without signals yields %+v", got)
	}
	if rate, ok := (Yield{Finished: 4, Converted: 1}).Rate(); !ok || rate != 0.25 {
		t.Errorf("rate %v, %v", rate, ok)
	}
	if _, ok := (Yield{Trials: 3}).Rate(); ok {
		t.Error("nobody finished, and there is a rate")
	}
}
