package proof

import (
	"math/rand/v2"
	"slices"

	"trialist/scoring/stats"
)

// GainSteps is in how many equal steps a curve of gains goes through the trials.
const GainSteps = 20

// Gain is a point of a cumulative gains curve.
type Gain struct {
	Called     float64 // share of the trials called, the highest scores first, 0 to 1
	Reached    float64 // share of the conversions among them
	ChanceLow  float64 // the middle 95 % of that when the outcomes are shuffled
	ChanceHigh float64
}

// Gains is the curve of the scores, none where nobody converted. Equal scores are called
// in no order, so that between two scores the curve is straight.
func Gains(trials []stats.Scored) []Gain {
	sorted := slices.Clone(trials)
	slices.SortStableFunc(sorted, func(a, b stats.Scored) int { return int(max(-1, min(1, b.Score-a.Score))) })
	curve := reached(sorted)
	if curve == nil {
		return nil
	}
	samples := make([][]float64, GainSteps+1)
	r := rand.New(rand.NewPCG(seed, seed))
	for range stats.Shuffles {
		r.Shuffle(len(sorted), func(i, j int) {
			sorted[i].Converted, sorted[j].Converted = sorted[j].Converted, sorted[i].Converted
		})
		for i, share := range reached(sorted) {
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

// reached is the share of the conversions among each part of the trials, which are in
// descending order of score; nil without a conversion.
func reached(sorted []stats.Scored) []float64 {
	type corner struct{ called, converted float64 }
	corners := []corner{{}}
	all := 0
	for i, t := range sorted {
		if t.Converted {
			all++
		}
		if i+1 == len(sorted) || sorted[i+1].Score != t.Score {
			corners = append(corners, corner{float64(i + 1), float64(all)})
		}
	}
	if all == 0 {
		return nil
	}
	curve, k := make([]float64, GainSteps+1), 0
	for i := range curve {
		called := float64(i) * float64(len(sorted)) / GainSteps
		for k+1 < len(corners)-1 && corners[k+1].called <= called {
			k++
		}
		a, b := corners[k], corners[k+1]
		at := (called - a.called) / (b.called - a.called)
		curve[i] = (a.converted + at*(b.converted-a.converted)) / float64(all)
	}
	return curve
}
