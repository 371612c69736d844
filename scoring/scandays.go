package scoring

// lookAtDays marks the days on which the group has events in each window that
// active days are counted in; first is the midnight that days are told from. It
// reports false when the group is damaged.
//
// The head of a group tells its first and its last day. Most groups have no more
// than those, or lie within days that another group has marked already, so the
// body, which is nearly all of a log, is seldom read.
func (s *scan) lookAtDays(g *Group, first Instant) bool {
	open := false
	for i := range s.days {
		lo, hi := s.daysWindow(i)
		if g.Last < lo || hi <= g.First {
			continue
		}
		from, to := int((max(g.First, lo)-first)/Day), int((min(g.Last, hi-1)-first)/Day)
		if g.First >= lo {
			s.days[i].Set(from)
		}
		if g.Last < hi {
			s.days[i].Set(to)
		}
		open = open || len(g.body) > 0 && !s.days[i].hasAll(from, to)
	}
	if !open {
		return true
	}
	at := g.walk()
	for at.next() {
		day := int((at.at - first) / Day)
		for i := range s.days {
			if lo, hi := s.daysWindow(i); lo <= at.at && at.at < hi {
				s.days[i].Set(day)
			}
		}
	}
	return !at.damaged
}

// daysWindow is the window of a counter of active days.
func (s *scan) daysWindow(i int) (lo, hi Instant) {
	w := s.p.counters[s.events+i].window
	return s.lo[w], s.hi[w]
}
