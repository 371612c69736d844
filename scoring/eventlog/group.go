package eventlog

import (
	"trialist/scoring/value"
	"trialist/scoring/varint"
)

// Group is the events of one name by one contact, as the head of a group in a
// [Log] tells them. It is valid as long as the log.
type Group struct {
	Event       EventID
	Contact     ContactID     // 0 when not known
	Count       int           // occurrences, at least 1
	First, Last value.Instant // the earliest and latest, which may be the same

	millis bool   // the body counts in milliseconds, not seconds
	Body   []byte // the instants between the first and the last
}

// CountBefore is how often the event happened before at, and whether the body
// could be read that far. It stops reading there.
func (g *Group) CountBefore(at value.Instant) (int, bool) {
	switch {
	case at <= g.First:
		return 0, true
	case at > g.Last:
		return g.Count, true
	}
	end := inUnits(at-g.First-1, g.millis) // what lies later does not lie before at
	seen, now := 1, uint64(0)
	b := g.Body[:cap(g.Body)] // what follows the body may be read along with it
	for i := 0; i < len(g.Body); {
		step, n := uint64(b[i]), 1
		if step >= 0x80 {
			step, n = varint.Decode(b[i:])
		}
		i += n
		if step == 0 {
			more, n := varint.Decode(b[i:])
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

// LastBefore is the latest event before at, or Never, and whether the body could be
// read that far.
func (g *Group) LastBefore(at value.Instant) (value.Instant, bool) {
	if g.Last < at {
		return g.Last, true
	}
	latest, w := value.Never, g.Iterate()
	for w.Next() && w.At < at {
		latest = w.At
	}
	return latest, !w.Damaged
}

// Iterator visits the instants of a group, each once, in order.
type Iterator struct {
	At      value.Instant
	count   int  // occurrences at that instant
	Damaged bool // the body could not be read to its end

	body      []byte
	unit      value.Instant
	last      value.Instant
	remaining int // occurrences not visited yet
}

// Iterate stands before the first instant.
func (g *Group) Iterate() Iterator {
	return Iterator{At: g.First, body: g.Body, unit: unitOf(g.millis), last: g.Last, remaining: g.Count}
}

// Next moves to the next instant and reports whether there is one.
func (w *Iterator) Next() bool {
	begun := w.count > 0
	if w.remaining == 0 || w.Damaged {
		return false
	}
	if len(w.body) == 0 && (begun || w.At == w.last) {
		w.At, w.count, w.remaining = w.last, w.remaining, 0
		return true
	}
	if begun {
		step, n := varint.Decode(w.body)
		w.body = w.body[n:]
		w.At += value.Instant(min(step, longestSpan)) * w.unit
		if step == 0 || w.At >= w.last {
			w.Damaged = true
			return false
		}
	}
	w.count = w.readCount()
	w.remaining -= w.count
	w.Damaged = w.remaining < 1
	return !w.Damaged
}

// readCount reads how often the instant just reached occurred; more than are left
// when that is damaged.
func (w *Iterator) readCount() int {
	if len(w.body) == 0 || w.body[0] != 0 {
		return 1
	}
	more, n := varint.Decode(w.body[1:])
	w.body = w.body[1+n:]
	if n == 0 || more == 0 || more > maxGroupSize {
		return w.remaining
	}
	return 1 + int(more)
}
