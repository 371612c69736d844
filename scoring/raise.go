package scoring

import (
	"cmp"
	"slices"
)

// Step is what one signal that an account does not match yet would change.
type Step struct {
	Signal      Signal
	Points      int   // tenths that the score shown would grow by
	Score       Score // of the signal's side, then
	Band        Band  // of Score
	BandChanges bool
	Qualifies   bool // whether this alone would make the account qualified
}

// Raise lists the enabled signals that an account does not match: those of the
// adoption side first, each side by what the signal adds, then in the order of
// the signals. Bit i of a mask is whether the i-th enabled signal of the side
// is matched.
func Raise(card Scorecard, adoption, fit uint64) []Step {
	now := [2]Score{Adoption: card.Score(Adoption, adoption), Fit: card.Score(Fit, fit)}
	qualified := card.Qualifies(now[Adoption], now[Fit])
	masks := [2]uint64{Adoption: adoption, Fit: fit}
	var steps []Step
	for _, side := range Sides() {
		first := len(steps)
		for i, s := range card.Enabled(side) {
			if masks[side]>>i&1 != 0 {
				continue
			}
			then := now
			then[side].Sum += card.Weighting.Pull(s.Weight)
			band := card.Band(side, then[side])
			steps = append(steps, Step{
				Signal:      s,
				Points:      then[side].Tenths() - now[side].Tenths(),
				Score:       then[side],
				Band:        band,
				BandChanges: band != card.Band(side, now[side]),
				Qualifies:   !qualified && card.Qualifies(then[Adoption], then[Fit]),
			})
		}
		slices.SortStableFunc(steps[first:], func(a, b Step) int { return cmp.Compare(b.Score.Sum, a.Score.Sum) })
	}
	return steps
}
