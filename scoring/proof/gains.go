package proof

import (
	"maps"
	"math/rand/v2"
	"slices"

	"trialist/scoring/stats"
)

// GainSteps is the number of equal steps of a gains curve.
const GainSteps = 20

// Gain is a point of a cumulative gains curve.
type Gain struct {
	Called     float64 // share of the trials called, the highest scores first, 0 to 1
	Reached    float64 // share of all conversions that are among them, 0 to 1
	ChanceLow  float64 // the middle 95 % of Reached when the outcomes are shuffled
	ChanceHigh float64
}

// Gains is the cumulative gains curve of the scores; nil when nobody converted. Equal scores
// are called in random order, so the curve is straight between two scores.
func Gains(trials []stats.Scored) []Gain {
	outcomes, ends := descending(trials)
	curve := reached(outcomes, ends)
	if curve == nil {
		return nil
	}
	samples := make([][]float64, GainSteps+1)
	r := rand.New(rand.NewPCG(seed, seed))
	for range stats.Shuffles {
		r.Shuffle(len(outcomes), func(i, j int) { outcomes[i], outcomes[j] = outcomes[j], outcomes[i] })
		for i, share := range reached(outcomes, ends) {
			samples[i] = append(samples[i], share)
		}
	}
	gains := make([]Gain, GainSteps+1)
	for i := range gains {
		ends := stats.Percentiles(samples[i], 0.025, 0.975)
		gains[i] = Gain{Called: float64(i) / GainSteps, Reached: curve[i], ChanceLow: ends[0], ChanceHigh: ends[1]}
	}
	return gains
}

// descending lists whether each trial converted, the highest scores first, and for each
// distinct score how many trials have it or a higher one. Trials with equal scores keep
// their order.
func descending(trials []stats.Scored) (outcomes []bool, ends []int) {
	counts := make(map[int64]int)
	for _, t := range trials {
		counts[t.Score]++
	}
	next := make(map[int64]*int, len(counts)) // where the next trial of a score goes
	all := 0
	for _, score := range slices.Backward(slices.Sorted(maps.Keys(counts))) {
		from := all
		next[score] = &from
		all += counts[score]
		ends = append(ends, all)
	}
	outcomes = make([]bool, len(trials))
	for _, t := range trials {
		at := next[t.Score]
		outcomes[*at] = t.Converted
		*at++
	}
	return outcomes, ends
}

// reached is, for each step of the curve, the share of the conversions among the first
// trials, which are in descending order of score; nil without a conversion.
func reached(outcomes []bool, ends []int) []float64 {
	type corner struct{ called, converted float64 }
	corners := make([]corner, 1, len(ends)+1)
	all, from := 0, 0
	for _, end := range ends {
		for _, converted := range outcomes[from:end] {
			if converted {
				all++
			}
		}
		corners, from = append(corners, corner{float64(end), float64(all)}), end
	}
	if all == 0 {
		return nil
	}
	curve, k := make([]float64, GainSteps+1), 0
	for i := range curve {
		called := float64(i) * float64(len(outcomes)) / GainSteps
		for k+1 < len(corners)-1 && corners[k+1].called <= called {
			k++
		}
		a, b := corners[k], corners[k+1]
		at := (called - a.called) / (b.called - a.called)
		curve[i] = (a.converted + at*(b.converted-a.converted)) / float64(all)
	}
	return curve
}
