package changes

import (
	"fmt"

	"trialist/scoring/rulebook"
)

// Standing is the status, scores and bands of an account in one of the two states.
type Standing struct {
	Status    rulebook.Status
	Scores    [2]rulebook.Score // by side; only for accounts on trial
	Bands     [2]rulebook.Band
	Qualified bool
}

// SignalChange is a signal of which the account reached different levels in the two states,
// or a disqualifier that held in only one of them.
type SignalChange struct {
	Name    string // its name now, or its last one if it was removed
	Edited  bool   // its condition was edited, or it was added, removed or switched: the account may have done nothing
	Was, Is int    // how many levels hold before and after
	Levels  int    // of the signal; 1 where it has none
}

// String is the name, and of a signal with levels how far it rose or fell: "Logins (level
// 3 to 2)".
func (s SignalChange) String() string {
	if s.Levels < 2 {
		return s.Name
	}
	return fmt.Sprintf("%s (level %d to %d)", s.Name, s.Was, s.Is)
}

// Change is an entry of the list with its details.
type Change struct {
	Entry
	Before, After Standing
	Sides         []rulebook.Side // whose signals did it: of a band its side, of qualified one or both; else none
	Gained, Lost  []SignalChange  // on these sides, in the order of the signals: of a higher level, and of a lower
	Disqualified  []SignalChange  // disqualifiers that hold now and did not before; of a trial that is no longer qualified
	Cleared       []SignalChange  // disqualifiers that held before and do not now; of one that has become qualified
	Cause         Cause
	Edits         []Edit // what was edited that it may be due to; none where the account did it
}

// Change finds the details of an entry.
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
			was, is := s.level(before, masks), s.level(after, masks)
			moved := SignalChange{s.name, s.edited, was, is, max(s.signal[before].LevelCount, s.signal[after].LevelCount)}
			switch {
			case is > was:
				change.Gained = append(change.Gained, moved)
			case was > is:
				change.Lost = append(change.Lost, moved)
			}
		}
	}
	c.addDisqualifiers(&change)
	change.Cause, change.Edits = c.cause(change)
	return change
}

// standing is the standing of a slot in one of the states.
func (c *Comparison) standing(state, slot int) Standing {
	s := Standing{Status: c.status(state, slot)}
	for _, side := range rulebook.Sides() {
		s.Scores[side] = c.scores[state].Score(side, slot)
		s.Bands[side] = c.scores[state].Card.Band(side, s.Scores[side])
	}
	s.Qualified = s.Status == rulebook.Trial && !c.scores[state].Disqualified(slot) && c.scores[state].Card.Qualified.Qualified(s.Bands[rulebook.Fit], s.Bands[rulebook.Adoption])
	return s
}

// decidingSides are the sides whose bands made an account qualified, or no longer
// qualified: one of them if its band alone did it, else all whose band changed. There is
// none when a disqualifier alone did it.
func (c *Comparison) decidingSides(change Change) []rulebook.Side {
	matrix := c.After.Book.Card.Qualified
	if c.scores[after].Disqualified(int(change.Slot)) && matrix.Qualified(change.After.Bands[rulebook.Fit], change.After.Bands[rulebook.Adoption]) {
		return nil
	}
	if was := c.Before.Book.Card.Qualified; c.scores[before].Disqualified(int(change.Slot)) &&
		was.Qualified(change.Before.Bands[rulebook.Fit], change.Before.Bands[rulebook.Adoption]) {
		return nil
	}
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
