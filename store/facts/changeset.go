package facts

import (
	"context"
	"database/sql"
	"slices"
	"sync"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/codec"
	"trialist/store/tables"
)

// changeSet is what imports changed between an earlier revision and that of the
// snapshot. What was true of a slot at the earlier revision still is, unless the
// change set names the slot.
type changeSet struct {
	codec.Delta                 // slots of now, those that are new among all of them
	lastEvent   value.Instant   // of the earlier revision
	names       *tables.NameIDs // of now; those numbered up to before were there
}

// changeSetCache are those asked for so far, by the earlier revision.
type changeSetCache struct {
	sync.Mutex
	byRevision map[int64]*changeSet
}

// changesSince is the change set since a revision. It is nil where it is not known, and all
// there is has to be taken for changed.
func (f *Snapshot) changesSince(ctx context.Context, tx *sql.Tx, revision int64) (*changeSet, error) {
	f.changeSets.Lock()
	defer f.changeSets.Unlock()
	if d, ok := f.changeSets.byRevision[revision]; ok {
		return d, nil
	}
	d, err := f.readChangeSet(ctx, tx, revision)
	if err != nil {
		return nil, err
	}
	if f.changeSets.byRevision == nil {
		f.changeSets.byRevision = make(map[int64]*changeSet)
	}
	f.changeSets.byRevision[revision] = d
	return d, nil
}

// readChangeSet puts together what the imports after the revision touched.
func (f *Snapshot) readChangeSet(ctx context.Context, tx *sql.Tx, revision int64) (*changeSet, error) {
	if revision < f.id.Revision-codec.DeltasKept {
		return nil, nil
	}
	d := &changeSet{lastEvent: value.Never, names: f.NameIDs}
	d.Accounts, d.Contacts, d.Events = f.noSlots(), f.noSlots(), f.noSlots()
	next, known := revision+1, true
	err := store.EachRow(ctx, tx, func(rows *sql.Rows) error {
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
		t, err := codec.DecodeDelta(packed, f.accounts)
		if err != nil || of != next { // everything counts as touched then
			known = false
			return nil
		}
		d.merge(t, of == revision+1)
		next++
		return nil
	}, `SELECT revision, last_event, touched FROM imports WHERE revision BETWEEN ? AND ? ORDER BY revision`, revision, f.id.Revision)
	if err != nil || !known || next != f.id.Revision+1 {
		return nil, err
	}
	for _, set := range d.SlotSets() {
		bitset.Bits(set).FillRange(int(d.Before.Accounts), f.accounts)
	}
	return d, nil
}

func (f *Snapshot) noSlots() codec.SlotSet { return codec.SlotSet(bitset.New(f.accounts)) }

// merge takes in what one import touched.
func (d *changeSet) merge(t codec.Delta, first bool) {
	if first {
		d.Before = t.Before
	}
	sets := d.SlotSets()
	for i, set := range t.SlotSets() {
		bitset.Bits(sets[i]).UnionWith(bitset.Bits(set))
	}
}

// affectedBy has the slots for which the answer to the condition may be another than
// it was. It is false when the answer may be another for any slot.
func (d *changeSet) affectedBy(c condition.Condition) (bitset.Bits, bool) {
	if !d.sameLifecycleNames() {
		return nil, false
	}
	slots := make(bitset.Bits, len(d.Accounts))
	for _, r := range c.Rules {
		same := true
		switch r.Subject {
		case condition.AttributeSubject:
			same = d.resolvesAlike(eval.AccountScope, r.Name)
			slots.UnionWith(bitset.Bits(d.Accounts))
		case condition.ContactSubject:
			same = d.resolvesAlike(eval.ContactScope, r.Name)
			slots.UnionWith(bitset.Bits(d.Contacts))
			slots.UnionWith(bitset.Bits(d.Events)) // somebody who did something for the first time is a new contact
		case condition.EventSubject:
			same = resolvedAlike(r.Name, d.names.All.Events, d.eventsBefore())
			slots.UnionWith(bitset.Bits(d.Events))
		case condition.ActiveDaysSubject, condition.LastSeenSubject:
			slots.UnionWith(bitset.Bits(d.Events))
		}
		if r.ComparesAttributes() {
			same = same && d.resolvesAlike(eval.AccountScope, r.Other)
			slots.UnionWith(bitset.Bits(d.Accounts))
		}
		if !same {
			return nil, false
		}
		if r.Subject.Windowed() && (r.Window.Span == condition.FirstOfTrial || r.Window.Span == condition.DuringTrial) {
			slots.UnionWith(bitset.Bits(d.Accounts))
		}
	}
	return slots, true
}

// sameLifecycleNames reports whether statuses and trials are read of the attributes
// that they were read of.
func (d *changeSet) sameLifecycleNames() bool {
	return !slices.ContainsFunc(lifecycleAttributes, func(name string) bool { return !d.resolvesAlike(eval.AccountScope, name) })
}

// eventsBefore is how many of the event names were there.
func (d *changeSet) eventsBefore() int {
	return countPrefix(d.names.All.Events, func(name string) bool { return d.names.EventIDs[name] <= d.Before.Events })
}

func (d *changeSet) resolvesAlike(scope eval.Scope, name string) bool {
	known, last := d.names.AttributeList(scope), d.Before.Attributes[scope]
	return resolvedAlike(name, known, countPrefix(known, func(name string) bool { return d.names.AttributeIDs[scope][name] <= last }))
}

// countPrefix is how many names at the start, which are in the order of their
// numbers, were there.
func countPrefix(names []string, was func(name string) bool) int {
	n := slices.IndexFunc(names, func(name string) bool { return !was(name) })
	if n < 0 {
		return len(names)
	}
	return n
}

// resolvedAlike reports whether a condition that names something means what it
// meant when only the first of the known names were there. A new name may be
// spelled exactly as asked, or make ambiguous what was not. Where nothing was
// meant, whatever is meant now is new, and no slot has it that is not touched.
func resolvedAlike(name string, known []string, then int) bool {
	was, ok := value.ResolveName(name, known[:then])
	if !ok {
		return true
	}
	is, ok := value.ResolveName(name, known)
	return ok && is == was
}
