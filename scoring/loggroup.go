package scoring

// Group is the events of one name by one contact, as the head of a group in a
// [Log] tells them. It is valid as long as the log.
type Group struct {
	Event       EventID
	Contact     ContactID // 0 when not known
	Count       int       // occurrences, at least 1
	First, Last Instant   // the earliest and latest, which may be the same

	millis bool   // the body counts in milliseconds, not seconds
	body   []byte // the instants between the first and the last
}

// CountIn is how often the event happened in [lo, hi). Only a window that
// begins or ends between the first and the last costs a look at the body.
func (g *Group) CountIn(lo, hi Instant) int {
	if lo >= hi {
		return 0
	}
	before, _ := g.countBefore(lo)
	until, _ := g.countBefore(hi)
	return until - before
}

// countBefore is how often the event happened before at, and whether the body
// could be read that far. It stops reading there.
func (g *Group) countBefore(at Instant) (int, bool) {
	switch {
	case at <= g.First:
		return 0, true
	case at > g.Last:
		return g.Count, true
	}
	end := inUnits(at-g.First-1, g.millis) // what lies later does not lie before at
	seen, now := 1, uint64(0)
	b := g.body[:cap(g.body)] // what follows the body may be read along with it
	for i := 0; i < len(g.body); {
		step, n := uint64(b[i]), 1
		if step >= 0x80 {
			step, n = varint(b[i:])
		}
		i += n
		if step == 0 {
			more, n := varint(b[i:])
			i += n
			seen += int(more)
			if n == 0 || more > maxGroupSize || seen >= g.Count {
				return 0, false
			}
			continue
		}
		now += step
		if now > end {
			break
		}
		seen++
	}
	return seen, seen < g.Count
}

// before is the latest event before at, or Never, and whether the body could be
// read that far.
func (g *Group) before(at Instant) (Instant, bool) {
	if g.Last < at {
		return g.Last, true
	}
	latest, w := Never, g.walk()
	for w.next() && w.at < at {
		latest = w.at
	}
	return latest, !w.damaged
}

// walk visits the instants of a group, each once, in order.
type walk struct {
	at      Instant
	count   int  // occurrences at that instant
	damaged bool // the body could not be read to its end

	body []byte
	unit Instant
	last Instant
	left int // occurrences not visited yet
}

// walk stands before the first instant.
func (g *Group) walk() walk {
	return walk{at: g.First, body: g.body, unit: unitOf(g.millis), last: g.Last, left: g.Count}
}

// next moves to the next instant and reports whether there is one.
func (w *walk) next() bool {
	begun := w.count > 0
	if w.left == 0 || w.damaged {
		return false
	}
	if len(w.body) == 0 && (begun || w.at == w.last) {
		w.at, w.count, w.left = w.last, w.left, 0
		return true
	}
	if begun {
		step, n := varint(w.body)
		w.body = w.body[n:]
		w.at += Instant(min(step, longestSpan)) * w.unit
		if step == 0 || w.at >= w.last {
			w.damaged = true
			return false
		}
	}
	w.count = w.times()
	w.left -= w.count
	w.damaged = w.left < 1
	return !w.damaged
}

// times reads how often the instant just reached occurred; more than are left
// when that is damaged.
func (w *walk) times() int {
	if len(w.body) == 0 || w.body[0] != 0 {
		return 1
	}
	more, n := varint(w.body[1:])
	w.body = w.body[1+n:]
	if n == 0 || more == 0 || more > maxGroupSize {
		return w.left
	}
	return 1 + int(more)
}
