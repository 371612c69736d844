package explain

import (
	"cmp"
	"slices"

	"trialist/scoring/rulebook"
)

// Contribution is what one enabled signal adds to the score of an account, and
// what it could add, in tenths of a point.
type Contribution struct {
	Signal   rulebook.Signal
	Matched  bool
	Earned   int // 0 unless matched
	Possible int
}

// Contributions lists the enabled signals of a side in their order. Bit i of the
// mask is whether the i-th of them is matched. The numbers add up on screen:
// Earned to the score's tenths, and Possible to 1000. Rounding each signal by
// itself would miss that.
func Contributions(card rulebook.Scorecard, side rulebook.Side, mask uint64) []Contribution {
	enabled := card.Enabled(side)
	contributions := make([]Contribution, len(enabled))
	weights := make([]uint32, len(enabled))
	var matched, missed []int
	for i, s := range enabled {
		contributions[i] = Contribution{Signal: s, Matched: mask>>i&1 != 0}
		weights[i] = card.Weighting.EffectiveWeight(s.Weight)
		if contributions[i].Matched {
			matched = append(matched, i)
		} else {
			missed = append(missed, i)
		}
	}
	const whole = 1000
	score := card.Score(side, mask)
	apportion(contributions, weights, matched, score.Tenths(), score.Total)
	apportion(contributions, weights, missed, whole-score.Tenths(), score.Total)
	for _, i := range matched {
		contributions[i].Earned = contributions[i].Possible
	}
	return contributions
}

// apportion hands out the tenths among the signals at the indices, by largest
// remainder: each gets the whole tenths of its share of the total weight, and what
// is left goes to those with the largest remainders, the earlier first.
func apportion(contributions []Contribution, weights []uint32, indices []int, tenths int, total uint32) {
	const whole = 1000
	remainder := func(i int) uint64 { return whole * uint64(weights[i]) % uint64(total) }
	for _, i := range indices {
		contributions[i].Possible = int(whole * uint64(weights[i]) / uint64(total))
		tenths -= contributions[i].Possible
	}
	byRemainder := slices.Clone(indices)
	slices.SortStableFunc(byRemainder, func(a, b int) int { return cmp.Compare(remainder(b), remainder(a)) })
	for _, i := range byRemainder[:min(max(tenths, 0), len(byRemainder))] {
		contributions[i].Possible++
	}
}
