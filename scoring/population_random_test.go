package scoring

import (
	"math/rand/v2"
)

// randomPopulation has masks for the card's signals, in an order of its own and
// with keys that no signal asks for. Spread is how far instants lie apart:
// little makes ties.
func randomPopulation(rng *rand.Rand, card Scorecard, n int, spread int64) *Population {
	p := &Population{
		AsOf:      1_700_000_000_000,
		Status:    make([]Status, n),
		Converted: NewBits(n),
		Start:     make([]Instant, n),
		End:       make([]Instant, n),
		LastSeen:  make([]Instant, n),
		ByID:      make([]uint32, n),
	}
	for slot, rank := range rng.Perm(n) {
		p.ByID[slot] = uint32(rank)
	}
	for slot := range n {
		p.Status[slot] = Status(rng.IntN(int(Churned) + 1))
		if rng.IntN(2) == 0 {
			p.Status[slot] = Trial
		}
		p.End[slot] = p.AsOf + Instant(rng.Int64N(spread))*Hour
		p.LastSeen[slot] = p.AsOf - Instant(rng.Int64N(spread))*Hour
		if rng.IntN(5) == 0 {
			p.End[slot] = Never
		}
		if rng.IntN(5) == 0 {
			p.LastSeen[slot] = Never
		}
	}
	p.Matches.Adoption = randomMasks(rng, card.Adoption, n)
	p.Matches.Fit = randomMasks(rng, card.Fit, n)
	return p
}

func randomMasks(rng *rand.Rand, signals []Signal, n int) Masks {
	keys := []string{"asked by nobody"}
	seen := make(map[string]bool)
	for _, s := range signals {
		if key := s.When.String(); !seen[key] && len(keys) < 64 {
			seen[key] = true
			keys = append(keys, key)
		}
	}
	rng.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
	m := Masks{Bits: make([]uint64, n), Keys: keys}
	for slot := range n {
		m.Bits[slot] = rng.Uint64() & rng.Uint64() & (1<<len(keys) - 1)
	}
	return m
}
