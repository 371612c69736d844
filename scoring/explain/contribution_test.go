package explain

import (
	"math/rand/v2"
	"testing"

	"trialist/scoring/rulebook"
	"trialist/scoring/rulebooktest"
)

func TestContributionsAddUp(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(5, 6))
	for range 1000 {
		card := rulebooktest.RandomCard(rng, rulebooktest.CardShape{Adoption: 1 + rng.IntN(64), Fit: 0})
		enabled := card.Enabled(rulebook.Adoption)
		if len(enabled) == 0 {
			continue
		}
		mask := rng.Uint64()
		if rng.IntN(4) == 0 {
			mask = []uint64{0, ^uint64(0)}[rng.IntN(2)]
		}
		score := card.Score(rulebook.Adoption, mask)
		earned, possible := 0, 0
		for i, p := range Contributions(card, rulebook.Adoption, mask) {
			earned += p.Earned
			possible += p.Possible
			exact := 1000 * float64(card.Weighting.EffectiveWeight(p.Signal.Weight)) / float64(score.Total)
			if off := float64(p.Possible) - exact; off <= -1 || off >= 1 {
				t.Fatalf("%q is given %d tenths, its share is %.2f", p.Signal.Name, p.Possible, exact)
			}
			if p.Signal.ID != enabled[i].ID || p.Matched != (mask>>i&1 != 0) || !p.Matched && p.Earned != 0 {
				t.Fatalf("point %d is %+v", i, p)
			}
		}
		if earned != score.Tenths() || possible != 1000 {
			t.Fatalf("earned %d of %d tenths, want %d of 1000", earned, possible, score.Tenths())
		}
	}
}

func TestContributionsRoundTiesToTheEarlier(t *testing.T) {
	t.Parallel()
	card := rulebooktest.CardOf(t, rulebook.Emphatic, 4, 4, 4)
	got := Contributions(card, rulebook.Adoption, 0b110)
	if got[0].Possible != 333 || got[1].Earned != 334 || got[2].Earned != 333 {
		t.Errorf("tenths are %d, %d, %d, want 333, 334, 333", got[0].Possible, got[1].Earned, got[2].Earned)
	}
	if points := Contributions(rulebook.NewScorecard(), rulebook.Fit, 0); len(points) != 0 {
		t.Errorf("a side without signals has points: %v", points)
	}
}
