package journey

import (
	"cmp"
	"context"

	"trialist/scoring/eval"
	"trialist/scoring/eventlog"
	"trialist/scoring/parallel"
	"trialist/scoring/rank"
	"trialist/scoring/value"
)

// eventCounts counts, for a step, the trials that did each event.
type eventCounts struct {
	last map[eventlog.EventID]int // how many of the stuck did it last
	did  map[eventlog.EventID]bothCounts
}

// bothCounts is how many trials of either group did an event in their time of comparison.
type bothCounts struct{ stuck, passed int }

// group is the side of the comparison that a running trial is on, for one step.
type group uint8

const (
	noGroup group = iota
	stuckGroup
	passedGroup
)

// countEvents reads the events of the running trials once and counts them for each step.
// It also returns when each trial was last seen, by row of reached.
func countEvents(ctx context.Context, f eval.Facts, p *rank.Population, reached Reached, steps []step, name func(eventlog.EventID) string) ([]eventCounts, []value.Instant, error) {
	c := &eventCounter{
		population: p, reached: reached, steps: steps, name: name, groups: make([][]group, len(steps)),
		seen: make([]value.Instant, len(reached.slots)), total: newEventCounts(len(steps)),
	}
	for i := range c.seen {
		c.seen[i] = value.Never
	}
	for i, s := range steps {
		c.groups[i] = make([]group, len(reached.slots))
		for _, row := range s.stuck {
			c.groups[i][row] = stuckGroup
		}
		for _, row := range s.passed {
			c.groups[i][row] = passedGroup
		}
	}
	var parts [][]eventCounts // by worker
	err := parallel.Ranges(ctx, "reading what the stuck did", f.Accounts(), func() func(context.Context, int, int) error {
		part := newEventCounts(len(steps))
		parts = append(parts, part)
		return func(ctx context.Context, from, to int) error {
			return f.Logs(ctx, from, to, func(slot int, log eventlog.Log) error {
				if row, ok := reached.index(slot); ok {
					return c.count(part, row, log)
				}
				return nil
			})
		}
	})
	for _, part := range parts {
		c.add(part)
	}
	return c.total, c.seen, err
}

func newEventCounts(steps int) []eventCounts {
	counts := make([]eventCounts, steps)
	for i := range counts {
		counts[i] = eventCounts{last: make(map[eventlog.EventID]int), did: make(map[eventlog.EventID]bothCounts)}
	}
	return counts
}

// eventCounter counts the events of all running trials.
type eventCounter struct {
	population *rank.Population
	reached    Reached
	steps      []step
	name       func(eventlog.EventID) string
	groups     [][]group       // by step, then by row
	seen       []value.Instant // last, by row; each is written by one worker

	total []eventCounts
}

// add adds what a worker has counted.
func (c *eventCounter) add(counted []eventCounts) {
	for i, one := range counted {
		for event, n := range one.last {
			c.total[i].last[event] += n
		}
		for event, n := range one.did {
			sum := c.total[i].did[event]
			c.total[i].did[event] = bothCounts{sum.stuck + n.stuck, sum.passed + n.passed}
		}
	}
}

// count counts the events of a trial. Those of one name follow one another in a log.
func (c *eventCounter) count(counted []eventCounts, row int, log eventlog.Log) error {
	r, err := log.Reader()
	if err != nil {
		return err
	}
	last, lastAt := eventlog.EventID(0), value.Never
	var g eventlog.Group
	event, did := eventlog.EventID(0), make([]bool, len(c.steps)) // at which steps the event was done
	for first := true; r.Next() && r.ReadGroup(&g); first = false {
		if first || g.Event != event {
			clear(did)
			event = g.Event
		}
		at, whole := g.LastBefore(c.population.AsOf + 1)
		// Of events at the same instant the name decides: the order of imports must not.
		if at > lastAt || at == lastAt && at != value.Never && c.name(event) < c.name(last) {
			last, lastAt = event, at
		}
		r.Damaged = r.Damaged || !whole
		for i := range c.steps {
			if did[i] || c.steps[i].until[row] == value.Never {
				continue
			}
			before := c.steps[i].before(c.reached.row(row), c.population.Start[c.reached.slots[row]])
			if happened(&g, before, c.steps[i].until[row]) {
				did[i] = true
				n := counted[i].did[event]
				if c.groups[i][row] == stuckGroup {
					n.stuck++
				} else {
					n.passed++
				}
				counted[i].did[event] = n
			}
		}
	}
	if r.Damaged {
		return r.DamagedError()
	}
	c.seen[row] = lastAt
	for i := range c.steps {
		if lastAt != value.Never && c.groups[i][row] == stuckGroup {
			counted[i].last[last]++
		}
	}
	return nil
}

// happened reports whether an event of the group lies between the two instants.
func happened(g *eventlog.Group, after, until value.Instant) bool {
	if until <= after+1 || g.First >= until || g.Last <= after {
		return false
	}
	if g.First > after {
		return true
	}
	at, _ := g.LastBefore(until)
	return at > after
}

// compareLast puts the most frequent first.
func compareLast(a, b LastEvent) int {
	return cmp.Or(cmp.Compare(b.Trials, a.Trials), cmp.Compare(a.Event, b.Event))
}

// compareAssociations puts the surest first, and of those the largest.
func compareAssociations(a, b Association) int {
	return cmp.Or(cmp.Compare(a.P, b.P), cmp.Compare(b.Difference, a.Difference), cmp.Compare(a.Event, b.Event))
}
