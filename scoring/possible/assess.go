package possible

import (
	"cmp"
	"slices"

	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/rulebook"
)

// Side is the possible score of an account on one side, and what is missing for it.
type Side struct {
	Score   rulebook.Score // if all rules held that lack an attribute
	Missing []Missing      // the most valuable first
}

// Missing is an attribute that the account lacks and that could raise its score.
type Missing struct {
	Name    string
	Contact bool // of its contacts
	Points  int  // gain in tenths of a point if this one alone became known and its rules held; 0 when that is not enough
}

// Assess computes the possible score of one account on a side.
func Assess(card rulebook.Scorecard, side rulebook.Side, a *account.Account, m condition.Moment) Side {
	layout := card.Layout(side)
	conditions := layout.Conditions()
	mask := func(assumed func(attribute) bool) uint64 {
		var mask uint64
		for bit, c := range conditions {
			if possiblyHolds(c, a, m, assumed) {
				mask |= 1 << bit
			}
		}
		return mask
	}
	now := mask(func(attribute) bool { return false })
	all := mask(func(attribute) bool { return true })
	result := Side{Score: card.Score(side, all)}
	score := card.Score(side, now)
	for _, missing := range missingOf(conditions, all&^now&^layout.DisqualifierBits(), a, m) {
		with := card.Score(side, mask(func(other attribute) bool { return other.same(missing) }))
		result.Missing = append(result.Missing, Missing{missing.name, missing.contact, with.Tenths() - score.Tenths()})
	}
	slices.SortStableFunc(result.Missing, func(a, b Missing) int { return cmp.Compare(b.Points, a.Points) })
	return result
}

// missingOf lists, once each, the missing attributes that make rules fail, among the
// conditions whose bit is in the mask.
func missingOf(conditions []condition.Condition, mask uint64, a *account.Account, m condition.Moment) []attribute {
	var missing []attribute
	for bit, c := range conditions {
		if mask>>bit&1 == 0 {
			continue
		}
		for _, r := range c.Rules {
			if eval.HoldsRule(r, a, m) {
				continue
			}
			for _, needed := range neededBy(r) {
				if !slices.ContainsFunc(missing, needed.same) && !eval.HoldsRule(needed.isSet(), a, m) {
					missing = append(missing, needed)
				}
			}
		}
	}
	return missing
}

// possiblyHolds reports whether the condition would hold if those missing attributes were
// known, and satisfied its rules, that assumed accepts.
func possiblyHolds(c condition.Condition, a *account.Account, m condition.Moment, assumed func(attribute) bool) bool {
	for _, r := range c.Rules {
		if rulePossiblyHolds(r, a, m, assumed) == c.Any {
			return c.Any
		}
	}
	return !c.Any && len(c.Rules) > 0
}

func rulePossiblyHolds(r condition.Rule, a *account.Account, m condition.Moment, assumed func(attribute) bool) bool {
	if eval.HoldsRule(r, a, m) {
		return true
	}
	possible := false
	for _, needed := range neededBy(r) {
		if eval.HoldsRule(needed.isSet(), a, m) {
			continue
		}
		if !assumed(needed) {
			return false
		}
		possible = true
	}
	return possible
}
