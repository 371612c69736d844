package explain

import (
	"cmp"
	"slices"

	"trialist/scoring/rulebook"
)

// Contribution is what one enabled signal adds to the score of an account, and what it
// would add at most, in tenths.
type Contribution struct {
	Signal   rulebook.Signal
	Matched  bool
	Earned   int // 0 unless matched
	Possible int
}

// Contributions lists the enabled signals of a side in their order. Bit i of the mask
// is whether the i-th of them is matched. What is listed adds up on screen:
// Earned sums to the score's tenths and Possible to 1000, which rounding each
// signal by itself would miss.
func Contributions(card rulebook.Scorecard, side rulebook.Side, mask uint64) []Contribution {
	enabled := card.Enabled(side)
	points := make([]Contribution, len(enabled))
	pulls := make([]uint32, len(enabled))
	var matched, missed []int
	for i, s := range enabled {
		points[i] = Contribution{Signal: s, Matched: mask>>i&1 != 0}
		pulls[i] = card.Weighting.EffectiveWeight(s.Weight)
		if points[i].Matched {
			matched = append(matched, i)
		} else {
			missed = append(missed, i)
		}
	}
	const whole = 1000
	score := card.Score(side, mask)
	apportion(points, pulls, matched, score.Tenths(), score.Total)
	apportion(points, pulls, missed, whole-score.Tenths(), score.Total)
	for _, i := range matched {
		points[i].Earned = points[i].Possible
	}
	return points
}

// apportion hands out the tenths among the signals at the indices: to each the
// whole tenths of its share of the total pull, and what is left to those that
// lost most by it, the earlier first.
func apportion(points []Contribution, pulls []uint32, indices []int, tenths int, total uint32) {
	const whole = 1000
	rest := func(i int) uint64 { return whole * uint64(pulls[i]) % uint64(total) }
	for _, i := range indices {
		points[i].Possible = int(whole * uint64(pulls[i]) / uint64(total))
		tenths -= points[i].Possible
	}
	byRest := slices.Clone(indices)
	slices.SortStableFunc(byRest, func(a, b int) int { return cmp.Compare(rest(b), rest(a)) })
	for _, i := range byRest[:min(max(tenths, 0), len(byRest))] {
		points[i].Possible++
	}
}
