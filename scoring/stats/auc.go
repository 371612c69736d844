package stats

import (
	"maps"
	"math"
	"math/rand/v2"
	"slices"
)

// Scored is a trial that ended: its score, in any unit, and whether it converted.
type Scored struct {
	Score     int64
	Converted bool
}

// Histogram counts the trials of each score, the lowest first. The AUC needs no more, so
// resampling costs in proportion to the distinct scores and not to the trials.
type Histogram struct {
	converted, others   []int // by distinct score
	nConverted, nOthers int
}

// NewHistogram counts trials by score.
func NewHistogram(trials []Scored) *Histogram {
	counts := countOutcomes(trials, func(t *Scored) (int64, bool) { return t.Score, t.Converted })
	h := &Histogram{}
	for _, score := range slices.Sorted(maps.Keys(counts)) {
		n := counts[score]
		h.others, h.converted = append(h.others, n[0]), append(h.converted, n[1])
		h.nOthers, h.nConverted = h.nOthers+n[0], h.nConverted+n[1]
	}
	return h
}

// HistogramOf is the histogram of outcomes by score.
func HistogramOf(outcomes map[int64]Outcome) *Histogram {
	h := &Histogram{}
	for _, score := range slices.Sorted(maps.Keys(outcomes)) {
		o := outcomes[score]
		h.others, h.converted = append(h.others, o.Finished-o.Converted), append(h.converted, o.Converted)
		h.nOthers, h.nConverted = h.nOthers+o.Finished-o.Converted, h.nConverted+o.Converted
	}
	return h
}

// Outcome is what became of all trials.
func (h *Histogram) Outcome() Outcome { return Outcome{h.nConverted + h.nOthers, h.nConverted} }

// countOutcomes counts, by key, the trials that did not convert and those that did. There
// are few distinct keys, so a map is faster than sorting.
func countOutcomes[T any, K comparable](trials []T, by func(*T) (key K, converted bool)) map[K]*[2]int {
	counts := make(map[K]*[2]int)
	for i := range trials {
		key, converted := by(&trials[i])
		n, ok := counts[key]
		if !ok {
			n = new([2]int)
			counts[key] = n
		}
		if converted {
			n[1]++
		} else {
			n[0]++
		}
	}
	return counts
}

// auc is the AUC of counts by score; NaN when an outcome is missing.
func auc(converted, others []int) float64 {
	below, wins, nConverted := 0, 0.0, 0
	for i, c := range converted {
		wins += float64(c) * (float64(below) + float64(others[i])/2)
		below += others[i]
		nConverted += c
	}
	if nConverted == 0 || below == 0 {
		return math.NaN()
	}
	return wins / (float64(nConverted) * float64(below))
}

// AUC is [Histogram.AUC] of trials.
func AUC(trials []Scored) float64 { return NewHistogram(trials).AUC() }

// AUC is the area under the receiver operating characteristic: the probability that a
// trial that converted has a higher score than one that did not, equal scores counting
// half. It is NaN when an outcome is missing.
//
// It is the Mann-Whitney statistic, by J. A. Hanley and B. J. McNeil, "The meaning and
// use of the area under a receiver operating characteristic (ROC) curve", Radiology 143
// (1982), 29-36.
func (h *Histogram) AUC() float64 { return auc(h.converted, h.others) }

// The numbers of random samples: for bootstrap intervals, and for permutation bands.
const (
	resamples = 2000
	Shuffles  = 200
)

// AUCInterval is the 95 % percentile bootstrap interval of the AUC, from seeded resamples
// within each outcome. Both ends are NaN when an outcome is missing. When resamples cannot
// differ, since all trials of an outcome have one score or the outcomes are wholly apart,
// it is the score interval instead, which says how much few trials leave open.
//
// B. Efron and R. J. Tibshirani, "An Introduction to the Bootstrap" (1993), chapter 13.
func (h *Histogram) AUCInterval(seed uint64) (low, high float64) {
	if h.nConverted == 0 || h.nOthers == 0 {
		return math.NaN(), math.NaN()
	}
	if distinct(h.converted) == 1 || distinct(h.others) == 1 {
		return scoreIntervalOfAUC(h.AUC(), h.nConverted, h.nOthers)
	}
	r := rand.New(rand.NewPCG(seed, seed))
	converted, others := newSampler(h.converted), newSampler(h.others)
	areas := make([]float64, resamples)
	for i := range areas {
		areas[i] = auc(converted.resample(r), others.resample(r))
	}
	ends := Percentiles(areas, 0.025, 0.975)
	if ends[0] == ends[1] {
		return scoreIntervalOfAUC(h.AUC(), h.nConverted, h.nOthers)
	}
	return ends[0], ends[1]
}

// distinct is how many scores there are trials of.
func distinct(counts []int) int {
	n := 0
	for _, c := range counts {
		if c > 0 {
			n++
		}
	}
	return n
}

// PermutationBand is the middle 95 % of the AUC of the same scores with shuffled outcomes,
// with a seed: what chance alone gives.
func (h *Histogram) PermutationBand(seed uint64) (low, high float64) {
	if h.nConverted == 0 || h.nOthers == 0 {
		return math.NaN(), math.NaN()
	}
	r := rand.New(rand.NewPCG(seed, seed))
	areas := make([]float64, Shuffles)
	shuffled := newShuffler(h.converted, h.others)
	for i := range areas {
		areas[i] = auc(shuffled.shuffle(r))
	}
	ends := Percentiles(areas, 0.025, 0.975)
	return ends[0], ends[1]
}

// TrialsForAUC is about how many trials, of which the share converts, would show with a
// power of 80 % in a two-sided test at 5 % that the AUC is above one half, if it is area.
// The share must be between 0 and 1, the area above 0.5.
//
// Hanley and McNeil (1982), as in [AUC]: the variance of the area under its exponential
// model, and one half as in the test of no effect.
func TrialsForAUC(area, share float64) int {
	const zAlpha, zPower = normalQuantile, 0.8416212335729143
	variance := func(a float64) float64 { // times the number of trials, for many
		q1, q2 := a/(2-a), 2*a*a/(1+a)
		return (q1-a*a)/(1-share) + (q2-a*a)/share
	}
	null := (1.0/3 - 0.25) * (1/(1-share) + 1/share)
	root := (zAlpha*math.Sqrt(null) + zPower*math.Sqrt(variance(area))) / (area - 0.5)
	return int(math.Ceil(root * root))
}
