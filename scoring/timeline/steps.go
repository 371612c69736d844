package timeline

import (
	"cmp"
	"slices"

	"trialist/scoring/value"
)

// step is a change of a count by n at an instant.
type step struct {
	at value.Instant
	n  int
}

// fromCounts appends to t[:0] when a count, which starts at 0 and changes by the steps,
// satisfies holds. It sorts the steps.
func (t Timeline) fromCounts(steps []step, holds func(n int) bool) Timeline {
	slices.SortFunc(steps, func(a, b step) int { return cmp.Compare(a.at, b.at) })
	t = t.constant(holds(0))
	count := 0
	for i := 0; i < len(steps); {
		at := steps[i].at
		for ; i < len(steps) && steps[i].at == at; i++ {
			count += steps[i].n
		}
		t = t.change(at, holds(count))
	}
	return t
}

// span is the window of a rule for one account: the events in [lo, hi) that are less than
// length old at the instant in question. Without a length all of [lo, hi) counts.
type span struct {
	lo, hi value.Instant
	length value.Instant // 0 for windows that do not move
}

func (s span) holds(at value.Instant) bool { return s.lo <= at && at < s.hi }

// occurrence is an instant at which an event happened n times.
type occurrence struct {
	at value.Instant
	n  int
}

// countSteps appends the changes of the number of events in the window.
func (s span) countSteps(steps []step, events []occurrence) []step {
	for _, e := range events {
		if !s.holds(e.at) {
			continue
		}
		steps = append(steps, step(e))
		if s.length > 0 {
			steps = append(steps, step{e.at + s.length, -e.n})
		}
	}
	return steps
}

// daySteps appends the changes of the number of days with an event in the window. The
// events must be sorted by time.
func (s span) daySteps(steps []step, events []occurrence, zone *value.Zone) []step {
	day, until := value.Never, value.Never // day counts until then
	for _, e := range events {
		if !s.holds(e.at) {
			continue
		}
		today := zone.Day(e.at)
		switch {
		case today != day:
			if s.length > 0 && day != value.Never {
				steps = append(steps, step{until, -1})
			}
			steps = append(steps, step{e.at, 1})
		case s.length > 0 && e.at >= until: // the day left the window and comes again
			steps = append(steps, step{until, -1}, step{e.at, 1})
		}
		day, until = today, e.at+s.length
	}
	if s.length > 0 && day != value.Never {
		steps = append(steps, step{until, -1})
	}
	return steps
}
