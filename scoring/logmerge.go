package scoring

import (
	"cmp"
	"fmt"
	"slices"
)

// Merger packs and merges logs. It keeps its memory between calls, so a run of
// merges allocates next to nothing. The zero Merger is ready; it serves one
// goroutine at a time.
type Merger struct {
	times []occurrence // of the group at hand
	body  []byte
	out   logWriter
}

// occurrence is an instant and how often something happened at it.
type occurrence struct {
	at    Instant
	count int
}

// PackLog packs entries given in any order; the counts of equal ones add up.
// Entries out of their range do not fit a log and are left out.
func PackLog(entries []Entry) Log {
	sorted := make([]Entry, 0, len(entries))
	for _, e := range entries {
		if e.fits() {
			sorted = append(sorted, e)
		}
	}
	slices.SortFunc(sorted, CompareEntries)
	log, _, _, _ := MergeLog(nil, sorted) // which fails for entries out of order or range only
	return log
}

// CompareEntries orders entries as a log does: by event, contact and instant.
func CompareEntries(a, b Entry) int {
	if c := compareGroups(a.Event, a.Contact, b.Event, b.Contact); c != 0 {
		return c
	}
	return cmp.Compare(a.At, b.At)
}

// before is CompareEntries(*e, *than) < 0, quickly.
func (e *Entry) before(than *Entry) bool {
	if e.Event != than.Event {
		return e.Event < than.Event
	}
	if e.Contact != than.Contact {
		return e.Contact < than.Contact
	}
	return e.At < than.At
}

func compareGroups(event EventID, contact ContactID, event2 EventID, contact2 ContactID) int {
	if c := cmp.Compare(event, event2); c != 0 {
		return c
	}
	return cmp.Compare(contact, contact2)
}

// fits reports whether a log can hold the entry.
func (e *Entry) fits() bool {
	return earliestAt <= e.At && e.At <= latestAt && e.Contact <= maxContact
}

// MergeLog is [Merger.Merge] into a log of its own.
func MergeLog(old Log, add []Entry) (merged Log, fresh, duplicate int, err error) {
	var m Merger
	return m.Merge(nil, old, add)
}

// Merge appends to dst the log of what is in old or in add, which must be in
// the order of [CompareEntries] and be all of one file. Neither is changed; dst
// must not overlap old.
//
// An event is told by event, contact and instant. Equal entries of add are
// repetitions and their counts add up; of what old and add both have the larger
// count stands. So merging the same entries again changes nothing, and the
// order in which files are merged does not matter, to the byte.
//
// fresh and duplicate number the entries of add: those that say something new
// and those that old said already; entries without a count are duplicates. The
// error wraps [ErrLog] when old is damaged; dst is not returned then.
func (m *Merger) Merge(dst, old Log, add []Entry) (merged Log, fresh, duplicate int, err error) {
	first, last, err := extentOf(add)
	if err != nil {
		return nil, 0, 0, err
	}
	var r logReader
	if len(old) > 0 {
		if r, err = old.read(); err != nil {
			return nil, 0, 0, err
		}
		first, last = min(first, r.base), max(last, r.last)
	}
	if first > last { // there is nothing to say
		return dst, 0, len(add), nil
	}
	m.out = logWriter{b: dst}
	m.out.head(first, last)
	fresh, err = m.groups(&r, add)
	if err != nil {
		return nil, 0, 0, err
	}
	return m.out.b, fresh, len(add) - fresh, nil
}

// extentOf is the earliest and the latest instant of the entries, first > last
// when there is none.
func extentOf(add []Entry) (first, last Instant, err error) {
	first, last = latestAt, earliestAt
	for i := range add {
		e := &add[i]
		if !e.fits() {
			return 0, 0, fmt.Errorf("an event at %s of contact %d does not fit a log", e.At, e.Contact)
		}
		if i > 0 && e.before(&add[i-1]) {
			return 0, 0, fmt.Errorf("events to merge are out of order at %d of %d", i, len(add))
		}
		if e.Count > 0 {
			first, last = min(first, e.At), max(last, e.At)
		}
	}
	return first, last, nil
}

// groups writes what r or add has, group by group, and counts the fresh
// entries of add.
func (m *Merger) groups(r *logReader, add []Entry) (fresh int, err error) {
	var g Group
	old := r.next() && r.group(&g)
	for old || len(add) > 0 {
		order := 1 // of the old group against the next of add
		switch {
		case len(add) == 0:
			order = -1
		case old:
			order = compareGroups(g.Event, g.Contact, add[0].Event, add[0].Contact)
		}
		if order < 0 {
			m.out.group(&g)
		} else {
			run := add[:runLength(add)]
			add = add[len(run):]
			n, err := m.union(&g, order == 0, run)
			if err != nil {
				return 0, err
			}
			fresh += n
		}
		if order <= 0 {
			old = r.next() && r.group(&g)
		}
	}
	if r.damaged {
		return 0, r.damage()
	}
	return fresh, nil
}

// runLength is how many entries at the start are of one group.
func runLength(add []Entry) int {
	n := 1
	for n < len(add) && add[n].Event == add[0].Event && add[n].Contact == add[0].Contact {
		n++
	}
	return n
}

// union writes the group of a run of entries, with the old group where there is
// one, and counts the fresh entries.
func (m *Merger) union(g *Group, old bool, run []Entry) (fresh int, err error) {
	var w walk
	if old {
		w = g.walk()
	}
	m.times = m.times[:0]
	more := w.next()
	for i := 0; i < len(run); {
		at := run[i].At
		for ; more && w.at < at; more = w.next() {
			m.times = append(m.times, occurrence{w.at, w.count})
		}
		had, sum := 0, 0
		if more && w.at == at {
			had = w.count
			more = w.next()
		}
		for ; i < len(run) && run[i].At == at; i++ {
			sum += int(run[i].Count)
			if run[i].Count > 0 && sum > had {
				fresh++
			}
		}
		if had+sum > 0 {
			m.times = append(m.times, occurrence{at, max(had, sum)})
		}
	}
	for ; more; more = w.next() {
		m.times = append(m.times, occurrence{w.at, w.count})
	}
	if w.damaged {
		return 0, fmt.Errorf("%w: a group cannot be read to its end", ErrLog)
	}
	return fresh, m.write(run[0].Event, run[0].Contact)
}

// write writes the group of m.times.
func (m *Merger) write(event EventID, contact ContactID) error {
	if len(m.times) == 0 {
		return nil
	}
	g := Group{Event: event, Contact: contact, First: m.times[0].at, Last: m.times[len(m.times)-1].at}
	for _, t := range m.times {
		g.Count += t.count
		g.millis = g.millis || t.at%Second != 0
		if g.Count > maxGroupSize {
			return fmt.Errorf("an event of one account happened more than %d times", maxGroupSize)
		}
	}
	m.body = appendBody(m.body[:0], m.times, g.millis)
	g.body = m.body
	m.out.group(&g)
	return nil
}
