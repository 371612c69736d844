package workflow

import (
	"trialist/scoring/bitset"
)

// Replay is a dry run. It goes through observations by the same workflows, the oldest
// first, and says who would have fired at each. At the first none fires, as workflows start
// from it. The zero Replay is before the first.
type Replay struct {
	states []State
	fired  []bitset.Bits // ever, by workflow: some workflows fire only once for an account
}

// Step has, by workflow, the slots for which it fires at the next observation.
func (r *Replay) Step(l Observation) [][]int {
	found := make([][]int, len(l.Workflows))
	first := r.states == nil
	if first {
		r.states, r.fired = make([]State, len(l.Workflows)), make([]bitset.Bits, len(l.Workflows))
	}
	for i, w := range l.Workflows {
		if !first {
			n := len(l.states[i])
			fired := bitset.New(n)
			fired.UnionWith(r.fired[i])
			for _, slot := range l.Fires(i, r.states[i]) {
				if w.Once && fired.Has(slot) {
					continue
				}
				fired.Set(slot)
				found[i] = append(found[i], slot)
			}
			r.fired[i] = fired
		}
		r.states[i] = l.Next(i, r.states[i])
	}
	return found
}
