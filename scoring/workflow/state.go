package workflow

import (
	"trialist/scoring/rulebook"
)

// State is what a trigger saw of each account, by slot. It is the status as a number, the
// count of an event, or 1 for an account that is in the segment or band, is qualified, or
// has reached the milestone. Accounts that were imported later lie beyond its end and have
// 0.
type State []uint32

// at is the state of an account; 0 beyond the end.
func (s State) at(slot int) uint32 {
	if slot < len(s) {
		return s[slot]
	}
	return 0
}

// fires reports whether a trigger fires when the state of an account changes from before to
// now.
func fires(t rulebook.Trigger, before, now uint32) bool {
	switch t.Kind {
	case rulebook.LeavesSegment, rulebook.StopsQualified:
		return before != 0 && now == 0
	case rulebook.ChangesStatus:
		return before != now && (t.Status == rulebook.NoStatus || now == uint32(t.Status))
	case rulebook.DoesEvent:
		return now > before
	case rulebook.EntersSegment, rulebook.BecomesQualified, rulebook.EntersBand, rulebook.ReachesMilestone:
	}
	return before == 0 && now != 0
}
