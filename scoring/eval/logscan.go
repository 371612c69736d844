package eval

import (
	"fmt"
	"math/bits"

	"trialist/scoring/bitset"
	"trialist/scoring/eventlog"
	"trialist/scoring/value"
)

// logScan answers what a plan asks of the logs, one log after the other. It owns the
// memory that it works in, so that a log costs no allocation. It serves one
// goroutine.
type logScan struct {
	plan          *plan
	eventCounters int             // how many counters count events; those after them count active days
	lo, hi        []value.Instant // of each window, for the current slot
	counts        []int           // of each counter
	latest        []value.Instant // last event before the end of each of the latestWindows
	latestWindows []int           // windows that a rule about last seen looks at
	days          []bitset.Bits   // days with events, of each counter of active days
	until         value.Instant   // just after as-of
}

func newLogScan(p *plan) *logScan {
	s := &logScan{
		plan:   p,
		lo:     make([]value.Instant, len(p.windows)),
		hi:     make([]value.Instant, len(p.windows)),
		counts: make([]int, len(p.counters)),
		latest: make([]value.Instant, len(p.windows)),
	}
	for s.eventCounters < len(p.counters) && !p.counters[s.eventCounters].days {
		s.eventCounters++
	}
	s.days = make([]bitset.Bits, len(p.counters)-s.eventCounters)
	for i, w := range p.windows {
		s.lo[i], s.hi[i] = w.Bounds(value.Never, value.Never, p.columnSet.moment.AsOf)
	}
	for _, r := range p.lastSeenRules {
		s.latestWindows = append(s.latestWindows, r.window)
	}
	return s
}

// visit answers all rules for one slot.
func (s *logScan) visit(slot int, log eventlog.Log) error {
	if len(log) == 0 || s.plan.columnSet.asOfSlot(slot) == value.Never {
		return nil
	}
	r, err := log.Reader()
	if err == nil {
		s.setWindows(slot)
		err = s.readLog(slot, &r)
	}
	if err != nil {
		return fmt.Errorf("counting the events of slot %d: %w", slot, err)
	}
	s.setBits(slot)
	return nil
}

// setWindows sets the windows that are not the same for all slots: those that lie in
// the slot's trial and, with an as-of for each slot, all.
func (s *logScan) setWindows(slot int) {
	asOf := s.plan.columnSet.asOfSlot(slot)
	s.until = asOf + 1
	if s.plan.start == nil && s.plan.columnSet.asOf == nil {
		return
	}
	start, end := value.Never, value.Never
	if s.plan.start != nil {
		start, end = s.plan.start[slot], s.plan.end[slot]
	}
	for i, w := range s.plan.windows {
		if w.NeedsTrial() || s.plan.columnSet.asOf != nil {
			s.lo[i], s.hi[i] = w.Bounds(start, end, asOf)
		}
	}
}

// readLog counts what the rules ask. It stops at the last event that is counted,
// unless every group matters.
func (s *logScan) readLog(slot int, r *eventlog.Reader) error {
	clear(s.counts)
	whole := s.start(r)
	lastSeen := r.Last
	if lastSeen >= s.until {
		lastSeen, whole = value.Never, true
	}
	var g eventlog.Group
	next := 0 // the first counter whose event has not been passed
	for (whole || next < s.eventCounters) && r.Next() {
		for next < s.eventCounters && s.plan.counters[next].event < r.Event {
			next++
		}
		asked := next < s.eventCounters && s.plan.counters[next].event == r.Event
		if !asked && !whole {
			continue
		}
		ok := r.ReadGroup(&g)
		if whole {
			ok = ok && s.observe(r, &g)
			if r.Last >= s.until {
				ok = updateLatest(&g, &lastSeen, s.until) && ok
			}
		}
		for i := next; i < s.eventCounters && s.plan.counters[i].event == r.Event; i++ {
			ok = s.countGroup(i, &g) && ok
		}
		r.Damaged = r.Damaged || !ok
	}
	if r.Damaged {
		return r.DamagedError()
	}
	if s.plan.lastSeen != nil {
		s.plan.lastSeen[slot] = lastSeen
	}
	return nil
}

// start prepares for a log and reports whether all groups matter, not only those of
// the events that are counted.
func (s *logScan) start(r *eventlog.Reader) bool {
	whole := len(s.days) > 0
	first := s.plan.columnSet.moment.Zone.Day(r.Base)
	for i := range s.days {
		words := s.dayIndex(r.Last, first)>>6 + 1
		if words > cap(s.days[i]) {
			s.days[i] = make(bitset.Bits, words)
		}
		s.days[i] = s.days[i][:words]
		clear(s.days[i])
	}
	for _, w := range s.latestWindows {
		s.latest[w] = r.Last
		if r.Last >= s.hi[w] {
			s.latest[w], whole = value.Never, true
		}
	}
	return whole
}

// countGroup adds a group to a counter, and reports false when it is damaged.
func (s *logScan) countGroup(i int, g *eventlog.Group) bool {
	w := s.plan.counters[i].window
	lo, hi := s.lo[w], s.hi[w]
	if lo <= g.First && g.Last < hi {
		s.counts[i] += g.Count
		return true
	}
	if lo >= hi || g.Last < lo || hi <= g.First {
		return true
	}
	before, ok := g.CountBefore(lo)
	until, ok2 := g.CountBefore(hi)
	s.counts[i] += until - before
	return ok && ok2
}

// observe updates from a group what depends on events of any name: the latest ones
// and the active days. It reports false when the group is damaged.
func (s *logScan) observe(r *eventlog.Reader, g *eventlog.Group) bool {
	ok := true
	for _, w := range s.latestWindows {
		if r.Last >= s.hi[w] {
			ok = updateLatest(g, &s.latest[w], s.hi[w]) && ok
		}
	}
	if len(s.days) == 0 {
		return ok
	}
	return s.observeDays(g, s.plan.columnSet.moment.Zone.Day(r.Base)) && ok
}

// updateLatest moves latest to the group's last event before at, if that is later,
// and reports false when the group is damaged.
func updateLatest(g *eventlog.Group, latest *value.Instant, at value.Instant) bool {
	found, ok := g.LastBefore(at)
	*latest = max(*latest, found)
	return ok
}

// setBits flips the bits of the slot where the answer differs from that for an
// account without events, which they have from the start.
func (s *logScan) setBits(slot int) {
	for i := range s.days {
		n := 0
		for _, word := range s.days[i] {
			n += bits.OnesCount64(word)
		}
		s.counts[s.eventCounters+i] = n
	}
	for i := range s.plan.countRules {
		r := &s.plan.countRules[i]
		r.out.FlipIf(slot, r.holds(s.counts[r.counterIndex]) != r.withoutEvents)
	}
	earlier := s.plan.columnSet.moment.AsOf - s.plan.columnSet.asOfSlot(slot)
	for i := range s.plan.lastSeenRules {
		r := &s.plan.lastSeenRules[i]
		seen := s.latest[r.window]
		if seen < s.lo[r.window] {
			seen = value.Never
		}
		r.out.FlipIf(slot, r.holds(slot, seen, earlier) != r.withoutEvents)
	}
}
