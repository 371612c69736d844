package scoring

import "fmt"

// logReader reads the groups of a log one after the other. Each is read in two
// steps, so that those nobody asks about are passed over.
type logReader struct {
	b       []byte
	at      int     // where the next group begins
	base    Instant // second of the earliest event
	last    Instant // latest event
	damaged bool

	// The group at hand.
	event    EventID
	contact  ContactID
	key      uint64
	from, to int // what follows its size
	underWay bool
}

// read starts reading a log that is not empty.
func (l Log) read() (logReader, error) {
	r := logReader{b: l[:len(l):len(l)], at: 1}
	if len(l) == 0 || l[0] != logVersion {
		return r, fmt.Errorf("%w: its format is not one that this program reads", ErrLog)
	}
	seconds := r.number(&r.at)
	last := r.number(&r.at)
	if r.damaged || seconds > 2*longestSpan || last > 2*longestSpan+1 {
		return r, r.damage()
	}
	r.base = Instant(int64(seconds>>1)^-int64(seconds&1)) * Second
	r.last = r.base + unitOf(last&1 != 0)*Instant(last>>1)
	if r.base < earliestAt || r.last > latestAt {
		return r, r.damage()
	}
	return r, nil
}

// damage is the error for what was read last.
func (r *logReader) damage() error {
	return fmt.Errorf("%w near byte %d of %d", ErrLog, r.at, len(r.b))
}

// number reads the varint that begins at *at and moves *at behind it.
func (r *logReader) number(at *int) uint64 {
	v, n := varint(r.b[*at:])
	if n == 0 {
		r.damaged = true
	}
	*at += n
	return v
}

// next moves to the next group and reads whose it is. It reports false at the
// end and at damage.
func (r *logReader) next() bool {
	if r.at >= len(r.b) || r.damaged {
		return false
	}
	if c := r.b[r.at]; c < 0x80 {
		r.key = uint64(c)
		r.at++
	} else {
		r.key = r.number(&r.at)
	}
	step := r.key >> keyShift
	if step > uint64(^EventID(0)-r.event) {
		r.damaged = true
		return false
	}
	r.event += EventID(step)
	if step == 0 && r.underWay || r.contact != 0 || r.key&contactFlag != 0 {
		r.who(step == 0 && r.underWay)
	}
	r.underWay = true
	size := uint64(0)
	if r.at < len(r.b) && r.b[r.at] < 0x80 {
		size = uint64(r.b[r.at])
		r.at++
	} else {
		size = r.number(&r.at)
	}
	if r.damaged || size > uint64(len(r.b)-r.at) {
		r.damaged = true
		return false
	}
	r.from, r.to = r.at, r.at+int(size)
	r.at = r.to
	return true
}

// who reads the contact of a group of the same event as the one before, or of
// another. Within an event contacts ascend, none coming first.
func (r *logReader) who(same bool) {
	if !same {
		r.contact = 0
	}
	if r.key&contactFlag == 0 {
		r.damaged = r.damaged || same
		return
	}
	contact := r.number(&r.at)
	if contact == 0 || contact > uint64(maxContact-r.contact) {
		r.damaged = true
		return
	}
	r.contact += ContactID(contact)
}

// group reads the head of the group at hand, and reports false at damage.
func (r *logReader) group(g *Group) bool {
	at := r.from
	first := r.number(&at)
	if first > longestSpan {
		r.damaged = true
		return false
	}
	g.Event, g.Contact = r.event, r.contact
	g.millis = r.key&millisFlag != 0
	unit := unitOf(g.millis)
	g.First = r.base + Instant(first)*unit
	g.Last, g.Count, g.body = g.First, 1, nil
	if at < r.to {
		count, span := r.number(&at), r.number(&at)
		if at > r.to || count < 2 || count > maxGroupSize || span > longestSpan || span == 0 && at < r.to {
			r.damaged = true
			return false
		}
		g.Count = int(count)
		g.Last += Instant(span) * unit
		g.body = r.b[at:r.to]
	}
	r.damaged = r.damaged || at > r.to || g.Last > r.last
	return !r.damaged
}

// unitOf is the unit that a group counts in.
func unitOf(millis bool) Instant {
	if millis {
		return 1
	}
	return Second
}

// inUnits is a stretch that is not negative in the unit that a group counts in.
func inUnits(d Instant, millis bool) uint64 {
	if millis {
		return uint64(d)
	}
	return uint64(d) / uint64(Second) // a constant, which divides many times faster
}
