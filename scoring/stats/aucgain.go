package stats

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// Rescored is a trial that ended with its score in two ways of scoring, each in any unit,
// and whether it converted.
type Rescored struct {
	Before, After int64
	Converted     bool
}

// AUCGain is how much more one way of scoring tells trials that convert from others than
// another.
type AUCGain struct {
	Gain       float64 // the [AUC] after less that before; NaN where one of the outcomes is missing
	Low, High  float64 // 95 % percentile bootstrap interval: both ways score the same resamples
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
	sorted := slices.Clone(trials)
	slices.SortFunc(sorted, func(a, b Rescored) int { return cmp.Or(cmp.Compare(a.Before, b.Before), cmp.Compare(a.After, b.After)) })
	var p pairCounts
	befores, afters := make([]int64, len(sorted)), make([]int64, len(sorted))
	for i, t := range sorted {
		befores[i], afters[i] = t.Before, t.After
	}
	slices.Sort(afters)
	befores, afters = slices.Compact(befores), slices.Compact(afters)
	p.nBefore, p.nAfter = len(befores), len(afters)
	for i, t := range sorted {
		if i == 0 || t.Before != sorted[i-1].Before || t.After != sorted[i-1].After {
			before, _ := slices.BinarySearch(befores, t.Before)
			after, _ := slices.BinarySearch(afters, t.After)
			p.before, p.after = append(p.before, before), append(p.after, after)
			p.converted, p.others = append(p.converted, 0), append(p.others, 0)
		}
		last := len(p.before) - 1
		if t.Converted {
			p.converted[last]++
			p.nConverted++
		} else {
			p.others[last]++
			p.nOthers++
		}
	}
	most := max(p.nBefore, p.nAfter)
	p.byScore = [2][]int{make([]int, most), make([]int, most)}
	return &p
}

// gain is the difference of the areas for the counts by pair.
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

// NewAUCGain compares two ways of scoring the same trials, with seeded samples.
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
