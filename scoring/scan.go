package scoring

import (
	"fmt"
	"math/bits"
)

// scan answers what a plan asks of the logs, one log after the other. It owns
// the memory it works in, so that a log costs no allocation; one scan serves
// one goroutine.
type scan struct {
	p      *plan
	events int       // counters before this one count events, those from it active days
	lo, hi []Instant // of each window, for the slot at hand
	counts []int     // of each counter
	latest []Instant // last event before the end of each window, where asked
	wanted []int     // windows for which latest is asked
	days   []Bits    // days seen, of each counter of active days
	until  Instant   // just after as-of
}

func newScan(p *plan) *scan {
	s := &scan{
		p:      p,
		lo:     make([]Instant, len(p.windows)),
		hi:     make([]Instant, len(p.windows)),
		counts: make([]int, len(p.counters)),
		latest: make([]Instant, len(p.windows)),
		until:  p.sheet.moment.AsOf + 1,
	}
	for s.events < len(p.counters) && !p.counters[s.events].days {
		s.events++
	}
	s.days = make([]Bits, len(p.counters)-s.events)
	for i, w := range p.windows {
		s.lo[i], s.hi[i] = w.Bounds(Never, Never, p.sheet.moment.AsOf)
	}
	for _, r := range p.seen {
		s.wanted = append(s.wanted, r.window)
	}
	return s
}

// visit answers for one slot.
func (s *scan) visit(slot int, log Log) error {
	if len(log) == 0 {
		return nil
	}
	r, err := log.read()
	if err == nil {
		s.place(slot)
		err = s.read(slot, &r)
	}
	if err != nil {
		return fmt.Errorf("counting the events of slot %d: %w", slot, err)
	}
	s.answer(slot)
	return nil
}

// place sets the windows that lie in the slot's trial.
func (s *scan) place(slot int) {
	if s.p.start == nil {
		return
	}
	for i, w := range s.p.windows {
		if w.ofTrial() {
			s.lo[i], s.hi[i] = w.Bounds(s.p.start[slot], s.p.end[slot], s.p.sheet.moment.AsOf)
		}
	}
}

// read counts what is asked. It leaves the log as soon as nothing more can
// come.
func (s *scan) read(slot int, r *logReader) error {
	clear(s.counts)
	whole := s.begin(r)
	lastSeen := r.last
	if lastSeen >= s.until {
		lastSeen, whole = Never, true
	}
	var g Group
	next := 0 // counter whose event was not passed yet
	for (whole || next < s.events) && r.next() {
		for next < s.events && s.p.counters[next].event < r.event {
			next++
		}
		asked := next < s.events && s.p.counters[next].event == r.event
		if !asked && !whole {
			continue
		}
		ok := r.group(&g)
		if whole {
			ok = ok && s.look(r, &g)
			if r.last >= s.until {
				ok = moveLatest(&g, &lastSeen, s.until) && ok
			}
		}
		for i := next; i < s.events && s.p.counters[i].event == r.event; i++ {
			ok = s.count(i, &g) && ok
		}
		r.damaged = r.damaged || !ok
	}
	if r.damaged {
		return r.damage()
	}
	if s.p.lastSeen != nil {
		s.p.lastSeen[slot] = lastSeen
	}
	return nil
}

// begin makes ready for a log and reports whether all groups matter, not only
// those of the events counted.
func (s *scan) begin(r *logReader) bool {
	whole := len(s.days) > 0
	first := r.base.Midnight()
	for i := range s.days {
		words := int((r.last-first)/Day)>>6 + 1
		if words > cap(s.days[i]) {
			s.days[i] = make(Bits, words)
		}
		s.days[i] = s.days[i][:words]
		clear(s.days[i])
	}
	for _, w := range s.wanted {
		s.latest[w] = r.last
		if r.last >= s.hi[w] {
			s.latest[w], whole = Never, true
		}
	}
	return whole
}

// count adds a group to a counter, and reports false when it is damaged.
func (s *scan) count(i int, g *Group) bool {
	w := s.p.counters[i].window
	lo, hi := s.lo[w], s.hi[w]
	if lo <= g.First && g.Last < hi {
		s.counts[i] += g.Count
		return true
	}
	if lo >= hi || g.Last < lo || hi <= g.First {
		return true
	}
	before, ok := g.countBefore(lo)
	until, ok2 := g.countBefore(hi)
	s.counts[i] += until - before
	return ok && ok2
}

// look takes from a group what every event may matter to, and reports false
// when it is damaged.
func (s *scan) look(r *logReader, g *Group) bool {
	ok := true
	for _, w := range s.wanted {
		if r.last >= s.hi[w] {
			ok = moveLatest(g, &s.latest[w], s.hi[w]) && ok
		}
	}
	if len(s.days) == 0 {
		return ok
	}
	return s.lookAtDays(g, r.base.Midnight()) && ok
}

// moveLatest moves latest to the group's last event before at, if that is later,
// and reports false when the group is damaged.
func moveLatest(g *Group, latest *Instant, at Instant) bool {
	found, ok := g.before(at)
	*latest = max(*latest, found)
	return ok
}

// answer sets the bits of the slot where they differ from those of an account
// without events.
func (s *scan) answer(slot int) {
	for i := range s.days {
		n := 0
		for _, word := range s.days[i] {
			n += bits.OnesCount64(word)
		}
		s.counts[s.events+i] = n
	}
	for i := range s.p.counts {
		r := &s.p.counts[i]
		r.out.flip(slot, r.holds(s.counts[r.at]) != r.empty)
	}
	for i := range s.p.seen {
		r := &s.p.seen[i]
		seen := s.latest[r.window]
		if seen < s.lo[r.window] {
			seen = Never
		}
		r.out.flip(slot, r.test.holds(DateValue(seen)) != r.empty)
	}
}
