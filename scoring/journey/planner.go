package journey

import (
	"context"
	"fmt"
	"hash/fnv"
	"math/bits"
	"slices"

	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// PastMessage is a message that a trial was told, be it sent, exported or skipped.
type PastMessage struct {
	Kind      rulebook.MessageKind
	Milestone int64         // id of the signal that it was about; 0 for none
	Next      int64         // id of the signal that it drove to; 0 for none
	Reached   []int64       // ids of the milestones that were reached then
	Unreached []uint32      // marks of the milestones that were not reached then, as [Planner] has them; none where that is not known
	Seen      value.Instant // last event of the trial that was known then; [value.Never] without one
	AsOf      value.Instant // as of when it was due
}

// Due is the message that a trial is to be told now.
type Due struct {
	Slot      int
	Kind      rulebook.MessageKind
	Milestone int64         // id of the signal that it is about: that which is rewarded, else Next
	Next      int64         // id of the signal that it drives to; 0 where all are reached
	Reached   uint64        // bit i is whether the trial has reached the i-th of [Milestones]
	Seen      value.Instant // last event of the trial; [value.Never] without one
	AsOf      value.Instant // as of when it is due
}

// Planner are the steps of the journey, and work out what trials are to be told.
//
// A trial is told at most one thing at a time, because of what it did and what it was
// told, and never because of a day of its trial:
//
//   - What it has newly reached is rewarded: the latest of the milestones of which nobody
//     could know when it was last told anything, or of all where it was told nothing. The
//     message drives to the next step too. Others that it reached meanwhile are covered by
//     it and never rewarded.
//   - A trial that was told nothing and has nothing to be rewarded for is welcomed, and
//     driven to its first step.
//   - A looker is told once what there is for lookers, instead of being driven. That
//     waits until LookerDays times 24 hours have passed since it was last told anything,
//     as of when that was due: a trial that has just been told something has had no time
//     to act on it.
//   - Otherwise, when the next step is one that it was never driven to, it is driven
//     there: that is so for steps that were put in later.
//
// The next step is the first milestone, in their order, that the trial has not reached. A
// milestone on attributes counts as reached, but as nobody knows when it is never newly
// so. What was reached once stays so.
//
// Of two kinds of milestones nobody could know when the trial was last told something:
//
//   - Those reached after the last event that was known then.
//   - Those that were asked then as they are asked now, and were not reached by what was
//     known: an import has brought since what happened before. Asked the same means the
//     same signal with the same condition, length of trials and time zone. All this is the
//     mark of a milestone, and with what a trial is told the marks of those that it has not
//     reached are kept.
//
// So a milestone that is new in the plan, or whose condition was changed, is not rewarded
// to those who had done long before what it asks for now. If an import brings that so late
// that it is before the last event known when they were last told something, it is not
// rewarded either: that it was not there then cannot be told from the change.
//
// A milestone is the signal with its id. So one that is moved, removed and brought back,
// or renamed is not told again; one that is switched off is no step.
type Planner struct {
	milestones   []rulebook.Signal
	fingerprints []uint32
	index        map[int64]int
	timed        uint64
}

// NewPlanner is the steps that the milestones of the rulebook are.
func NewPlanner(book rulebook.Rulebook) *Planner {
	s := &Planner{milestones: Milestones(book.Card), index: make(map[int64]int)}
	for i, m := range s.milestones {
		s.index[m.ID] = i
		s.fingerprints = append(s.fingerprints, fingerprint(m, book))
		if asksEvents(m.When) {
			s.timed |= 1 << i
		}
	}
	return s
}

// fingerprint is a hash of what a milestone asks. It is kept in workspaces: what it is made of
// must not change.
func fingerprint(m rulebook.Signal, book rulebook.Rulebook) uint32 {
	h := fnv.New32a()
	_, _ = fmt.Fprintf(h, "%d\n%s\n%d\n%s", m.ID, m.When.Level(1), book.Lifecycle.TrialDays, book.TimeZone) // it cannot fail
	return h.Sum32()
}

// Milestones are the steps.
func (s *Planner) Milestones() []rulebook.Signal { return s.milestones }

// Timed reports whether it is known when the i-th milestone was reached.
func (s *Planner) Timed(i int) bool { return s.timed>>i&1 != 0 }

// IDs lists the ids of the milestones of a mask.
func (s *Planner) IDs(mask uint64) []int64 {
	ids := make([]int64, 0, bits.OnesCount64(mask))
	for ; mask != 0; mask &= mask - 1 {
		ids = append(ids, s.milestones[bits.TrailingZeros64(mask)].ID)
	}
	return ids
}

// mask is the milestones of the ids; those that are no milestone any more are passed over.
func (s *Planner) mask(ids []int64) uint64 {
	var mask uint64
	for _, id := range ids {
		if i, ok := s.index[id]; ok {
			mask |= 1 << i
		}
	}
	return mask
}

// Due is what a trial at a place is to be told, after what it was told, the oldest first;
// false for nothing.
func (s *Planner) Due(at Position, told []PastMessage) (Due, bool) {
	d := Due{Slot: at.Slot, Reached: at.Reached, Seen: at.Seen, AsOf: at.AsOf}
	if len(s.milestones) == 0 {
		return d, false
	}
	if at.Next >= 0 {
		d.Next = s.milestones[at.Next].ID
	}
	if latest := s.newlyReached(at, told); latest >= 0 {
		d.Kind, d.Milestone = rulebook.RewardMessage, s.milestones[latest].ID
		return d, true
	}
	d.Milestone = d.Next
	was := func(kind rulebook.MessageKind) bool {
		return slices.ContainsFunc(told, func(t PastMessage) bool { return t.Kind == kind })
	}
	switch driven := slices.ContainsFunc(told, func(t PastMessage) bool { return t.Next == d.Next }); {
	case len(told) == 0:
		d.Kind = rulebook.WelcomeMessage
	case at.Looker && !was(rulebook.LookerMessage):
		d.Kind = rulebook.LookerMessage
		return d, at.AsOf >= latestAsOf(told)+value.Instant(at.LookerDays)*value.Day
	case d.Next == 0 || driven:
		return d, false
	default:
		d.Kind = rulebook.DriveMessage
	}
	return d, true
}

// latestAsOf is as of when the latest of the messages was due. There must be one.
func latestAsOf(told []PastMessage) value.Instant {
	last := told[0].AsOf
	for _, t := range told[1:] {
		last = max(last, t.AsOf)
	}
	return last
}

// newlyReached is the index of the latest milestone of which nobody could know when the
// trial was last told anything; of several at one instant the last in their order, and -1
// for none.
func (s *Planner) newlyReached(at Position, told []PastMessage) int {
	var covered uint64
	since := value.Never
	var unreached []uint32 // when it was last told something
	for _, t := range told {
		unreached = t.Unreached
		covered |= s.mask(t.Reached)
		if i, ok := s.index[t.Milestone]; ok && t.Kind == rulebook.RewardMessage {
			covered |= 1 << i
		}
		since = max(since, t.Seen)
	}
	latest := -1
	for i, reached := range at.At {
		if reached == value.Never || s.timed&^covered>>i&1 == 0 || reached <= since && !slices.Contains(unreached, s.fingerprints[i]) {
			continue
		}
		if latest < 0 || reached >= at.At[latest] {
			latest = i
		}
	}
	return latest
}

// AllDue lists what all running trials are to be told, in the order of their slots. Visit
// of the input is not used.
func (s *Planner) AllDue(ctx context.Context, in Input) ([]Due, error) {
	var all []Due
	in.Visit = func(at Position, told []PastMessage) {
		if d, ok := s.Due(at, told); ok {
			all = append(all, d)
		}
	}
	if err := s.Positions(ctx, in); err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b Due) int { return a.Slot - b.Slot })
	return all, nil
}

// PastMessage is what is to be remembered once the message was told.
func (s *Planner) PastMessage(d Due) PastMessage {
	t := PastMessage{Kind: d.Kind, Milestone: d.Milestone, Next: d.Next, Reached: s.IDs(d.Reached), Seen: d.Seen, AsOf: d.AsOf}
	if !d.Kind.OfMilestone() {
		t.Milestone = 0
	}
	for i, mark := range s.fingerprints {
		if s.timed&^d.Reached>>i&1 != 0 {
			t.Unreached = append(t.Unreached, mark)
		}
	}
	return t
}
