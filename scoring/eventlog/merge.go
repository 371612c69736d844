package eventlog

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"trialist/scoring/value"
)

// Merger packs and merges logs. It keeps its memory between calls, so a run of
// merges allocates next to nothing. The zero Merger is ready; it serves one
// goroutine at a time.
type Merger struct {
	times []occurrence // of the group at hand
	body  []byte
	out   writer

	// RecordAdded has Merge keep in Added what the merged log has beyond the old one,
	// in the order of Compare; see [Subtract], which takes it back.
	RecordAdded bool
	Added       []Entry

	// Gained, with room for every event, is added to: by how much more often each event
	// happened in the merged log than in the old one. nil has it not counted.
	Gained []int64

	// Lower is how many of the entries that said nothing new to the last Merge say
	// that something happened less often than the old log does.
	Lower int
}

// occurrence is an instant and how often something happened at it.
type occurrence struct {
	at    value.Instant
	count int
}

// Encode packs entries given in any order; the counts of equal ones add up.
// Entries out of the range of a log are left out.
func Encode(entries []Entry) Log {
	sorted := make([]Entry, 0, len(entries))
	for _, e := range entries {
		if e.encodable() {
			sorted = append(sorted, e)
		}
	}
	slices.SortFunc(sorted, Compare)
	log, _, _, _ := merge(nil, sorted) // fails only for entries out of order or range
	return log
}

// Compare orders entries as a log does: by event, contact and instant.
func Compare(a, b Entry) int {
	if c := compareGroups(a.Event, a.Contact, b.Event, b.Contact); c != 0 {
		return c
	}
	return cmp.Compare(a.At, b.At)
}

