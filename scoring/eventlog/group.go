package eventlog

import (
	"trialist/scoring/value"
	"trialist/scoring/varint"
)

// Group is the events of one name by one contact, as read from the head of a
// group in a [Log]. It is valid as long as the log.
type Group struct {
	Event       EventID
	Contact     ContactID     // 0 when not known
	Count       int           // occurrences, at least 1
	First, Last value.Instant // the earliest and latest, which may be the same

	millis bool   // the body counts in milliseconds, else in seconds
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
	end := inUnits(at-g.First-1, g.millis) // the last unit that still lies before at
	seen, now := 1, uint64(0)
	b := g.Body[:cap(g.Body)] // so that varint.Decode can take eight bytes at the end of the body, too
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

// LastBefore is the latest event before at, [value.Never] without one, and whether
// the body could be read that far.
func (g *Group) LastBefore(at value.Instant) (value.Instant, bool) {
	if g.Last < at {
		return g.Last, true
	}
	latest, it := value.Never, g.Iterate()
	for it.Next() && it.At < at {
		latest = it.At
	}
	return latest, !it.Damaged
}

// Iterator visits the instants of a group, each once, in order.
type Iterator struct {
	At      value.Instant
	Count   int  // occurrences at that instant
	Damaged bool // the body could not be read to its end

	body      []byte
	unit      value.Instant
	last      value.Instant
	remaining int // occurrences not visited yet
}

// Iterate is an iterator that stands before the first instant.
func (g *Group) Iterate() Iterator {
	return Iterator{At: g.First, body: g.Body, unit: unitOf(g.millis), last: g.Last, remaining: g.Count}
}

// Next moves to the next instant and reports whether there is one.
func (it *Iterator) Next() bool {
	begun := it.Count > 0
	if it.remaining == 0 || it.Damaged {
		return false
	}
	if len(it.body) == 0 && (begun || it.At == it.last) {
		it.At, it.Count, it.remaining = it.last, it.remaining, 0
		return true
	}
	if begun {
		step, n := varint.Decode(it.body)
		it.body = it.body[n:]
		it.At += value.Instant(min(step, longestSpan)) * it.unit
		if step == 0 || it.At >= it.last {
			it.Damaged = true
			return false
		}
	}
	it.Count = it.readCount()
	it.remaining -= it.Count
	it.Damaged = it.remaining < 1
	return !it.Damaged
}

// readCount reads how often the instant just reached occurred. Where that is
// damaged it is as many as remain, which no instant but the last can have.
func (it *Iterator) readCount() int {
	if len(it.body) == 0 || it.body[0] != 0 {
		return 1
	}
	more, n := varint.Decode(it.body[1:])
	it.body = it.body[1+n:]
	if n == 0 || more == 0 || more > maxGroupSize {
		return it.remaining
	}
	return 1 + int(more)
}
