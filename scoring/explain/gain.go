package explain

import (
	"cmp"
	"slices"

	"trialist/scoring/rulebook"
)

// Gain is what one signal that an account does not match yet would change.
type Gain struct {
	Signal    rulebook.Signal
	Points    int            // tenths of a point that the shown score would grow by
	Score     rulebook.Score // of the signal's side, if it were matched
	Band      rulebook.Band  // of Score
	Qualifies bool           // whether this alone would make the account qualified
}

// Gains lists the enabled signals that an account does not match: those of the
// adoption side first, each side by what the signal adds, then in the order of
// the signals. Bit i of a mask is whether the i-th enabled signal of the side
// is matched.
func Gains(card rulebook.Scorecard, adoption, fit uint64) []Gain {
	now := [2]rulebook.Score{rulebook.Adoption: card.Score(rulebook.Adoption, adoption), rulebook.Fit: card.Score(rulebook.Fit, fit)}
	qualified := card.Qualifies(now[rulebook.Adoption], now[rulebook.Fit])
	masks := [2]uint64{rulebook.Adoption: adoption, rulebook.Fit: fit}
	var gains []Gain
	for _, side := range rulebook.Sides() {
		first := len(gains)
		for i, s := range card.Enabled(side) {
			if masks[side]>>i&1 != 0 {
				continue
			}
			then := now
			then[side].Sum += card.Weighting.EffectiveWeight(s.Weight)
			gains = append(gains, Gain{
				Signal:    s,
				Points:    then[side].Tenths() - now[side].Tenths(),
				Score:     then[side],
				Band:      card.Band(side, then[side]),
				Qualifies: !qualified && card.Qualifies(then[rulebook.Adoption], then[rulebook.Fit]),
			})
		}
		slices.SortStableFunc(gains[first:], func(a, b Gain) int { return cmp.Compare(b.Score.Sum, a.Score.Sum) })
	}
	return gains
}
