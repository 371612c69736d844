package eventlog

import (
	"fmt"

	"trialist/scoring/value"
	"trialist/scoring/varint"
)

// Reader reads the groups of a log one after the other. [Reader.Next] reads whose
// a group is and [Reader.ReadGroup] its head, so that groups that nobody asks about
// are passed over.
type Reader struct {
	b       []byte
	at      int           // where the next group begins
	Base    value.Instant // second of the earliest event
	Last    value.Instant // latest event
	Damaged bool          // reading came to bytes that are no log; it stops there

	// The current group.
	Event    EventID
	contact  ContactID
	key      uint64
	from, to int // offsets of what follows its size
	started  bool
}

// Reader starts reading a log that is not empty.
func (l Log) Reader() (Reader, error) {
	r := Reader{b: l[:len(l):len(l)], at: 1}
	if len(l) == 0 || l[0] != formatVersion {
		return r, fmt.Errorf("%w: its format is not one that this program reads", ErrDamaged)
	}
	seconds, at := r.readVarint(r.at)
	last, at := r.readVarint(at)
	r.at = at
	if r.Damaged || seconds > 2*longestSpan || last > 2*longestSpan+1 {
		return r, r.DamagedError()
	}
	r.Base = value.Instant(int64(seconds>>1)^-int64(seconds&1)) * value.Second
	r.Last = r.Base + unitOf(last&1 != 0)*value.Instant(last>>1)
	if r.Base < earliestAt || r.Last > latestAt {
		return r, r.DamagedError()
	}
	return r, nil
}

// DamagedError is the error of a damaged log, saying where it was being read.
func (r *Reader) DamagedError() error {
	return fmt.Errorf("%w near byte %d of %d", ErrDamaged, r.at, len(r.b))
}

// readVarint reads the varint that begins at an offset, and returns the offset behind it.
func (r *Reader) readVarint(at int) (v uint64, next int) {
	v, n := varint.Decode(r.b[at:])
	if n == 0 {
		r.Damaged = true
	}
	return v, at + n
}

// Next moves to the next group and reads its event and contact. It reports false
// at the end and at damage.
func (r *Reader) Next() bool {
	if r.at >= len(r.b) || r.Damaged {
		return false
	}
	if c := r.b[r.at]; c < 0x80 {
		r.key = uint64(c)
		r.at++
	} else {
		r.key, r.at = r.readVarint(r.at)
	}
	step := r.key >> keyShift
	if step > uint64(^EventID(0)-r.Event) {
		r.Damaged = true
		return false
	}
	r.Event += EventID(step)
	if step == 0 && r.started || r.contact != 0 || r.key&contactFlag != 0 {
		r.readContact(step == 0 && r.started)
	}
	r.started = true
	size := uint64(0)
	if r.at < len(r.b) && r.b[r.at] < 0x80 {
		size = uint64(r.b[r.at])
		r.at++
	} else {
		size, r.at = r.readVarint(r.at)
	}
	if r.Damaged || size > uint64(len(r.b)-r.at) {
		r.Damaged = true
		return false
	}
	r.from, r.to = r.at, r.at+int(size)
	r.at = r.to
	return true
}

// readContact reads the contact of a group; sameEvent is whether the group before
// was of the same event. Within an event contacts ascend from none.
func (r *Reader) readContact(sameEvent bool) {
	if !sameEvent {
		r.contact = 0
	}
	if r.key&contactFlag == 0 {
		r.Damaged = r.Damaged || sameEvent
		return
	}
	contact, at := r.readVarint(r.at)
	r.at = at
	if contact == 0 || contact > uint64(maxContact-r.contact) {
		r.Damaged = true
		return
	}
	r.contact += ContactID(contact)
}

// ReadGroup reads the head of the current group, and reports false at damage.
func (r *Reader) ReadGroup(g *Group) bool {
	first, at := r.readVarint(r.from)
	if first > longestSpan {
		r.Damaged = true
		return false
	}
	g.Event, g.Contact = r.Event, r.contact
	g.millis = r.key&millisFlag != 0
	unit := unitOf(g.millis)
	g.First = r.Base + value.Instant(first)*unit
	g.Last, g.Count, g.Body = g.First, 1, nil
	if at < r.to {
		count, behind := r.readVarint(at)
		span, behind := r.readVarint(behind)
		at = behind
		if at > r.to || count < 2 || count > maxGroupSize || span > longestSpan || span == 0 && at < r.to {
			r.Damaged = true
			return false
		}
		g.Count = int(count)
		g.Last += value.Instant(span) * unit
		g.Body = r.b[at:r.to]
	}
	r.Damaged = r.Damaged || at > r.to || g.Last > r.Last
	return !r.Damaged
}

// unitOf is the unit that a group counts in.
func unitOf(millis bool) value.Instant {
	if millis {
		return 1
	}
	return value.Second
}

// inUnits is a duration, which is not negative, in the unit that a group counts in.
func inUnits(d value.Instant, millis bool) uint64 {
	if millis {
		return uint64(d)
	}
	return uint64(d) / uint64(value.Second) // dividing by a constant is many times faster than by unitOf
}
