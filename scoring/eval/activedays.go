package eval

import (
	"trialist/scoring/eventlog"
	"trialist/scoring/value"
)

// observeDays marks the days on which the group has events, for each counter of
// active days. Days are numbered from the day first. It reports false when the
// group is damaged.
//
// The head of a group gives its first and its last day. Most groups have events on
// no other days, or only on days that another group has marked already. So the
// body, which is nearly all of a log, is seldom read.
func (s *logScan) observeDays(g *eventlog.Group, first value.Instant) bool {
	open := false
	for i := range s.days {
		lo, hi := s.daysWindow(i)
		if g.Last < lo || hi <= g.First {
			continue
		}
		from, to := s.dayIndex(max(g.First, lo), first), s.dayIndex(min(g.Last, hi-1), first)
		if g.First >= lo {
			s.days[i].Set(from)
		}
		if g.Last < hi {
			s.days[i].Set(to)
		}
		open = open || len(g.Body) > 0 && !s.days[i].HasRange(from, to)
	}
	if !open {
		return true
	}
	at := g.Iterate()
	for at.Next() {
		day := s.dayIndex(at.At, first)
		for i := range s.days {
			if lo, hi := s.daysWindow(i); lo <= at.At && at.At < hi {
				s.days[i].Set(day)
			}
		}
	}
	return !at.Damaged
}

// dayIndex is how many days after the first the instant falls, in the zone.
func (s *logScan) dayIndex(at, first value.Instant) int {
	return int((s.plan.columnSet.moment.Zone.Local(at) - first) / value.Day)
}

// daysWindow is the window of a counter of active days.
func (s *logScan) daysWindow(i int) (lo, hi value.Instant) {
	w := s.plan.counters[s.eventCounters+i].window
	return s.lo[w], s.hi[w]
}