// less is Compare(*e, *than) < 0, quickly.
func (e *Entry) less(than *Entry) bool {
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

// encodable reports whether a log can hold the entry.
func (e *Entry) encodable() bool {
	return earliestAt <= e.At && e.At <= latestAt && e.Contact <= maxContact
}

// merge is [Merger.Merge] into a log of its own.
func merge(old Log, add []Entry) (merged Log, fresh, duplicate int, err error) {
	var m Merger
	return m.Merge(nil, old, add)
}

// Merge appends to dst the log of what is in old or in add. The entries of add
// must be in the order of [Compare] and all be of one file. Neither old nor add is
// changed; dst must not overlap old.
//
// Entries are equal when event, contact and instant are. The counts of equal
// entries of add add up; where old has the same event, the larger count stands.
// So merging the same entries again changes nothing, and merging files in another
// order gives the same bytes.
//
// fresh is how many entries of add say something new, and duplicate how many do
// not; those whose count is 0 are duplicates. An error about old wraps
// [ErrDamaged]; with an error, merged is nil.
func (m *Merger) Merge(dst, old Log, add []Entry) (merged Log, fresh, duplicate int, err error) {
	m.Added, m.Lower = m.Added[:0], 0
	first, last, err := timeRange(add)
	if err != nil {
		return nil, 0, 0, err
	}
	var r Reader
	if len(old) > 0 {
		if r, err = old.Reader(); err != nil {
			return nil, 0, 0, err
		}
		first, last = min(first, r.Base), max(last, r.Last)
	}
	if first > last { // there are no events
		return dst, 0, len(add), nil
	}
	m.out = writer{b: dst}
	m.out.writeHeader(first, last)
	fresh, err = m.mergeGroups(&r, add)
	if err != nil {
		return nil, 0, 0, err
	}
	return m.out.b, fresh, len(add) - fresh, nil
}

// timeRange is the earliest and the latest instant of the entries, first > last
// when there is none.
func timeRange(add []Entry) (first, last value.Instant, err error) {
	first, last = latestAt, earliestAt
	for i := range add {
		e := &add[i]
		if !e.encodable() {
			return 0, 0, fmt.Errorf("an event at %s of contact %d does not fit a log", e.At, e.Contact)
		}
		if i > 0 && e.less(&add[i-1]) {
			return 0, 0, fmt.Errorf("events to merge are out of order at %d of %d", i, len(add))
		}
		if e.Count > 0 {
			first, last = min(first, e.At), max(last, e.At)
		}
	}
	return first, last, nil
}

// mergeGroups writes what r or add has, group by group, and counts the fresh
// entries of add.
func (m *Merger) mergeGroups(r *Reader, add []Entry) (fresh int, err error) {
	var g Group
	old := r.Next() && r.ReadGroup(&g)
	for old || len(add) > 0 {
		order := 1 // of the old group against the next of add
		switch {
		case len(add) == 0:
			order = -1
		case old:
			order = compareGroups(g.Event, g.Contact, add[0].Event, add[0].Contact)
		}
		if order < 0 {
			m.out.writeGroup(&g)
		} else {
			run := add[:groupLength(add)]
			add = add[len(run):]
			n, err := m.mergeGroup(&g, order == 0, run)
			if err != nil {
				return 0, err
			}
			fresh += n
		}
		if order <= 0 {
			old = r.Next() && r.ReadGroup(&g)
		}
	}
	if r.Damaged {
		return 0, r.DamagedError()
	}
	return fresh, nil
}

// groupLength is how many entries from the first on are of its group.
func groupLength(add []Entry) int {
	n := 1
	for n < len(add) && add[n].Event == add[0].Event && add[n].Contact == add[0].Contact {
		n++
	}
	return n
}

// mergeGroup writes the group of a run of entries, merged with the old group where
// there is one, and counts the fresh entries.
func (m *Merger) mergeGroup(g *Group, old bool, run []Entry) (fresh int, err error) {
	var it Iterator
	if old {
		it = g.Iterate()
	}
	m.times = m.times[:0]
	gained := 0
	more := it.Next()
	for i := 0; i < len(run); {
		at := run[i].At
		for ; more && it.At < at; more = it.Next() {
			m.times = append(m.times, occurrence{it.At, it.Count})
		}
		had, sum := 0, 0
		if more && it.At == at {
			had = it.Count
			more = it.Next()
		}
		from := i
		for ; i < len(run) && run[i].At == at; i++ {
			sum += int(run[i].Count)
			if run[i].Count > 0 && sum > had {
				fresh++
			}
		}
		if 0 < sum && sum < had {
			m.Lower += i - from
		}
		if m.RecordAdded && sum > had {
			m.Added = appendTimes(m.Added, Entry{Event: run[0].Event, Contact: run[0].Contact, At: at}, sum-had)
		}
		if count := max(had, sum); count > 0 {
			m.times = append(m.times, occurrence{at, count})
			gained += count - had
		}
	}
	for ; more; more = it.Next() {
		m.times = append(m.times, occurrence{it.At, it.Count})
	}
	if it.Damaged {
		return 0, fmt.Errorf("%w: a group cannot be read to its end", ErrDamaged)
	}
	if old && gained == 0 {
		m.out.writeGroup(g) // as it is
		return 0, nil
	}
	if m.Gained != nil {
		m.Gained[run[0].Event] += int64(gained)
	}
	return fresh, m.writeGroup(run[0].Event, run[0].Contact)
}

// appendTimes appends an entry for something that happened so often, or several
// where that exceeds what an entry holds.
func appendTimes(to []Entry, e Entry, times int) []Entry {
	for times > 0 {
		part := min(times, math.MaxUint32)
		e.Count = uint32(part)
		to = append(to, e)
		times -= part
	}
	return to
}

// writeGroup writes the group of m.times.
func (m *Merger) writeGroup(event EventID, contact ContactID) error {
	if len(m.times) == 0 {
		return nil
	}
	g := Group{Event: event, Contact: contact, First: m.times[0].at, Last: m.times[len(m.times)-1].at}
	for _, t := range m.times {
		g.Count += t.count
		g.millis = g.millis || t.at%value.Second != 0
		if g.Count > maxGroupSize {
			return fmt.Errorf("an event of one account happened more than %d times", maxGroupSize)
		}
	}
	m.body = appendBody(m.body[:0], m.times, g.millis)
	g.Body = m.body
	m.out.writeGroup(&g)
	return nil
}
