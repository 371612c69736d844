package journey

import (
	"context"
	"fmt"
	"math/bits"
	"sync"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/timeline"
	"trialist/scoring/value"
)

// Position is where a running trial is in its journey. Bit i of a mask is the i-th of the
// [Milestones].
type Position struct {
	Slot    int
	At      []value.Instant // by milestone, when it was first reached in the trial; [value.Never] where it was not
	Reached uint64          // now, or earlier according to the messages that the trial got
	Next    int             // index of the first milestone that is not reached; -1 where all are
	Seen    value.Instant   // last event; [value.Never] without one
	Looker  bool
	AsOf    value.Instant
	// LookerDays is how long the message for lookers waits after another message, in times
	// of 24 hours.
	LookerDays int
}

// complete sets Reached and Next of a position from its At and from the messages that the
// trial got.
func (s *Planner) complete(at Position, past []PastMessage) Position {
	at.Reached = 0
	for i, reached := range at.At {
		if reached != value.Never {
			at.Reached |= 1 << i
		}
	}
	for _, t := range past {
		at.Reached |= s.mask(t.Reached)
	}
	at.Next = bits.TrailingZeros64(^at.Reached)
	if at.Next >= len(s.milestones) {
		at.Next = -1
	}
	return at
}

// Input is what positions are computed from. The population must be of the facts and the
// moment, under the rulebook of the planner.
type Input struct {
	Facts      eval.Facts
	Moment     condition.Moment
	Population *rank.Population
	Among      bitset.Bits                   // slots to look at; nil for all
	Lookers    bitset.Bits                   // by slot
	History    func(slot int) []PastMessage  // messages so far, the oldest first; must be safe for concurrent use; nil when there are none
	Visit      func(Position, []PastMessage) // called by one goroutine at a time; At is valid until it returns
}

// Positions visits the positions of the running trials, in no particular order. The errors
// are those of [timeline.Replay].
func (s *Planner) Positions(ctx context.Context, in Input) error {
	if n := in.Facts.Accounts(); n != len(in.Population.Status) {
		return fmt.Errorf("the trials of %d accounts, and the events of %d: they are of two revisions", len(in.Population.Status), n)
	}
	conditions := make([]condition.Condition, len(s.milestones))
	for i, m := range s.milestones {
		conditions[i] = m.When.Level(1)
	}
	var lock sync.Mutex
	buffers := sync.Pool{New: func() any { return new([]value.Instant) }}
	return timeline.ReplayAmong(ctx, in.Facts, in.Moment, conditions, in.Among, func(slot int, when []timeline.Timeline) error {
		if in.Population.Status[slot] != rulebook.Trial {
			return nil
		}
		buffer, _ := buffers.Get().(*[]value.Instant)
		defer buffers.Put(buffer)
		reached := (*buffer)[:0]
		start := in.Population.Start[slot]
		for i := range s.milestones {
			reached = append(reached, when[i].FirstIn(max(start, timeline.Always), in.Moment.AsOf+1))
		}
		*buffer = reached
		var past []PastMessage
		if in.History != nil {
			past = in.History(slot)
		}
		at := s.complete(Position{
			Slot: slot, At: reached, Seen: in.Population.LastSeen[slot], Looker: in.Lookers.Has(slot), AsOf: in.Moment.AsOf, LookerDays: in.Population.LookerDays,
		}, past)
		lock.Lock()
		defer lock.Unlock()
		in.Visit(at, past)
		return nil
	})
}
