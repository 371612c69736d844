package store

import (
	"context"
	"database/sql"
	"slices"
	"sync"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/value"
)

// drift is what imports changed between an earlier revision and that of the
// facts. What was true of a slot at the earlier revision still is, unless the
// drift names the slot.
type drift struct {
	touched                 // slots of now, those that are new among all of them
	lastEvent value.Instant // of the earlier revision
	names     *names        // of now; those numbered up to before were there
}

// drifts are those asked for so far, by the earlier revision.
type drifts struct {
	sync.Mutex
	since map[int64]*drift
}

// since is the drift since a revision. It is nil where it is not known, and all
// there is has to be taken for changed.
func (f *Facts) since(ctx context.Context, tx *sql.Tx, revision int64) (*drift, error) {
	f.drifts.Lock()
	defer f.drifts.Unlock()
	if d, ok := f.drifts.since[revision]; ok {
		return d, nil
	}
	d, err := f.gather(ctx, tx, revision)
	if err != nil {
		return nil, err
	}
	if f.drifts.since == nil {
		f.drifts.since = make(map[int64]*drift)
	}
	f.drifts.since[revision] = d
	return d, nil
}

// gather puts together what the imports after the revision touched.
func (f *Facts) gather(ctx context.Context, tx *sql.Tx, revision int64) (*drift, error) {
	if revision < f.revision-touchedKept {
		return nil, nil
	}
	d := &drift{lastEvent: value.Never, names: f.names}
	d.rows, d.contacts, d.logs = f.noSlots(), f.noSlots(), f.noSlots()
	next, known := revision+1, true
	err := eachRow(ctx, tx, func(rows *sql.Rows) error {
		var of int64
		var last sql.NullInt64
		var packed sql.RawBytes
		if err := rows.Scan(&of, &last, &packed); err != nil {
			return err
		}
		if of == revision {
			if last.Valid {
				d.lastEvent = value.Instant(last.Int64)
			}
			return nil
		}
		t, err := readTouched(packed, f.accounts)
		if err != nil || of != next { // everything counts as touched then
			known = false
			return nil
		}
		d.add(t, of == revision+1)
		next++
		return nil
	}, `SELECT revision, last_event, touched FROM imports WHERE revision BETWEEN ? AND ? ORDER BY revision`, revision, f.revision)
	if err != nil || !known || next != f.revision+1 {
		return nil, err
	}
	for _, set := range d.sets() {
		bitset.Bits(set).FillRange(int(d.before.accounts), f.accounts)
	}
	return d, nil
}

func (f *Facts) noSlots() slotSet { return slotSet(bitset.NewBits(f.accounts)) }

// add takes in what one import touched.
func (d *drift) add(t touched, first bool) {
	if first {
		d.before = t.before
	}
	sets := d.sets()
	for i, set := range t.sets() {
		bitset.Bits(sets[i]).UnionWith(bitset.Bits(set))
	}
}

// moves has the slots for which the answer to the condition may be another than
// it was. It is false when the answer may be another for any slot.
func (d *drift) moves(c condition.Condition) (bitset.Bits, bool) {
	if !d.readsTheSame() {
		return nil, false
	}
	slots := make(bitset.Bits, len(d.rows))
	for _, r := range c.Rules {
		same := true
		switch r.Subject {
		case condition.AttributeSubject:
			same = d.meansTheSame(eval.AccountScope, r.Name)
			slots.UnionWith(bitset.Bits(d.rows))
		case condition.ContactSubject:
			same = d.meansTheSame(eval.ContactScope, r.Name)
			slots.UnionWith(bitset.Bits(d.contacts))
			slots.UnionWith(bitset.Bits(d.logs)) // somebody who did something for the first time is a new contact
		case condition.EventSubject:
			same = stillMeans(r.Name, d.names.names.Events, d.events())
			slots.UnionWith(bitset.Bits(d.logs))
		case condition.ActiveDaysSubject, condition.LastSeenSubject:
			slots.UnionWith(bitset.Bits(d.logs))
		}
		if !same {
			return nil, false
		}
		if r.Subject.Windowed() && (r.Window.Span == condition.FirstOfTrial || r.Window.Span == condition.DuringTrial) {
			slots.UnionWith(bitset.Bits(d.rows))
		}
	}
	return slots, true
}

// readsTheSame reports whether statuses and trials are read of the attributes
// that they were read of.
func (d *drift) readsTheSame() bool {
	return !slices.ContainsFunc(readByAll, func(name string) bool { return !d.meansTheSame(eval.AccountScope, name) })
}

// events is how many of the event names were there.
func (d *drift) events() int {
	return countTo(d.names.names.Events, func(name string) bool { return d.names.events[name] <= d.before.events })
}

func (d *drift) meansTheSame(scope eval.Scope, name string) bool {
	known, last := d.names.known(scope), d.before.attributes[scope]
	return stillMeans(name, known, countTo(known, func(name string) bool { return d.names.scopes[scope][name] <= last }))
}

// countTo is how many names at the start, which are in the order of their
// numbers, were there.
func countTo(names []string, was func(name string) bool) int {
	n := slices.IndexFunc(names, func(name string) bool { return !was(name) })
	if n < 0 {
		return len(names)
	}
	return n
}

// stillMeans reports whether a condition that names something means what it
// meant when only the first of the known names were there. A new name may be
// spelled exactly as asked, or make ambiguous what was not. Where nothing was
// meant, whatever is meant now is new, and no slot has it that is not touched.
func stillMeans(name string, known []string, then int) bool {
	was, ok := value.ResolveName(name, known[:then])
	if !ok {
		return true
	}
	is, ok := value.ResolveName(name, known)
	return ok && is == was
}
