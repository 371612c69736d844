package changes

import (
	"slices"

	"trialist/scoring/rulebook"
)

// disqualifierTransition is a disqualifier that counts in at least one of two scorecards.
type disqualifierTransition struct {
	id     int64
	name   string
	edited bool // its condition changed, or it counts in one only
	counts [2]bool
}

// disqualifiersOf lists the disqualifiers of two scorecards: those of to in their order,
// then those that counted only in from.
func disqualifiersOf(from, to rulebook.Scorecard) []disqualifierTransition {
	var all []disqualifierTransition
	for _, s := range to.Disqualifiers {
		if !s.Enabled {
			continue
		}
		was, ok := from.Signal(s.ID)
		counted := ok && was.Disqualifier && was.Enabled
		all = append(all, disqualifierTransition{
			id: s.ID, name: s.Name, edited: !counted || !was.When.Equal(s.When), counts: [2]bool{before: counted, after: true},
		})
	}
	for _, s := range from.Disqualifiers {
		now, ok := to.Signal(s.ID)
		if s.Enabled && !(ok && now.Disqualifier && now.Enabled) {
			all = append(all, disqualifierTransition{id: s.ID, name: s.Name, edited: true, counts: [2]bool{before: true}})
		}
	}
	return all
}

// holds reports whether the disqualifier is among those that hold in a state.
func (d disqualifierTransition) holds(holding []rulebook.Signal) bool {
	return slices.ContainsFunc(holding, func(s rulebook.Signal) bool { return s.ID == d.id })
}

// addDisqualifiers adds the disqualifiers that made a trial qualified, or no longer so.
func (c *Comparison) addDisqualifiers(change *Change) {
	if change.Kind != Qualified && change.Kind != Unqualified {
		return
	}
	slot := int(change.Slot)
	were, are := c.scores[before].DisqualifiedBy(slot), c.scores[after].DisqualifiedBy(slot)
	for _, d := range c.disqualifiers {
		switch was, is := d.holds(were), d.holds(are); {
		case is && !was:
			change.Disqualified = append(change.Disqualified, SignalChange{Name: d.name, Edited: d.edited, Is: 1, Levels: 1})
		case was && !is:
			change.Cleared = append(change.Cleared, SignalChange{Name: d.name, Edited: d.edited, Was: 1, Levels: 1})
		}
	}
}

// editedDisqualified reports whether the edits alone would have made a disqualifier hold
// for the slot.
func (c *Comparison) editedDisqualified(slot int) bool {
	were, are := c.scores[before].DisqualifiedBy(slot), c.scores[after].DisqualifiedBy(slot)
	for _, d := range c.disqualifiers {
		holding := were
		if d.edited {
			holding = are
		}
		if d.counts[after] && d.holds(holding) {
			return true
		}
	}
	return false
}
