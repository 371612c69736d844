package demo

import "math/rand/v2"

// random is the random numbers of one account. They are seeded with its index, so
// that accounts can be made in any order, and more than once.
type random struct {
	pcg *rand.PCG
	*rand.Rand
}

func newRandom(seed, stream uint64) random {
	pcg := rand.NewPCG(0, 0)
	d := random{pcg: pcg, Rand: rand.New(pcg)}
	d.reseed(seed, stream)
	return d
}

// reseed starts again with another seed and stream.
func (d random) reseed(seed, stream uint64) { d.pcg.Seed(mix(seed), mix(stream^0x5bf0_3635)) }

// mix maps neighbouring numbers to numbers that differ in all 64 bits, one to one.
func mix(x uint64) uint64 {
	x += 0x9e37_79b9_7f4a_7c15
	x = (x ^ x>>30) * 0xbf58_476d_1ce4_e5b9
	x = (x ^ x>>27) * 0x94d0_49bb_1331_11eb
	return x ^ x>>31
}

// chance is true in so many of a thousand draws.
func (d random) chance(permille int) bool { return d.IntN(1000) < permille }

// between is a number from low to high, both included.
func (d random) between(low, high int) int {
	if high <= low {
		return low
	}
	return low + d.IntN(high-low+1)
}

// weighted is a random index, in proportion to the weights.
func (d random) weighted(weights []int) int {
	total := 0
	for _, w := range weights {
		total += w
	}
	at := d.IntN(max(total, 1))
	for i, w := range weights {
		if at < w {
			return i
		}
		at -= w
	}
	return len(weights) - 1
}

// choose is a random one of the choices, all equally likely.
func choose[T any](d random, choices []T) T { return choices[d.IntN(len(choices))] }
