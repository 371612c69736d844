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
	Level    int // how many levels hold, 0 to Levels
	Levels   int // 1 where the signal has none
	Earned   int // 0 unless matched
	Possible int
}

// Contributions lists the enabled signals of a side in their order, given the signal
// mask of an account. The numbers add up on screen: Earned to the score's tenths, and
// Possible to 1000. Rounding each signal by itself would miss that.
func Contributions(card rulebook.Scorecard, side rulebook.Side, mask uint64) []Contribution {
	layout := card.Layout(side)
	contributions := make([]Contribution, len(layout.Signals))
	earned, missing := make([]uint32, len(layout.Signals)), make([]uint32, len(layout.Signals))
	for i, s := range layout.Signals {
		level := s.Level(mask)
		contributions[i] = Contribution{Signal: s.Signal, Matched: s.Matched(mask), Level: level, Levels: s.LevelCount}
		earned[i], missing[i] = uint32(level)*s.LevelWeight, uint32(s.LevelCount-level)*s.LevelWeight
	}
	const whole = 1000
	tenths := layout.Score(mask).Tenths()
	for i, n := range apportion(earned, tenths, layout.Total) {
		contributions[i].Earned = n
	}
	for i, n := range apportion(missing, whole-tenths, layout.Total) {
		contributions[i].Possible = contributions[i].Earned + n
	}
	return contributions
}

// apportion hands out the tenths among the parts of a total weight, by largest
// remainder: each gets the whole tenths of its share, and what is left goes to those
// with the largest remainders, the earlier first. A part of 0 gets none.
func apportion(parts []uint32, tenths int, total uint32) []int {
	const whole = 1000
	given := make([]int, len(parts))
	var byRemainder []int
	for i, part := range parts {
		if part == 0 {
			continue
		}
		given[i] = int(whole * uint64(part) / uint64(total))
		tenths -= given[i]
		byRemainder = append(byRemainder, i)
	}
	remainder := func(i int) uint64 { return whole * uint64(parts[i]) % uint64(total) }
	slices.SortStableFunc(byRemainder, func(a, b int) int { return cmp.Compare(remainder(b), remainder(a)) })
	for _, i := range byRemainder[:min(max(tenths, 0), len(byRemainder))] {
		given[i]++
	}
	return given
}
