package journey

import (
	"context"
	"fmt"
	"slices"

	"trialist/scoring/eval"
	"trialist/scoring/eventlog"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/stats"
	"trialist/scoring/timeline"
	"trialist/scoring/value"
)

// Blockers is what is known of the running trials that are stuck: before each milestone,
// and in each phase.
type Blockers struct {
	GoneDays   float64 // those not seen for longer have given up
	Milestones []Blocker
	Phases     []Blocker // of those that have milestones, in their order
}

// Blocker is a step of the journey, a milestone or a whole phase, and the trials that are
// stuck before it: they have reached the step before it, but not the step itself. A phase
// is reached when all of its milestones are.
type Blocker struct {
	Signal rulebook.Signal // of a milestone
	Phase  rulebook.Phase

	Stuck  int
	Gone   int // of the stuck: not seen for longer than GoneDays
	Silent int // of the stuck: nothing was ever seen of them

	// Days since the stuck reached the step before, for the first step since their trial
	// began. NaN without any; those of whom that is not known are left out.
	MedianDays, P90Days float64

	Last []LastEvent // what the stuck did last, the most frequent first

	// Events compares what the stuck did with what those did who passed, the surest
	// difference first. It is empty when one of the groups is.
	Events   []Association
	Compared int // stuck trials in the comparison: those of which it is known since when
	Passed   int // trials that reached this step some time after the step before it
}

// LastEvent is how many trials did an event last.
type LastEvent struct {
	Event  string
	Trials int
}

// Association is the share of trials that did an event, among the stuck and among those
// who passed. Converted in the two outcomes counts the trials that did it.
type Association struct {
	Event         string
	Stuck, Passed stats.Outcome
	Difference    float64 // of the shares, stuck minus passed, -1 to 1
	Low, High     float64 // its 95 % interval
	P, Q          float64 // of Fisher's exact test, and adjusted for all events of the step
}

// maxFalseDiscovery is the false discovery rate below which a difference is reported: of
// ten reported differences about one may be chance. That is good enough for a list of what
// to look into.
const maxFalseDiscovery = 0.1

// MoreOften reports whether the event is significantly more frequent among the stuck.
func (a Association) MoreOften() bool { return a.Difference > 0 && a.Q < maxFalseDiscovery }

// LessOften reports whether the event is significantly less frequent among the stuck.
func (a Association) LessOften() bool { return a.Difference < 0 && a.Q < maxFalseDiscovery }

// GoneDays is the default for how many days without an event mean that a trial has given
// up: half the length of a trial.
func GoneDays(trialDays int) float64 { return float64(trialDays) / 2 }

// NewBlockers finds what the stuck trials of a funnel did, in one pass over the events.
// The funnel must be of the same facts, population and as-of. Name is the name of an
// event.
//
// The stuck have had more time than those who passed quickly, and would seem to do more of
// everything. So each stuck trial is observed only for as long as a trial that passed
// took. Waiting times of the stuck and passing times of the others are sorted and paired
// by their quantiles. The comparison counts what was done after the step before was
// reached: by the stuck within the time paired with theirs, by the others before they
// passed. It says nothing about what was done later, nor whether it is the cause.
//
// The error is one of the facts, of a damaged log, or of the context.
func NewBlockers(
	ctx context.Context, f eval.Facts, p *rank.Population, funnel Funnel, goneDays float64, name func(eventlog.EventID) string,
) (Blockers, error) {
	if len(p.Status) != f.Accounts() {
		return Blockers{}, fmt.Errorf("the trials of %d accounts, and the events of %d: they are of two revisions", len(p.Status), f.Accounts())
	}
	steps := newSteps(funnel)
	for i := range steps {
		steps[i].classify(p, funnel.Reached)
	}
	counts, seen, err := countEvents(ctx, f, p, funnel.Reached, steps, name)
	if err != nil {
		return Blockers{}, err
	}
	b := Blockers{GoneDays: goneDays}
	for i := range steps {
		found := steps[i].blocker(&counts[i], name)
		found.Gone = steps[i].gone(p, funnel.Reached, seen, goneDays)
		if steps[i].phase {
			b.Phases = append(b.Phases, found)
		} else {
			b.Milestones = append(b.Milestones, found)
		}
	}
	return b, nil
}

// step is a milestone or a phase, and where the running trials stand before it.
type step struct {
	signal   rulebook.Signal
	inPhase  rulebook.Phase
	phase    bool  // it is a whole phase
	members  []int // the stages that it has
	previous []int // the stages of the step before; none before the first

	stuck  []int     // rows of Reached: trials that reached the step before and not this one
	passed []int     // rows of Reached: trials that reached both, one after the other
	waited []float64 // days since the step before, of the stuck for which that is known

	// until is, by row, when the comparison of a trial ends; Never for trials that are not
	// compared. It begins when the trial reached the step before.
	until []value.Instant
}

