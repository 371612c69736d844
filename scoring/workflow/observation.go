package workflow

import (
	"context"
	"fmt"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/segment"
	"trialist/scoring/value"
)

// Source answers what neither a population nor a ranking holds.
type Source interface {
	segment.Source
	// EventCounts has, by slot, how often an event happened up to as-of.
	EventCounts(ctx context.Context, name string) ([]uint32, error)
}

// Observation is what the triggers of workflows see of all accounts at one instant.
type Observation struct {
	Workflows []rulebook.Workflow
	states    []State       // by workflow
	allowed   []bitset.Bits // accounts for which its condition holds; nil without a condition
	counted   bitset.Bits   // accounts that exist and are not left out
}

// Observe evaluates the triggers and conditions of workflows. The ranking must be of the
// population. The error is one of the source, or names a segment or a signal that does not
// exist.
func Observe(
	ctx context.Context, src Source, p *rank.Population, r *rank.Ranking, book rulebook.Rulebook, workflows []rulebook.Workflow,
) (Observation, error) {
	n := len(p.Status)
	l := Observation{
		Workflows: workflows, states: make([]State, len(workflows)), allowed: make([]bitset.Bits, len(workflows)),
		counted: bitset.Where(n, func(slot int) bool { return p.Status[slot] != rulebook.NoStatus }),
	}
	asked, places, err := askedSegments(book, workflows)
	if err != nil {
		return l, err
	}
	answers, err := segment.Evaluate(ctx, src, p, r, asked)
	if err != nil {
		return l, err
	}
	for i, w := range workflows {
		if at := places[i].condition; at >= 0 {
			l.allowed[i] = answers[at]
		}
		if at := places[i].trigger; at >= 0 {
			l.states[i] = ones(n, answers[at])
			continue
		}
		if l.states[i], err = l.observeTrigger(ctx, src, p, r, w.Trigger); err != nil {
			return l, fmt.Errorf("workflow %s: %w", value.Truncate(w.Name), err)
		}
	}
	return l, nil
}

// answerIndex is where the answers for a workflow are among those of the segments; -1 when
// it asked for none.
type answerIndex struct{ trigger, condition int }

// askedSegments lists the segments that triggers ask for, and the conditions as segments.
func askedSegments(book rulebook.Rulebook, workflows []rulebook.Workflow) (asked []rulebook.Segment, places []answerIndex, err error) {
	for _, w := range workflows {
		at := answerIndex{-1, -1}
		if t := w.Trigger; t.Kind == rulebook.EntersSegment || t.Kind == rulebook.LeavesSegment {
			s, ok := book.Segments.ByName(t.Name)
			if !ok {
				return nil, nil, fmt.Errorf("workflow %s: no segment is named %q", value.Truncate(w.Name), value.Truncate(t.Name))
			}
			at.trigger = len(asked)
			asked = append(asked, s)
		}
		if len(w.If.Rules) > 0 {
			at.condition = len(asked)
			asked = append(asked, rulebook.Segment{Name: w.Name, When: w.If})
		}
		places = append(places, at)
	}
	return asked, places, nil
}

// observeTrigger is the state for a trigger that is not about a segment.
func (l Observation) observeTrigger(
	ctx context.Context, src Source, p *rank.Population, r *rank.Ranking, t rulebook.Trigger,
) (State, error) {
	n := len(p.Status)
	switch t.Kind {
	case rulebook.BecomesQualified, rulebook.StopsQualified:
		return ones(n, r.QualifiedSlots()), nil
	case rulebook.ChangesStatus:
		state := make(State, n)
		for slot, status := range p.Status {
			state[slot] = uint32(status)
		}
		return state, nil
	case rulebook.EntersBand:
		return ones(n, r.SlotsByScore(t.Side, func(s rulebook.Score) bool { return r.Card.Band(t.Side, s) == t.Band })), nil
	case rulebook.ReachesMilestone:
		reached, err := l.reachedSlots(ctx, src, p, r.Card, t.Name)
		return ones(n, reached), err
	case rulebook.DoesEvent:
		counts, err := src.EventCounts(ctx, t.Name)
		state := make(State, n)
		copy(state, counts)
		return state, err
	case rulebook.EntersSegment, rulebook.LeavesSegment:
	}
	return nil, fmt.Errorf("%q cannot be looked at", t)
}

// reachedSlots has the slots that have reached a milestone. It is reached once its condition
// first holds in the trial, and stays so when the condition holds no longer.
func (l Observation) reachedSlots(ctx context.Context, src Source, p *rank.Population, card rulebook.Scorecard, name string) (bitset.Bits, error) {
	matched, err := segment.SignalSlots(ctx, src, p, card, name)
	if err != nil {
		return nil, err
	}
	signal, _ := card.ByName(name)
	first := signal.When.Level(1)
	if first.IsPersistent() {
		return matched, nil
	}
	others := l.counted.Clone()
	others.DifferenceWith(matched)
	if !others.Any() {
		return matched, nil
	}
	ever, err := src.EverHeld(ctx, others, []condition.Condition{first})
	if err != nil {
		return nil, fmt.Errorf("finding who reached a milestone: %w", err)
	}
	reached := matched.Clone()
	reached.UnionWith(ever)
	return reached, nil
}

// ones is 1 for the slots of a set.
func ones(n int, set bitset.Bits) State {
	state := make(State, n)
	for slot := range set.All() {
		if slot < n {
			state[slot] = 1
		}
	}
	return state
}

// Fires lists the slots for which a workflow fires, given its state at the last run.
// Accounts that are left out now do not fire.
func (l Observation) Fires(workflow int, before State) []int {
	var slots []int
	t, now := l.Workflows[workflow].Trigger, l.states[workflow]
	for slot := range l.counted.All() {
		if fires(t, before.at(slot), now.at(slot)) && (l.allowed[workflow] == nil || l.allowed[workflow].Has(slot)) {
			slots = append(slots, slot)
		}
	}
	return slots
}

// Next is the state to keep for the next run. For an account that is left out now it stays
// as before, so that being left out for a while is no change.
func (l Observation) Next(workflow int, before State) State {
	next := make(State, len(l.states[workflow]))
	for slot := range next {
		if l.counted.Has(slot) {
			next[slot] = l.states[workflow][slot]
		} else {
			next[slot] = before.at(slot)
		}
	}
	return next
}

// EventsSince is how many events of the trigger happened since the state before; 1 for
// triggers that are not about events.
func (l Observation) EventsSince(workflow int, before State, slot int) int {
	if l.Workflows[workflow].Trigger.Kind != rulebook.DoesEvent {
		return 1
	}
	return int(l.states[workflow].at(slot) - before.at(slot))
}
