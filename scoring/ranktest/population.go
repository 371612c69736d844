package ranktest

import (
	"math/rand/v2"
	"slices"

	"trialist/scoring/bitset"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// RandomPopulation has masks for the card's signals, with keys in random order and
// one that no signal asks for. Instants lie up to spread hours from as-of: a small
// spread makes ties.
func RandomPopulation(rng *rand.Rand, card rulebook.Scorecard, n int, spread int64) *rank.Population {
	p := &rank.Population{
		AsOf:      1_700_000_000_000,
		Status:    make([]rulebook.Status, n),
		Converted: bitset.New(n),
		Start:     make([]value.Instant, n),
		End:       make([]value.Instant, n),
		LastSeen:  make([]value.Instant, n),
		ByID:      make([]uint32, n),
	}
	for slot, rank := range rng.Perm(n) {
		p.ByID[slot] = uint32(rank)
	}
	for slot := range n {
		p.Status[slot] = rulebook.Status(rng.IntN(int(rulebook.Churned) + 1))
		if rng.IntN(2) == 0 {
			p.Status[slot] = rulebook.Trial
		}
		p.End[slot] = p.AsOf + value.Instant(rng.Int64N(spread))*value.Hour
		p.LastSeen[slot] = p.AsOf - value.Instant(rng.Int64N(spread))*value.Hour
		if rng.IntN(5) == 0 {
			p.End[slot] = value.Never
		}
		if rng.IntN(5) == 0 {
			p.LastSeen[slot] = value.Never
		}
	}
	p.Matches.Adoption = RandomMasks(rng, signalsOf(card, rulebook.Adoption), n)
	p.Matches.Fit = RandomMasks(rng, signalsOf(card, rulebook.Fit), n)
	return p
}

// signalsOf are the signals of a side, then its disqualifiers.
func signalsOf(card rulebook.Scorecard, side rulebook.Side) []rulebook.Signal {
	signals := slices.Clone(card.Signals(side))
	for _, s := range card.Disqualifiers {
		if s.Side == side {
			signals = append(signals, s)
		}
	}
	return signals
}

// RandomMasks are masks of random matches for the signals.
func RandomMasks(rng *rand.Rand, signals []rulebook.Signal, n int) rank.Masks {
	keys := []string{"asked by nobody"}
	seen := make(map[string]bool)
	for _, s := range signals {
		for _, level := range s.When.EachLevel() {
			if key := level.String(); !seen[key] && len(keys) < 64 {
				seen[key] = true
				keys = append(keys, key)
			}
		}
	}
	rng.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
	m := rank.Masks{Words: make([]uint64, n), Keys: keys}
	for slot := range n {
		m.Words[slot] = rng.Uint64() & rng.Uint64() & (1<<len(keys) - 1)
	}
	return m
}
