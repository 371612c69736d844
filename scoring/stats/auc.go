package stats

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// Scored is what is known of a trial that ended: its score, in any unit, and whether it
// converted.
type Scored struct {
	Score     int64
	Converted bool
}

// histogram counts the trials of each score, the lowest first. All that the area under
// the curve needs is in it, so that resampling costs as much as there are scores, and
// not trials.
type histogram struct {
	converted, others   []int // by distinct score
	nConverted, nOthers int
}

func newHistogram(trials []Scored) histogram {
	sorted := slices.Clone(trials)
	slices.SortFunc(sorted, func(a, b Scored) int { return cmp.Compare(a.Score, b.Score) })
	var h histogram
	for i, t := range sorted {
		if i == 0 || t.Score != sorted[i-1].Score {
			h.converted, h.others = append(h.converted, 0), append(h.others, 0)
		}
		last := len(h.converted) - 1
		if t.Converted {
			h.converted[last]++
			h.nConverted++
		} else {
			h.others[last]++
			h.nOthers++
		}
	}
	return h
}

// auc is the area under the curve of the counts, NaN where one of the outcomes is
// missing.
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

// AUC is the area under the receiver operating characteristic: the probability that a
// trial that converted has a higher score than one that did not, equal scores counting
// half. It is NaN where one of the outcomes is missing.
//
// It is the Mann-Whitney statistic, by J. A. Hanley and B. J. McNeil, "The meaning and
// use of the area under a receiver operating characteristic (ROC) curve", Radiology 143
// (1982), 29-36.
func AUC(trials []Scored) float64 {
	h := newHistogram(trials)
	return auc(h.converted, h.others)
}

// The number of random samples behind intervals and bands.
const (
	resamples = 2000
	Shuffles  = 200
)

// AUCInterval is the 95 % percentile bootstrap interval of the [AUC], from seeded
// resamples within each outcome. Both ends are NaN where one of the outcomes is missing.
//
// B. Efron and R. J. Tibshirani, "An Introduction to the Bootstrap" (1993), chapter 13.
func AUCInterval(trials []Scored, seed uint64) (low, high float64) {
	h := newHistogram(trials)
	if h.nConverted == 0 || h.nOthers == 0 {
		return math.NaN(), math.NaN()
	}
	r := rand.New(rand.NewPCG(seed, seed))
	converted, others := newSampler(h.converted), newSampler(h.others)
	areas := make([]float64, resamples)
	for i := range areas {
		areas[i] = auc(converted.resample(r), others.resample(r))
	}
	ends := Percentiles(areas, 0.025, 0.975)
	return ends[0], ends[1]
}

// PermutationBand is the interval that holds the middle 95 % of the [AUC] of the same
// scores when the outcomes are shuffled, with a seed: what chance alone gives.
func PermutationBand(trials []Scored, seed uint64) (low, high float64) {
	h := newHistogram(trials)
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

// TrialsForAUC is about how many trials, converted and not in the proportion given,
// would show with a power of 80 % at 5 %, two-sided, that the area is above one half if
// it is area. The share that converts must be between 0 and 1, the area above 0.5.
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
