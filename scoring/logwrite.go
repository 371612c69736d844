package scoring

// logWriter appends a log group by group.
type logWriter struct {
	b       []byte
	base    Instant
	event   EventID
	contact ContactID
	begun   bool // a group was written
}

// head begins the log of events from first to last.
func (w *logWriter) head(first, last Instant) {
	seconds := int64(first / Second)
	if first%Second < 0 {
		seconds--
	}
	w.base = Instant(seconds) * Second
	w.b = append(w.b, logVersion)
	w.b = appendVarint(w.b, uint64(seconds<<1)^uint64(seconds>>63))
	span := uint64(last - w.base)
	if span%uint64(Second) == 0 {
		w.b = appendVarint(w.b, span/uint64(Second)<<1)
	} else {
		w.b = appendVarint(w.b, span<<1|1)
	}
}

// group appends a group, which comes after those written before. Its body is
// taken as it is: it does not depend on what surrounds the group.
func (w *logWriter) group(g *Group) {
	key := uint64(g.Event-w.event) << keyShift
	contact := g.Contact
	if w.begun && g.Event == w.event {
		contact -= w.contact
	}
	if contact != 0 {
		key |= contactFlag
	}
	if g.millis {
		key |= millisFlag
	}
	b := appendVarint(w.b, key)
	if contact != 0 {
		b = appendVarint(b, uint64(contact))
	}
	first := inUnits(g.First-w.base, g.millis)
	if g.Count == 1 {
		b = append(b, byte(varintSize(first)))
		b = appendVarint(b, first)
	} else {
		count, span := uint64(g.Count), inUnits(g.Last-g.First, g.millis)
		size := varintSize(first) + varintSize(count) + varintSize(span) + len(g.body)
		b = appendVarint(b, uint64(size))
		b = appendVarint(b, first)
		b = appendVarint(b, count)
		b = appendVarint(b, span)
		b = append(b, g.body...)
	}
	w.b, w.event, w.contact, w.begun = b, g.Event, g.Contact, true
}

// appendBody appends the body of a group that occurred at these times: all but
// what its head tells.
func appendBody(b []byte, times []occurrence, millis bool) []byte {
	for i, t := range times[:len(times)-1] {
		if i > 0 {
			b = appendVarint(b, inUnits(t.at-times[i-1].at, millis))
		}
		if t.count > 1 {
			b = append(b, 0)
			b = appendVarint(b, uint64(t.count-1))
		}
	}
	return b
}
