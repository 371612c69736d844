package explain

import (
	"math"
	"slices"

	"trialist/scoring/condition"
)

// LevelCurve is how the accounts are distributed over the numbers in which the levels of
// a condition are measured, such as how often an event happened, so that one sees where
// to put them.
type LevelCurve struct {
	Values []float64             // of the buckets, ascending, equally far apart
	Asked  []condition.Condition // of each value: the condition with it in the place of the list
	Marks  []int                 // the bucket of each level, the easiest first
	rising bool                  // a higher number is harder
}

// NewLevelCurve is the curve of a condition with levels, of at most so many buckets; false
// for one without.
func NewLevelCurve(c condition.Condition, buckets int) (LevelCurve, bool) {
	at := c.LevelledRule()
	if at < 0 || buckets < 1 {
		return LevelCurve{}, false
	}
	rule := c.Rules[at]
	levels := rule.LevelValues()
	low, high := slices.Min(levels), slices.Max(levels)
	base := min(0, low)
	const beyond = 1.25 // how far the buckets go beyond the hardest level
	step := (high - base) * beyond / float64(buckets)
	if whole(levels) {
		step = math.Ceil(step)
	}
	if step <= 0 || math.IsInf(step, 0) || math.IsNaN(step) {
		return LevelCurve{}, false
	}
	curve := LevelCurve{rising: levels[len(levels)-1] > levels[0]}
	for x := base + step; len(curve.Values) < buckets && x < high*beyond+step; x += step {
		asked := condition.Condition{Rules: slices.Clone(c.Rules)}
		asked.Rules[at] = rule.AtValue(x)
		if asked.Validate() != nil {
			break // a window that is too long
		}
		curve.Values, curve.Asked = append(curve.Values, x), append(curve.Asked, asked)
	}
	if len(curve.Values) == 0 {
		return LevelCurve{}, false
	}
	for _, level := range levels {
		bucket := int(math.Ceil((level-base)/step)) - 1
		curve.Marks = append(curve.Marks, max(0, min(bucket, len(curve.Values)-1)))
	}
	return curve, true
}

func whole(numbers []float64) bool {
	return !slices.ContainsFunc(numbers, func(f float64) bool { return f != math.Trunc(f) })
}

// Heights are how many accounts are in each bucket, given how many match each of Asked.
// Where a higher number is harder the last bucket holds those beyond it, too.
func (c LevelCurve) Heights(matching []int) []int {
	heights := slices.Clone(matching)
	for i := range heights {
		switch {
		case c.rising && i+1 < len(matching):
			heights[i] -= matching[i+1]
		case !c.rising && i > 0:
			heights[i] -= matching[i-1]
		}
		heights[i] = max(heights[i], 0)
	}
	return heights
}

// LevelTexts says what each level of a condition asks for, the easiest first: "at least 5
// times", "in the last 7 days". It is empty for a condition without levels.
func LevelTexts(c condition.Condition) []string {
	at := c.LevelledRule()
	if at < 0 {
		return nil
	}
	texts := make([]string, c.Levels())
	for i := range texts {
		texts[i] = levelText(c.Rules[at].Level(i + 1))
	}
	return texts
}
