package eventlog

import (
	"trialist/scoring/value"
	"trialist/scoring/varint"
)

// writer appends a log group by group.
type writer struct {
	b       []byte
	base    value.Instant
	event   EventID
	contact ContactID
	started bool // a group was written
}

// writeHeader begins the log of events from first to last.
func (w *writer) writeHeader(first, last value.Instant) {
	seconds := int64(first / value.Second)
	if first%value.Second < 0 {
		seconds--
	}
	w.base = value.Instant(seconds) * value.Second
	w.b = append(w.b, formatVersion)
	w.b = varint.Append(w.b, uint64(seconds<<1)^uint64(seconds>>63))
	span := uint64(last - w.base)
	if span%uint64(value.Second) == 0 {
		w.b = varint.Append(w.b, span/uint64(value.Second)<<1)
	} else {
		w.b = varint.Append(w.b, span<<1|1)
	}
}

// writeGroup appends a group, which must come after those written before. Its body
// is copied as it is, as it does not depend on the groups around it.
func (w *writer) writeGroup(g *Group) {
	key := uint64(g.Event-w.event) << keyShift
	contact := g.Contact
	if w.started && g.Event == w.event {
		contact -= w.contact
	}
	if contact != 0 {
		key |= contactFlag
	}
	if g.millis {
		key |= millisFlag
	}
	b := varint.Append(w.b, key)
	if contact != 0 {
		b = varint.Append(b, uint64(contact))
	}
	first := inUnits(g.First-w.base, g.millis)
	if g.Count == 1 {
		b = append(b, byte(varint.Size(first)))
		b = varint.Append(b, first)
	} else {
		count, span := uint64(g.Count), inUnits(g.Last-g.First, g.millis)
		size := varint.Size(first) + varint.Size(count) + varint.Size(span) + len(g.Body)
		b = varint.Append(b, uint64(size))
		b = varint.Append(b, first)
		b = varint.Append(b, count)
		b = varint.Append(b, span)
		b = append(b, g.Body...)
	}
	w.b, w.event, w.contact, w.started = b, g.Event, g.Contact, true
}

// appendBody appends the body of a group: its times without what the head tells.
func appendBody(b []byte, times []occurrence, millis bool) []byte {
	for i, t := range times[:len(times)-1] {
		if i > 0 {
			b = varint.Append(b, inUnits(t.at-times[i-1].at, millis))
		}
		if t.count > 1 {
			b = append(b, 0)
			b = varint.Append(b, uint64(t.count-1))
		}
	}
	return b
}
