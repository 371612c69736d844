package changes

import (
	"fmt"

	"trialist/scoring/rulebook"
)

// Cause is what caused a change.
type Cause uint8

// The causes.
const (
	ByAccount Cause = iota // what the account did or is, or passing time
	ByEdit                 // an edit of the rulebook, which would have done it alone
	ByBoth                 // both together: neither would have done it alone
	Unknown                // an edit may have done it, but its effect on the earlier state is not known
)

// String is the cause as JSON knows it: "account", "edit", "both" or "unknown".
func (c Cause) String() string {
	switch c {
	case ByAccount:
		return "account"
	case ByEdit:
		return "edit"
	case ByBoth:
		return "both"
	case Unknown:
	}
	return "unknown"
}

// MarshalText is the cause's name.
func (c Cause) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// Edit is a part of the rulebook that was edited, such as `weights` or
// `signal "Imported contacts"`.
type Edit string

// The parts, beside single signals.
const (
	WeightsEdited  Edit = "weights"
	BandsEdited    Edit = "bands"
	MatrixEdited   Edit = "qualified cells"
	StatusesEdited Edit = "statuses"
	ZoneEdited     Edit = "time zone"
)

// EditOf is the edit of a signal.
func EditOf(signal string) Edit { return Edit(fmt.Sprintf("signal %q", signal)) }

// signalTransition is a signal that counts in at least one of two scorecards.
type signalTransition struct {
	name   string
	signal [2]rulebook.SignalBits // by state; without levels when it does not count
	edited bool                   // its condition changed, or it counts in one only
}

// transitionsOf lists the signals of a side: those of to in their order, then those that
// counted only in from.
func transitionsOf(side rulebook.Side, from, to rulebook.Scorecard) []signalTransition {
	was := make(map[int64]rulebook.SignalBits)
	enabled := from.Layout(side).Signals
	for _, s := range enabled {
		was[s.ID] = s
	}
	var all []signalTransition
	for _, s := range to.Layout(side).Signals {
		t := signalTransition{name: s.Name, signal: [2]rulebook.SignalBits{after: s}, edited: true}
		if old, ok := was[s.ID]; ok {
			t.signal[before], t.edited = old, !old.When.Equal(s.When)
			delete(was, s.ID)
		}
		all = append(all, t)
	}
	for _, s := range enabled {
		if _, gone := was[s.ID]; gone {
			all = append(all, signalTransition{name: s.Name, signal: [2]rulebook.SignalBits{before: s}, edited: true})
		}
	}
	return all
}

// level is how many levels of the signal hold in a state, given the masks of both.
func (t signalTransition) level(state int, masks [2]uint64) int {
	return t.signal[state].Level(masks[state])
}

// cause finds the cause of a change. To find what the edits would have done alone, it
// applies the rulebook of now to the signals that the account matched before, except those
// that were edited.
func (c *Comparison) cause(change Change) (Cause, []Edit) {
	if len(c.Edits) == 0 {
		return ByAccount, nil
	}
	if c.Before.Book.TimeZone != c.After.Book.TimeZone { // days begin and end at other instants
		return Unknown, []Edit{ZoneEdited}
	}
	switch change.Kind {
	case New, Ended, numKinds:
		if len(rulebook.Diff(rulebook.Rulebook{Lifecycle: c.Before.Book.Lifecycle}, rulebook.Rulebook{Lifecycle: c.After.Book.Lifecycle})) > 0 {
			return Unknown, []Edit{StatusesEdited}
		}
		return ByAccount, nil
	case BandUp, BandDown:
		return c.bandCause(change)
	case Qualified, Unqualified:
	}
	card := c.After.Book.Card
	edited := card.Qualified.Qualified(c.editedBand(rulebook.Fit, change), c.editedBand(rulebook.Adoption, change)) &&
		!c.editedDisqualified(int(change.Slot))
	if edited != change.After.Qualified {
		return ByAccount, nil
	}
	edits := c.editsOf(change)
	if c.Before.Book.Card.Qualified != card.Qualified {
		edits = append(edits, MatrixEdited)
	}
	return ByEdit, edits
}

// bandCause is the cause of a change of band.
func (c *Comparison) bandCause(change Change) (Cause, []Edit) {
	was, is := int(change.Before.Bands[change.Side]), int(change.After.Bands[change.Side])
	edited := int(c.editedBand(change.Side, change))
	if change.Kind == BandDown {
		was, is, edited = -was, -is, -edited
	}
	switch {
	case edited <= was:
		return ByAccount, nil
	case edited < is:
		return ByBoth, c.editsOf(change)
	}
	return ByEdit, c.editsOf(change)
}

// editedBand is the band of a side that the edits alone would have led to.
func (c *Comparison) editedBand(side rulebook.Side, change Change) rulebook.Band {
	masks := [2]uint64{c.scores[before].SignalMask(side, int(change.Slot)), c.scores[after].SignalMask(side, int(change.Slot))}
	var mask uint64
	for _, s := range c.signals[side] {
		state := before
		if s.edited {
			state = after
		}
		mask |= s.signal[after].UpTo(min(s.level(state, masks), s.signal[after].LevelCount))
	}
	card := c.After.Book.Card
	return card.Band(side, card.Score(side, mask))
}

// editsOf lists what was edited on the sides of a change.
func (c *Comparison) editsOf(change Change) []Edit {
	from, to := c.Before.Book.Card, c.After.Book.Card
	var edits []Edit
	weights, bands := from.Weighting != to.Weighting, false
	for _, side := range change.Sides {
		bands = bands || from.Cuts(side) != to.Cuts(side)
		for _, s := range c.signals[side] {
			if s.edited {
				edits = append(edits, EditOf(s.name))
			}
		}
		for _, s := range to.Enabled(side) {
			if was, ok := from.Signal(s.ID); ok && was.Enabled && was.Weight != s.Weight {
				weights = true
			}
		}
	}
	if change.Kind == Qualified || change.Kind == Unqualified {
		for _, d := range c.disqualifiers {
			if d.edited {
				edits = append(edits, Edit(fmt.Sprintf("disqualifier %q", d.name)))
			}
		}
	}
	if weights {
		edits = append(edits, WeightsEdited)
	}
	if bands {
		edits = append(edits, BandsEdited)
	}
	return edits
}
