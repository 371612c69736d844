package workflow

import (
	"trialist/scoring/rulebook"
)

// State is what a trigger saw of each account, by slot: 1 for accounts that are in the
// segment, qualified, in the band or past the milestone, the number of the status, or
// how often the event happened. An account beyond its end, as one that was imported
// since, has 0.
type State []uint32

// at is what was seen of the account.
func (s State) at(slot int) uint32 {
	if slot < len(s) {
		return s[slot]
	}
	return 0
}

// fires reports whether a trigger fires for an account of which it saw one thing and
// then another.
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
