package workflow

import (
	"trialist/scoring/bitset"
)

// Replay is a dry run: it goes through looks of the same workflows, the oldest first,
// and says who would have fired at each. The zero value is before the first look, which
// is where workflows start from and at which none fires.
type Replay struct {
	states []State
	fired  []bitset.Bits // ever, by workflow; what fires once does not fire again
}

// Step is the slots for which each workflow fires at the next look.
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
