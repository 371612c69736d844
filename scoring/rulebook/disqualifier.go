package rulebook

import (
	"slices"

	"trialist/scoring/condition"
)

// EnabledDisqualifiers are the disqualifiers of a side that count, in their order.
func (c Scorecard) EnabledDisqualifiers(side Side) []Signal {
	var enabled []Signal
	for _, s := range c.Disqualifiers {
		if s.Enabled && s.Side == side {
			enabled = append(enabled, s)
		}
	}
	return enabled
}

// Disqualifies reports whether a disqualifier holds, given the masks of both sides.
func (c Scorecard) Disqualifies(adoption, fit uint64) bool {
	return len(c.DisqualifiedBy(adoption, fit)) > 0
}

// DisqualifiedBy lists the disqualifiers that hold, in their order.
func (c Scorecard) DisqualifiedBy(adoption, fit uint64) []Signal {
	if len(c.Disqualifiers) == 0 {
		return nil
	}
	holding := append(c.Layout(Adoption).disqualifiedBy(adoption), c.Layout(Fit).disqualifiedBy(fit)...)
	slices.SortStableFunc(holding, func(a, b Signal) int { return c.indexOf(a) - c.indexOf(b) })
	return holding
}

// sideOf is the side that a disqualifier belongs to: adoption when it asks what the
// account did, else fit. It decides in which mask its bit is.
func sideOf(c condition.Condition) Side {
	if slices.ContainsFunc(c.Rules, func(r condition.Rule) bool { return r.Subject.Windowed() }) {
		return Adoption
	}
	return Fit
}
