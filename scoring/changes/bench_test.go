package changes

import (
	"math/rand/v2"
	"slices"
	"testing"

	"trialist/scoring/rank"
	"trialist/scoring/ranktest"
	"trialist/scoring/rulebooktest"
)

// BenchmarkCompare compares a million accounts, of which a tenth match something else.
func BenchmarkCompare(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 1))
	card := rulebooktest.RandomCard(rng, rulebooktest.CardShape{Adoption: 12, Fit: 8})
	p := ranktest.RandomPopulation(rng, card, 1_000_000, 1000)
	later := *p
	later.Matches.Adoption.Words = slices.Clone(p.Matches.Adoption.Words)
	for slot := range later.Matches.Adoption.Words {
		if rng.IntN(10) == 0 {
			later.Matches.Adoption.Words[slot] ^= 1 << rng.IntN(12)
		}
	}
	ranking := rank.Rank(&later, card, rank.ByAdoption)
	for b.Loop() {
		Compare(stateOf(p, card), stateOf(&later, card), ranking)
	}
}
