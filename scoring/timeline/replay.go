package timeline

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/eventlog"
	"trialist/scoring/parallel"
	"trialist/scoring/value"
)

// ErrNoHistory is the error for conditions on attributes that are derived at as-of, such as
// the status in force.
var ErrNoHistory = errors.New("it asks about a reading in force, which has no history")

// Replay finds when each condition holds for each slot, up to the as-of of the moment. It
// calls visit once for each slot with a timeline for each condition, valid until visit
// returns. Several goroutines call visit at once; all have ended when Replay returns.
//
// It reports to the [progress.Func] of the context. The error is that of an invalid
// condition, [ErrNoHistory], or one of the facts, of a damaged log, of visit, or of the
// context.
func Replay(ctx context.Context, f eval.Facts, m condition.Moment, conditions []condition.Condition, visit func(slot int, when []Timeline) error) error {
	return ReplayAmong(ctx, f, m, conditions, nil, visit)
}

// ReplayAmong is [Replay] for some of the slots, such as one whose trial is shown; nil is
// all. The others are not visited.
func ReplayAmong(
	ctx context.Context, f eval.Facts, m condition.Moment, conditions []condition.Condition, among bitset.Bits, visit func(slot int, when []Timeline) error,
) error {
	p := &plan{facts: f, moment: m, conditions: conditions, among: among, visit: visit}
	if err := p.prepare(ctx); err != nil {
		return err
	}
	return parallel.Ranges(ctx, "replaying events", f.Accounts(), func() func(context.Context, int, int) error {
		return p.newWorker().replayRange
	})
}

// plan is the conditions of a replay, prepared for all slots.
type plan struct {
	facts      eval.Facts
	moment     condition.Moment
	conditions []condition.Condition
	rules      [][]rule // of each condition
	start, end []value.Instant
	among      bitset.Bits // the slots that are asked about; nil is all
	visit      func(slot int, when []Timeline) error

	named    []eventlog.EventID // events that rules ask about by name
	anyEvent bool               // some rule asks about events of any name
}

// asks reports whether any rule asks about an event.
func (p *plan) asks(event eventlog.EventID) bool {
	return p.anyEvent || slices.Contains(p.named, event)
}

// worker replays ranges of slots. It owns the memory that it works in.
type worker struct {
	*plan
	rules  [][]rule
	events slotEvents
	parts  []Timeline // of the rules of a condition
	cursor []int
	when   []Timeline // of the conditions
}

func (p *plan) newWorker() *worker {
	w := &worker{plan: p, when: make([]Timeline, len(p.conditions))}
	for _, rules := range p.rules {
		w.rules = append(w.rules, append([]rule(nil), rules...))
		for len(w.parts) < len(rules) {
			w.parts = append(w.parts, nil)
		}
	}
	return w
}

// replayRange visits the slots of [from, to) that are asked about.
func (w *worker) replayRange(ctx context.Context, from, to int) error {
	if w.among == nil {
		return w.replaySpan(ctx, from, to)
	}
	first, last := -1, -1 // slots asked about that are near to each other
	for slot := from; slot < to; slot++ {
		switch {
		case !w.among.Has(slot):
			continue
		case first < 0:
			first = slot
		case slot-last > maxGap:
			if err := w.replaySpan(ctx, first, last+1); err != nil {
				return err
			}
			first = slot
		}
		last = slot
	}
	if first < 0 {
		return nil
	}
	return w.replaySpan(ctx, first, last+1)
}

// maxGap is how many slots that are not asked about are passed over in one reading of the
// facts: beginning another one takes longer.
const maxGap = 128

// replaySpan visits the slots of [from, to) that are asked about in one reading of the
// facts.
func (w *worker) replaySpan(ctx context.Context, from, to int) error {
	next := from
	without := func(until int) error { // slots without a log
		for ; next < until; next++ {
			if err := w.replay(next, nil); err != nil {
				return err
			}
		}
		return nil
	}
	if !w.anyEvent && len(w.named) == 0 {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return without(to)
	}
	err := w.facts.Logs(ctx, from, to, func(slot int, log eventlog.Log) error {
		if slot&0x3ff == 0 && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if slot < next || slot >= to {
			return errors.New("the facts visit a slot that was not asked for")
		}
		if err := without(slot); err != nil {
			return err
		}
		next++
		return w.replay(slot, log)
	})
	if err != nil {
		return err
	}
	return without(to)
}

// replay visits one slot, if it is asked about.
func (w *worker) replay(slot int, log eventlog.Log) error {
	if w.among != nil && !w.among.Has(slot) {
		return nil
	}
	if err := w.events.read(log, w.plan); err != nil {
		return fmt.Errorf("replaying the events of slot %d: %w", slot, err)
	}
	start, end := w.start[slot], w.end[slot]
	for i, c := range w.conditions {
		rules := w.rules[i]
		parts := w.parts[:len(rules)]
		for j := range rules {
			parts[j] = rules[j].when(parts[j], slot, &w.events, start, end).until(w.moment.AsOf)
		}
		if len(parts) == 1 {
			w.when[i] = append(w.when[i][:0], parts[0]...)
			continue
		}
		w.when[i] = combine(w.when[i], parts, c.Any, w.cursor)
	}
	return w.visit(slot, w.when)
}
