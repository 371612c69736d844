package explain

import (
	"cmp"
	"slices"

	"trialist/scoring/rulebook"
)

// Gain is what one signal that an account does not match yet would change, or the next
// level of one that it matches in part.
type Gain struct {
	Signal    rulebook.Signal
	Level     int            // that would be reached
	Levels    int            // of the signal; 1 where it has none
	Points    int            // tenths of a point that the shown score would grow by
	Score     rulebook.Score // of the signal's side, if that level held
	Band      rulebook.Band  // of Score
	Qualifies bool           // whether this alone would make the account qualified
}

// Gains lists the enabled signals of which a level does not hold, given the signal masks
// of an account: those of the adoption side first, each side by what the next level
// adds, then in the order of the signals.
func Gains(card rulebook.Scorecard, adoption, fit uint64) []Gain {
	now := [2]rulebook.Score{rulebook.Adoption: card.Score(rulebook.Adoption, adoption), rulebook.Fit: card.Score(rulebook.Fit, fit)}
	never := card.Disqualifies(adoption, fit) || card.Qualifies(now[rulebook.Adoption], now[rulebook.Fit])
	masks := [2]uint64{rulebook.Adoption: adoption, rulebook.Fit: fit}
	var gains []Gain
	for _, side := range rulebook.Sides() {
		first := len(gains)
		for _, s := range card.Layout(side).Signals {
			level := s.Level(masks[side])
			if level == s.LevelCount {
				continue
			}
			then := now
			then[side].Sum += s.LevelWeight
			gains = append(gains, Gain{
				Signal:    s.Signal,
				Level:     level + 1,
				Levels:    s.LevelCount,
				Points:    then[side].Tenths() - now[side].Tenths(),
				Score:     then[side],
				Band:      card.Band(side, then[side]),
				Qualifies: !never && card.Qualifies(then[rulebook.Adoption], then[rulebook.Fit]),
			})
		}
		slices.SortStableFunc(gains[first:], func(a, b Gain) int { return cmp.Compare(b.Score.Sum, a.Score.Sum) })
	}
	return gains
}
