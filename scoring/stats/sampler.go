package stats

import (
	"math"
	"math/rand/v2"
)

// sampler resamples counts with replacement. Few things are drawn one by one. Of many things
// of few kinds it draws the number of each kind instead, which has the same distribution and
// costs in proportion to the kinds.
type sampler struct {
	counts []int
	total  int
	values []uint32 // the index of the count of each thing counted; nil where kinds are drawn
	drawn  []int
}

// When things are drawn one by one: when there are at most fewThings, or at most
// drawsPerKind for each kind.
const (
	fewThings    = 4000
	drawsPerKind = 16 // things drawn one by one in the time that a kind takes
)

func newSampler(counts []int) *sampler {
	s := &sampler{counts: counts, drawn: make([]int, len(counts))}
	for _, n := range counts {
		s.total += n
	}
	if s.total <= max(fewThings, drawsPerKind*len(counts)) {
		s.list()
	}
	return s
}

// list switches to drawing things one by one.
func (s *sampler) list() {
	s.values = make([]uint32, 0, s.total)
	for i, n := range s.counts {
		for range n {
			s.values = append(s.values, uint32(i))
		}
	}
}

// resample draws as many things as were counted, and returns the counts of the sample, valid
// until the next call.
func (s *sampler) resample(r *rand.Rand) []int {
	if s.values == nil {
		return s.resampleKinds(r)
	}
	clear(s.drawn)
	n := uint64(len(s.values))
	for range s.values {
		s.drawn[s.values[r.Uint64N(n)]]++
	}
	return s.drawn
}

// resampleKinds draws multinomial counts: each kind in turn gets a binomial share of what
// the kinds before it left.
func (s *sampler) resampleKinds(r *rand.Rand) []int {
	left, from := s.total, s.total // to draw, and counted of the kinds that are left
	for i, n := range s.counts {
		s.drawn[i] = 0
		if left > 0 && n > 0 {
			s.drawn[i] = binomial(r, left, float64(n)/float64(from))
		}
		left -= s.drawn[i]
		from -= n
	}
	return s.drawn
}

// shuffler deals the outcomes of trials out anew: as many convert as did, chosen by
// chance. The counts are valid until the next call.
type shuffler interface {
	shuffle(r *rand.Rand) (converted, others []int)
}

// newShuffler holds kinds in as few bytes as they need: of many trials that is most of
// the time.
func newShuffler(converted, others []int) shuffler {
	if len(converted) <= math.MaxUint16+1 {
		return newShufflerOf[uint16](converted, others)
	}
	return newShufflerOf[uint32](converted, others)
}

// shufflerOf is a shuffler that numbers kinds by K.
type shufflerOf[K uint16 | uint32] struct {
	kinds             []K   // of each trial, the index of its count
	counts            []int // of trials, whatever became of them
	nConverted        int
	converted, others []int // of the last shuffle
}

func newShufflerOf[K uint16 | uint32](converted, others []int) *shufflerOf[K] {
	s := &shufflerOf[K]{counts: make([]int, len(converted)), converted: make([]int, len(converted)), others: make([]int, len(converted))}
	trials := 0
	for i := range converted {
		s.counts[i] = converted[i] + others[i]
		s.nConverted += converted[i]
		trials += s.counts[i]
	}
	s.kinds = make([]K, 0, trials)
	for i, n := range s.counts {
		for range n {
			s.kinds = append(s.kinds, K(i))
		}
	}
	return s
}

func (s *shufflerOf[K]) shuffle(r *rand.Rand) (converted, others []int) {
	copy(s.others, s.counts)
	clear(s.converted)
	for k := range s.nConverted { // a partial shuffle chooses who converts
		other := k + r.IntN(len(s.kinds)-k)
		s.kinds[k], s.kinds[other] = s.kinds[other], s.kinds[k]
		s.converted[s.kinds[k]]++
		s.others[s.kinds[k]]--
	}
	return s.converted, s.others
}