// newSteps lists the milestones, then the phases.
func newSteps(funnel Funnel) []step {
	var steps []step
	var previous []int
	for i, stage := range funnel.Stages {
		steps = append(steps, step{signal: stage.Signal, inPhase: stage.Signal.Phase, members: []int{i}, previous: previous})
		previous = []int{i}
	}
	previous = nil
	for _, phase := range rulebook.Phases() {
		var members []int
		for i, stage := range funnel.Stages {
			if stage.Signal.Phase == phase {
				members = append(members, i)
			}
		}
		if len(members) > 0 {
			steps = append(steps, step{inPhase: phase, phase: true, members: members, previous: previous})
			previous = members
		}
	}
	return steps
}

// latest is when the last of the stages was reached; Never where one was not.
func latest(at []value.Instant, stages []int) value.Instant {
	last := timeline.Always
	for _, i := range stages {
		if at[i] == value.Never {
			return value.Never
		}
		last = max(last, at[i])
	}
	return last
}

// before is when a trial reached the step before; Always when that is not known. For the
// first step it is one millisecond before the trial began, so that what happened at the
// beginning counts.
func (s *step) before(at []value.Instant, start value.Instant) value.Instant {
	if len(s.previous) > 0 {
		return latest(at, s.previous)
	}
	if start == value.Never {
		return timeline.Always
	}
	return start - 1
}

// classify finds who is stuck before the step and who passed it, and the time for which
// each of them is compared.
func (s *step) classify(p *rank.Population, reached Reached) {
	s.until = slices.Repeat([]value.Instant{value.Never}, len(reached.slots))
	var waits []wait
	var took []value.Instant
	for i, slot := range reached.slots {
		at := reached.row(i)
		before := s.before(at, p.Start[slot])
		if before == value.Never {
			continue
		}
		switch here := latest(at, s.members); {
		case here == value.Never:
			s.stuck = append(s.stuck, i)
			if known(before) {
				waits = append(waits, wait{i, before, p.AsOf - before})
				s.waited = append(s.waited, float64(p.AsOf-before)/float64(value.Day))
			}
		case known(before) && here > before+1:
			s.passed = append(s.passed, i)
			s.until[i] = here
			took = append(took, here-before)
		}
	}
	slices.Sort(took)
	slices.SortStableFunc(waits, compareWaits)
	for i, w := range waits {
		if len(took) > 0 {
			time := took[(2*i+1)*len(took)/(2*len(waits))]
			s.until[w.row] = min(w.before+time, p.AsOf+1)
		}
	}
}

// wait is how long a trial has been stuck.
type wait struct {
	row    int
	before value.Instant
	long   value.Instant
}

func compareWaits(a, b wait) int { return int(min(max(a.long-b.long, -1), 1)) }

// gone is how many of the stuck were not seen for so many days. A trial that began within
// them counts as seen.
func (s *step) gone(p *rank.Population, reached Reached, seen []value.Instant, days float64) int {
	limit := p.AsOf - value.Instant(days*float64(value.Day))
	n := 0
	for _, i := range s.stuck {
		if max(seen[i], p.Start[reached.slots[i]]) < limit {
			n++
		}
	}
	return n
}

// blocker sums up what was counted.
func (s *step) blocker(c *eventCounts, name func(eventlog.EventID) string) Blocker {
	b := Blocker{Signal: s.signal, Phase: s.inPhase, Stuck: len(s.stuck), Compared: len(s.waited), Passed: len(s.passed)}
	days := stats.Percentiles(s.waited, 0.5, 0.9)
	b.MedianDays, b.P90Days = days[0], days[1]
	seen := 0
	for event, n := range c.last {
		b.Last = append(b.Last, LastEvent{name(event), n})
		seen += n
	}
	b.Silent = b.Stuck - seen
	slices.SortFunc(b.Last, compareLast)
	if b.Compared == 0 || b.Passed == 0 {
		return b
	}
	for event, n := range c.did {
		a := Association{
			Event: name(event), Stuck: stats.Outcome{Finished: b.Compared, Converted: n.stuck},
			Passed: stats.Outcome{Finished: b.Passed, Converted: n.passed},
		}
		a.Difference, a.Low, a.High, _ = stats.Difference(a.Stuck, a.Passed)
		a.P = stats.FisherExact(a.Stuck, a.Passed)
		b.Events = append(b.Events, a)
	}
	slices.SortFunc(b.Events, compareAssociations)
	p := make([]float64, len(b.Events))
	for i, a := range b.Events {
		p[i] = a.P
	}
	for i, q := range stats.FalseDiscovery(p) {
		b.Events[i].Q = q
	}
	return b
}
