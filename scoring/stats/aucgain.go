package stats

import (
	"cmp"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
)

// Rescored is a trial that ended, with its scores before and after a change of the scoring,
// each in any unit.
type Rescored struct {
	Before, After int64
	Converted     bool
}

// AUCGain is the difference of the AUC between two ways of scoring the same trials.
type AUCGain struct {
	Gain       float64 // AUC after minus AUC before; NaN when an outcome is missing
	Low, High  float64 // 95 % percentile bootstrap interval, paired: both score the same resamples
	ChanceLow  float64 // the middle 95 % of what shuffled outcomes give
	ChanceHigh float64
}

// pairCounts counts the trials of each pair of scores.
type pairCounts struct {
	before, after       []int // of each pair, the index of the score among the distinct ones, the lowest first
	nBefore, nAfter     int   // distinct scores
	converted, others   []int // by pair
	nConverted, nOthers int
	byScore             [2][]int // reused by gain
}

func newPairCounts(trials []Rescored) *pairCounts {
	type scores struct{ before, after int64 }
	counts := countOutcomes(trials, func(t *Rescored) (scores, bool) { return scores{t.Before, t.After}, t.Converted })
	pairs := slices.SortedFunc(maps.Keys(counts), func(a, b scores) int {
		return cmp.Or(cmp.Compare(a.before, b.before), cmp.Compare(a.after, b.after))
	})
	befores, afters := make([]int64, len(pairs)), make([]int64, len(pairs))
	for i, pair := range pairs {
		befores[i], afters[i] = pair.before, pair.after
	}
	slices.Sort(afters)
	befores, afters = slices.Compact(befores), slices.Compact(afters)
	p := &pairCounts{nBefore: len(befores), nAfter: len(afters)}
	for _, pair := range pairs {
		before, _ := slices.BinarySearch(befores, pair.before)
		after, _ := slices.BinarySearch(afters, pair.after)
		n := counts[pair]
		p.before, p.after = append(p.before, before), append(p.after, after)
		p.others, p.converted = append(p.others, n[0]), append(p.converted, n[1])
		p.nOthers, p.nConverted = p.nOthers+n[0], p.nConverted+n[1]
	}
	most := max(p.nBefore, p.nAfter)
	p.byScore = [2][]int{make([]int, most), make([]int, most)}
	return p
}

// gain is the difference of the AUC for counts by pair.
func (p *pairCounts) gain(converted, others []int) float64 {
	area := func(index []int, n int) float64 {
		c, o := p.byScore[0][:n], p.byScore[1][:n]
		clear(c)
		clear(o)
		for pair, score := range index {
			c[score] += converted[pair]
			o[score] += others[pair]
		}
		return auc(c, o)
	}
	return area(p.after, p.nAfter) - area(p.before, p.nBefore)
}

// NewAUCGain compares two ways of scoring. The random samples are seeded.
func NewAUCGain(trials []Rescored, seed uint64) AUCGain {
	p := newPairCounts(trials)
	if p.nConverted == 0 || p.nOthers == 0 {
		return AUCGain{math.NaN(), math.NaN(), math.NaN(), math.NaN(), math.NaN()}
	}
	g := AUCGain{Gain: p.gain(p.converted, p.others)}
	r := rand.New(rand.NewPCG(seed, seed))
	converted, others := newSampler(p.converted), newSampler(p.others)
	gains := make([]float64, resamples)
	for i := range gains {
		gains[i] = p.gain(converted.resample(r), others.resample(r))
	}
	ends := Percentiles(gains, 0.025, 0.975)
	g.Low, g.High = ends[0], ends[1]
	gains = gains[:Shuffles]
	s := newShuffler(p.converted, p.others)
	for i := range gains {
		gains[i] = p.gain(s.shuffle(r))
	}
	ends = Percentiles(gains, 0.025, 0.975)
	g.ChanceLow, g.ChanceHigh = ends[0], ends[1]
	return g
}
