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

// PastMessage is a message of the past: sent, queued, exported or skipped on purpose.
type PastMessage struct {
	Kind      rulebook.MessageKind
	Milestone int64         // id of the signal that it rewarded or drove to; 0 for none
	Next      int64         // id of the signal that it drove to; 0 for none
	Reached   []int64       // ids of the milestones that were reached then
	Unreached []uint32      // fingerprints of the milestones that were not reached then; none when that is not known
	Seen      value.Instant // the last event known then; [value.Never] without one
	AsOf      value.Instant // as of when it was due
}

// Due is the message that a trial should get now.
type Due struct {
	Slot      int
	Kind      rulebook.MessageKind
	Milestone int64         // id of the signal that it is about: that which is rewarded, else Next
	Next      int64         // id of the signal that it drives to; 0 where all are reached
	Reached   uint64        // bit i is whether the trial has reached the i-th of [Milestones]
	Seen      value.Instant // last event of the trial; [value.Never] without one
	AsOf      value.Instant // as of when it is due
}

// Planner finds the message that a running trial is due. It holds the milestones of a
// rulebook, the steps of the journey.
//
// A trial is due at most one message. It depends on what the trial did and on the messages
// that it got before, never on the day of the trial:
//
//   - Reward: the trial has newly reached a milestone. Of several it is the latest; the
//     others are covered by this message and never rewarded. The message also drives to
//     the next step.
//   - Welcome: the trial never got a message, and nothing is to be rewarded. The message
//     drives to its first step.
//   - Looker: a looker gets the message for lookers once, instead of being driven. It waits
//     until LookerDays times 24 hours have passed since the last message was due, as a
//     trial needs time to act on a message.
//   - Drive: otherwise, the trial is driven to its next step, unless it was driven there
//     before. That happens for steps that were added later.
//
// The next step is the first milestone, in their order, that the trial has not reached.
// What was reached once stays reached.
//
// A milestone is newly reached in two cases:
//
//   - It was reached after the instant as of which the last message was due.
//   - It was defined then as it is now, and what was known then did not reach it. So an
//     import has since brought something that happened earlier, or an attribute. The
//     definition is the signal with its condition, the length of trials and the time zone.
//     Its hash is the fingerprint of a milestone, and a message keeps the fingerprints of
//     the milestones that its trial has not reached.
//
// So nobody is rewarded for a milestone that was added or whose condition was edited after
// they had done what it asks for. There is one case that this cannot tell from an edit: the
// milestone was edited, and a late import brings events from before the last message. It is
// not rewarded either. Nobody knows when a milestone on attributes was reached, so that it
// is newly reached in the second case only, and of several never the latest.
//
// Messages of older versions have no fingerprints. What was reached after the last event
// that was known then counts as newly reached there.
//
// A milestone is identified by the id of its signal. One that is moved, renamed, or removed
// and restored gives no second message. One that is switched off is no step.
type Planner struct {
	milestones   []rulebook.Signal
	fingerprints []uint32
	index        map[int64]int
	timed        uint64
}

// NewPlanner returns a planner for the milestones of the rulebook.
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

// fingerprint is the hash of a milestone's definition. Workspaces store it, so how it is
// computed must not change.
func fingerprint(m rulebook.Signal, book rulebook.Rulebook) uint32 {
	h := fnv.New32a()
	_, _ = fmt.Fprintf(h, "%d\n%s\n%d\n%s", m.ID, m.When.Level(1), book.Lifecycle.TrialDays, book.TimeZone) // it cannot fail
	return h.Sum32()
}

// Milestones lists the steps in their order.
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

// mask has the milestones with the ids. Ids of signals that are no milestones are skipped.
func (s *Planner) mask(ids []int64) uint64 {
	var mask uint64
	for _, id := range ids {
		if i, ok := s.index[id]; ok {
			mask |= 1 << i
		}
	}
	return mask
}

// Due is the message that a trial at a position is due after the messages that it got, the
// oldest first; false when it is due none.
func (s *Planner) Due(at Position, past []PastMessage) (Due, bool) {
	d := Due{Slot: at.Slot, Reached: at.Reached, Seen: at.Seen, AsOf: at.AsOf}
	if len(s.milestones) == 0 {
		return d, false
	}
	if at.Next >= 0 {
		d.Next = s.milestones[at.Next].ID
	}
	if latest := s.newlyReached(at, past); latest >= 0 {
		d.Kind, d.Milestone = rulebook.RewardMessage, s.milestones[latest].ID
		return d, true
	}
	d.Milestone = d.Next
	was := func(kind rulebook.MessageKind) bool {
		return slices.ContainsFunc(past, func(t PastMessage) bool { return t.Kind == kind })
	}
	switch driven := slices.ContainsFunc(past, func(t PastMessage) bool { return t.Next == d.Next }); {
	case len(past) == 0:
		d.Kind = rulebook.WelcomeMessage
	case at.Looker && !was(rulebook.LookerMessage):
		d.Kind = rulebook.LookerMessage
		return d, at.AsOf >= latestAsOf(past)+value.Instant(at.LookerDays)*value.Day
	case d.Next == 0 || driven:
		return d, false
	default:
		d.Kind = rulebook.DriveMessage
	}
	return d, true
}

// latestAsOf is the latest as-of at which one of the messages was due. There must be one.
func latestAsOf(past []PastMessage) value.Instant {
	last := past[0].AsOf
	for _, t := range past[1:] {
		last = max(last, t.AsOf)
	}
	return last
}

// newlyReached is the index of the latest milestone that is newly reached, see [Planner];
// -1 when none is. Of several at one instant it is the last in their order.
func (s *Planner) newlyReached(at Position, past []PastMessage) int {
	var covered uint64
	since := value.Never
	var unreached []uint32 // at the last message
	for _, t := range past {
		unreached = t.Unreached
		covered |= s.mask(t.Reached)
		if i, ok := s.index[t.Milestone]; ok && t.Kind == rulebook.RewardMessage {
			covered |= 1 << i
		}
		since = max(since, t.Seen)
		if len(t.Unreached) > 0 || t.Next == 0 { // it is known what was not reached then
			since = max(since, t.AsOf)
		}
	}
	latest := -1
	for i, reached := range at.At {
		if reached == value.Never || covered>>i&1 != 0 {
			continue
		}
		after := s.timed>>i&1 != 0 && reached > since
		if !after && !slices.Contains(unreached, s.fingerprints[i]) {
			continue
		}
		if latest < 0 || reached >= at.At[latest] {
			latest = i
		}
	}
	return latest
}

// AllDue lists the messages that running trials are due, by slot. It ignores the Visit of
// the input. The errors are those of [timeline.Replay].
func (s *Planner) AllDue(ctx context.Context, in Input) ([]Due, error) {
	var all []Due
	in.Visit = func(at Position, past []PastMessage) {
		if d, ok := s.Due(at, past); ok {
			all = append(all, d)
		}
	}
	if err := s.Positions(ctx, in); err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b Due) int { return a.Slot - b.Slot })
	return all, nil
}

// PastMessage is what to keep of a message once it is sent.
func (s *Planner) PastMessage(d Due) PastMessage {
	t := PastMessage{Kind: d.Kind, Milestone: d.Milestone, Next: d.Next, Reached: s.IDs(d.Reached), Seen: d.Seen, AsOf: d.AsOf}
	if !d.Kind.OfMilestone() {
		t.Milestone = 0
	}
	for i, mark := range s.fingerprints {
		if d.Reached>>i&1 == 0 {
			t.Unreached = append(t.Unreached, mark)
		}
	}
	return t
}
