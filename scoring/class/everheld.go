package class

import (
	"context"
	"errors"
	"sync"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/timeline"
	"trialist/scoring/value"
)

// EverHeld replays the events of all slots. It has the slots for which one of the
// conditions held at some instant between the start of their trial and the as-of of the
// moment. A condition without a history never held. The errors are those of
// [timeline.Replay].
func EverHeld(ctx context.Context, f eval.Facts, m condition.Moment, conditions []condition.Condition) (bitset.Bits, error) {
	starts, _, err := eval.TrialDates(ctx, f, m)
	if err != nil {
		return nil, err
	}
	ever := bitset.New(f.Accounts())
	var lock sync.Mutex // slots are visited by several goroutines
	err = timeline.Replay(ctx, f, m, conditions, func(slot int, when []timeline.Timeline) error {
		from := max(starts[slot], timeline.Always)
		for _, t := range when {
			if t.FirstIn(from, m.AsOf+1) != value.Never {
				lock.Lock()
				ever.Set(slot)
				lock.Unlock()
				return nil
			}
		}
		return nil
	})
	if errors.Is(err, timeline.ErrNoHistory) && len(conditions) > 1 {
		return eachEverHeld(ctx, f, m, conditions)
	}
	if errors.Is(err, timeline.ErrNoHistory) {
		return bitset.New(f.Accounts()), nil
	}
	return ever, err
}

// eachEverHeld is [EverHeld] condition by condition, for when one of them has no history.
func eachEverHeld(ctx context.Context, f eval.Facts, m condition.Moment, conditions []condition.Condition) (bitset.Bits, error) {
	ever := bitset.New(f.Accounts())
	for _, c := range conditions {
		held, err := EverHeld(ctx, f, m, []condition.Condition{c})
		if err != nil {
			return nil, err
		}
		ever.UnionWith(held)
	}
	return ever, nil
}
