package eventlog

import (
	"bytes"
	"fmt"
)

// Subtract appends to dst the log of what l has beyond taken: of equal events as
// many as l has more. What taken has and l has not, or less of, is passed over, so
// that of a log and what was merged into it the result is the log before, to the
// byte. Nothing is appended when nothing is left. The error wraps [ErrDamaged]
// when either is damaged.
func Subtract(dst, l, taken Log) (Log, error) {
	left, err := subtractEntries(l, taken)
	if err != nil {
		return nil, err
	}
	var m Merger
	rest, _, _, err := m.Merge(dst, nil, left)
	return rest, err
}

// subtractEntries lists what is left, in the order of [Compare].
func subtractEntries(l, taken Log) ([]Entry, error) {
	var from, minus groupCursor
	if err := from.open(l); err != nil {
		return nil, err
	}
	if err := minus.open(taken); err != nil {
		return nil, err
	}
	var left []Entry
	for from.ok {
		order := -1
		if minus.ok {
			order = compareGroups(from.group.Event, from.group.Contact, minus.group.Event, minus.group.Contact)
		}
		var err error
		switch {
		case order > 0:
			minus.next()
			continue
		case order < 0:
			left, err = appendLeft(left, &from.group, nil)
		case !sameGroup(&from.group, &minus.group):
			left, err = appendLeft(left, &from.group, &minus.group)
		}
		if err != nil {
			return nil, err
		}
		from.next()
	}
	if from.reader.Damaged || minus.reader.Damaged {
		return nil, fmt.Errorf("%w: a group cannot be read", ErrDamaged)
	}
	return left, nil
}

// groupCursor stands at a group of a log, while ok.
type groupCursor struct {
	reader Reader
	group  Group
	ok     bool
}

func (c *groupCursor) open(l Log) (err error) {
	if len(l) == 0 {
		return nil
	}
	if c.reader, err = l.Reader(); err == nil {
		c.next()
	}
	return err
}

func (c *groupCursor) next() { c.ok = c.reader.Next() && c.reader.ReadGroup(&c.group) }

// sameGroup reports whether two groups of one event and contact have the same
// occurrences.
func sameGroup(a, b *Group) bool {
	return a.Count == b.Count && a.First == b.First && a.Last == b.Last && a.millis == b.millis && bytes.Equal(a.Body, b.Body)
}

// appendLeft appends what the group has beyond the taken one, which may be nil.
func appendLeft(to []Entry, g, taken *Group) ([]Entry, error) {
	var minus Iterator
	if taken != nil {
		minus = taken.Iterate()
	}
	more := minus.Next()
	w := g.Iterate()
	for w.Next() {
		for more && minus.At < w.At {
			more = minus.Next()
		}
		left := w.Count
		if more && minus.At == w.At {
			left -= minus.Count
		}
		to = appendTimes(to, Entry{Event: g.Event, Contact: g.Contact, At: w.At}, left)
	}
	if w.Damaged || minus.Damaged {
		return nil, fmt.Errorf("%w: a group cannot be read to its end", ErrDamaged)
	}
	return to, nil
}
