package journey

import (
	"math"
	"slices"

	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/timeline"
	"trialist/scoring/value"
)

// Reached is when each running trial reached each milestone.
type Reached struct {
	slots  []uint32 // of the running trials, ascending
	stages int
	at     []value.Instant // a row of stages for each trial; Never where it was not reached
}

// newReached is the table of the running trials, before any reached anything.
func newReached(p *rank.Population, stages int) Reached {
	r := Reached{stages: stages}
	for slot, status := range p.Status {
		if status == rulebook.Trial {
			r.slots = append(r.slots, uint32(slot))
		}
	}
	r.at = make([]value.Instant, len(r.slots)*stages)
	for i := range r.at {
		r.at[i] = value.Never
	}
	return r
}

// index is the row of a running trial.
func (r Reached) index(slot int) (int, bool) { return slices.BinarySearch(r.slots, uint32(slot)) }

// row is when the trial of a row reached each milestone.
func (r Reached) row(i int) []value.Instant { return r.at[i*r.stages : (i+1)*r.stages] }

// times is when the trial in a slot reached each milestone, [value.Never] where it has not
// and [timeline.Always] where nobody knows when; false when it is not running. It must
// not be written to.
func (r Reached) times(slot int) ([]value.Instant, bool) {
	if i, ok := r.index(slot); ok {
		return r.row(i), true
	}
	return nil, false
}

// WaitedDays is for how many days a running trial has been stuck before a stage: since it
// reached the stage before, or, before the first one, since it began. NaN where that is not
// known, and where the trial is not stuck there.
func (f Funnel) WaitedDays(p *rank.Population, stage int, slot uint32) float64 {
	at, running := f.Reached.times(int(slot))
	if !running || !f.Stages[stage].StuckAt.Has(int(slot)) {
		return math.NaN()
	}
	since := p.Start[slot]
	if stage > 0 {
		since = at[stage-1]
	}
	if !known(since) {
		return math.NaN()
	}
	return float64(p.AsOf-since) / float64(value.Day)
}

// known reports whether it was reached at a time that is known.
func known(at value.Instant) bool { return at != value.Never && at != timeline.Always }
