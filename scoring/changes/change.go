package changes

import (
	"trialist/scoring/rulebook"
)

// Standing is what a rulebook says of an account at an instant.
type Standing struct {
	Status    rulebook.Status
	Scores    [2]rulebook.Score // by side; not told apart while the account is not on trial
	Bands     [2]rulebook.Band
	Qualified bool
}

// SignalChange is a signal that an account matches in one state and not in the other.
type SignalChange struct {
	Name   string // as it is called now, or was where it is gone
	Edited bool   // what it asks was edited in between, or it was added, removed or switched, so that the account may have done nothing
}

// Change is everything about one change.
type Change struct {
	Entry
	Before, After Standing
	Sides         []rulebook.Side // whose signals did it: of a band its side, of qualified one or both; else none
	Gained, Lost  []SignalChange  // on these sides, in the order of the signals
	Cause         Cause
	Edits         []Edit // what was edited that it may be due to; none where the account did it
}

// Change works out one change of the list.
func (c *Comparison) Change(e Entry) Change {
	change := Change{Entry: e, Before: c.standing(before, int(e.Slot)), After: c.standing(after, int(e.Slot))}
	switch e.Kind {
	case BandUp, BandDown:
		change.Sides = []rulebook.Side{e.Side}
	case Qualified, Unqualified:
		change.Sides = c.decidingSides(change)
	case New, Ended, numKinds:
	}
	for _, side := range change.Sides {
		masks := [2]uint64{c.scores[before].SignalMask(side, int(e.Slot)), c.scores[after].SignalMask(side, int(e.Slot))}
		for _, s := range c.signals[side] {
			switch was, is := s.matched(before, masks), s.matched(after, masks); {
			case is && !was:
				change.Gained = append(change.Gained, SignalChange{s.name, s.edited})
			case was && !is:
				change.Lost = append(change.Lost, SignalChange{s.name, s.edited})
			}
		}
	}
	change.Cause, change.Edits = c.cause(change)
	return change
}

// standing is what is said of a slot in one of the states.
func (c *Comparison) standing(state, slot int) Standing {
	s := Standing{Status: c.status(state, slot)}
	for _, side := range rulebook.Sides() {
		s.Scores[side] = c.scores[state].Score(side, slot)
		s.Bands[side] = c.scores[state].Card.Band(side, s.Scores[side])
	}
	s.Qualified = s.Status == rulebook.Trial && c.scores[state].Card.Qualified.Qualified(s.Bands[rulebook.Fit], s.Bands[rulebook.Adoption])
	return s
}

// decidingSides are the sides whose bands made an account qualified or not: one of
// them where its band alone did it, else all whose band is another.
func (c *Comparison) decidingSides(change Change) []rulebook.Side {
	matrix := c.After.Book.Card.Qualified
	var moved, alone []rulebook.Side
	for _, side := range rulebook.Sides() {
		if change.Before.Bands[side] == change.After.Bands[side] {
			continue
		}
		moved = append(moved, side)
		bands := change.Before.Bands
		bands[side] = change.After.Bands[side]
		if matrix.Qualified(bands[rulebook.Fit], bands[rulebook.Adoption]) == change.After.Qualified {
			alone = append(alone, side)
		}
	}
	if len(alone) == 1 {
		return alone
	}
	return moved
}

// Text is what the change led from and to: names of bands or of statuses, or whether
// the trial is qualified.
func (c Change) Text() (from, to string) {
	switch c.Kind {
	case Qualified:
		return "not qualified", "qualified"
	case Unqualified:
		return "qualified", "not qualified"
	case BandUp, BandDown:
		return c.Before.Bands[c.Side].Name(c.Side), c.After.Bands[c.Side].Name(c.Side)
	case New, Ended, numKinds:
	}
	return c.Before.Status.String(), c.After.Status.String()
}
