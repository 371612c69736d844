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
	"trialist/store/checksum"
	"trialist/store/codec"
	"trialist/store/tables"
)

// changeSet is what imports changed between an earlier revision and that of the
// snapshot. What was true of a slot at the earlier revision still is, unless the
// slot is in the change set.
type changeSet struct {
	codec.Delta                 // the union of the deltas; new slots are in all three sets
	lastEvent   value.Instant   // of the earlier revision
	names       *tables.NameIDs // of the snapshot; ids up to those of Before were there
}

// changeSetCache is the change sets that were asked for, by the earlier revision.
type changeSetCache struct {
	sync.Mutex
	byRevision map[int64]*changeSet
}

// changesSince is the change set since a revision. It is nil where it is not known:
// then everything may have changed.
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

// readChangeSet joins the deltas of the imports after the revision.
func (f *Snapshot) readChangeSet(ctx context.Context, tx *sql.Tx, revision int64) (*changeSet, error) {
	if revision < f.id.Revision-codec.DeltasKept {
		return nil, nil
	}
	d := &changeSet{lastEvent: value.Never, names: f.NameIDs}
	d.Accounts, d.Contacts, d.Events = f.noSlots(), f.noSlots(), f.noSlots()
	sums, err := checksum.LoadRange(ctx, tx, checksum.Deltas, revision, f.id.Revision+1)
	if err != nil {
		return nil, nil // as if they had been pruned: what is cached is made anew
	}
	next, known := revision+1, true
	var h checksum.Hasher
	err = store.EachRow(ctx, tx, func(rows *sql.Rows) error {
		var imported int64 // revision of the row
		var last sql.NullInt64
		var packed sql.RawBytes
		if err := rows.Scan(&imported, &last, &packed); err != nil {
			return err
		}
		if imported == revision {
			if last.Valid {
				d.lastEvent = value.Instant(last.Int64)
			}
			return nil
		}
		delta, err := codec.DecodeDelta(packed, f.accounts)
		if err != nil || imported != next || sums.Check(imported, h.Values(checksum.Deltas, imported, []byte(packed))) != nil { // pruned, damaged or missing
			known = false
			return nil
		}
		d.merge(delta, imported == revision+1)
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

// merge adds the delta of an import. The first one says what there was before.
func (d *changeSet) merge(delta codec.Delta, first bool) {
	if first {
		d.Before = delta.Before
	}
	sets := d.SlotSets()
	for i, set := range delta.SlotSets() {
		bitset.Bits(sets[i]).UnionWith(bitset.Bits(set))
	}
}

// affectedBy is the slots for which the answer to the condition may have changed. It
// is false when it may have changed for any slot.
func (d *changeSet) affectedBy(c condition.Condition) (bitset.Bits, bool) {
	if !d.sameLifecycleNames() {
		return nil, false
	}
	slots := make(bitset.Bits, len(d.Accounts))
	for _, r := range c.Rules {
		same := true // the name still means the same
		switch r.Subject {
		case condition.AttributeSubject:
			same = d.resolvesAlike(eval.AccountScope, r.Name)
			slots.UnionWith(bitset.Bits(d.Accounts))
		case condition.ContactSubject:
			same = d.resolvesAlike(eval.ContactScope, r.Name)
			slots.UnionWith(bitset.Bits(d.Contacts))
			slots.UnionWith(bitset.Bits(d.Events)) // the contact of an event may be a new one
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

// sameLifecycleNames reports whether statuses and trials are still made from the same
// attributes.
func (d *changeSet) sameLifecycleNames() bool {
	return !slices.ContainsFunc(lifecycleAttributes, func(name string) bool { return !d.resolvesAlike(eval.AccountScope, name) })
}

// eventsBefore is how many event names there were at the earlier revision.
func (d *changeSet) eventsBefore() int {
	return countPrefix(d.names.All.Events, func(name string) bool { return d.names.EventIDs[name] <= d.Before.Events })
}

// resolvesAlike reports whether the name means the same attribute as it did at the
// earlier revision.
func (d *changeSet) resolvesAlike(scope eval.Scope, name string) bool {
	known, last := d.names.AttributeList(scope), d.Before.Attributes[scope]
	return resolvedAlike(name, known, countPrefix(known, func(name string) bool { return d.names.AttributeIDs[scope][name] <= last }))
}

// countPrefix is how many names from the start have a property. The names are in the
// order of their ids, so that those of an earlier revision come first.
func countPrefix(names []string, has func(name string) bool) int {
	n := slices.IndexFunc(names, func(name string) bool { return !has(name) })
	if n < 0 {
		return len(names)
	}
	return n
}

// resolvedAlike reports whether the name in a condition means what it meant when only
// the first of the known names were there. A new name may be spelled exactly as in
// the condition, or make it ambiguous. Where the name meant nothing, all is alike,
// too: what it means now is new, and every slot that has it is in the change set.
func resolvedAlike(name string, known []string, first int) bool {
	before, ok := value.ResolveName(name, known[:first])
	if !ok {
		return true
	}
	now, ok := value.ResolveName(name, known)
	return ok && now == before
}
