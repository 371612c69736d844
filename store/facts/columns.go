package facts

import (
	"context"
	"database/sql"
	"slices"

	"trialist/scoring/column"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/value"
)

// Column is the attribute that is meant by name, nil when there is none. It has a row
// for each slot, or for each of ContactSlots.
func (f *Snapshot) Column(ctx context.Context, scope eval.Scope, name string) (*column.Column, error) {
	id, ok := f.NameIDs.AttributeID(scope, name)
	if !ok {
		return nil, nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.loadByID(ctx, scope, []uint32{id}); err != nil {
		return nil, err
	}
	return f.columns[scope][id], nil
}

// lifecycleAttributes are the attributes from which statuses and trials are made.
// They are read for every evaluation.
var lifecycleAttributes = []string{
	value.TrialStartedAt, value.TrialEndsAt, value.ConvertedAt,
	value.ChurnedAt, value.Converted, value.StatusAttribute,
}

// loadColumns loads all columns that the conditions need, and the lifecycle
// attributes. It loads them together, as a scan of the accounts costs nearly the same
// for one column as for many.
func (f *Snapshot) loadColumns(ctx context.Context, conditions []condition.Condition) error {
	wanted := [2][]uint32{}
	want := func(scope eval.Scope, name string) {
		if id, ok := f.NameIDs.AttributeID(scope, name); ok && !slices.Contains(wanted[scope], id) {
			wanted[scope] = append(wanted[scope], id)
		}
	}
	for _, name := range lifecycleAttributes {
		want(eval.AccountScope, name)
	}
	for _, c := range conditions {
		for _, r := range c.Rules {
			if r.ComparesAttributes() {
				want(eval.AccountScope, r.Other)
			}
			switch r.Subject {
			case condition.AttributeSubject:
				want(eval.AccountScope, r.Name)
			case condition.ContactSubject:
				want(eval.ContactScope, r.Name)
			case condition.EventSubject, condition.ActiveDaysSubject, condition.LastSeenSubject:
			}
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for scope := range wanted {
		if err := f.loadByID(ctx, eval.Scope(scope), wanted[scope]); err != nil {
			return err
		}
	}
	return nil
}

// loadByID makes sure that the columns are in memory. It takes them from the cache,
// refreshes those of an earlier revision, and makes the rest in one scan. The lock
// must be held.
func (f *Snapshot) loadByID(ctx context.Context, scope eval.Scope, ids []uint32) error {
	ids = slices.DeleteFunc(slices.Clone(ids), func(id uint32) bool { return f.columns[scope][id] != nil })
	if len(ids) == 0 {
		return nil
	}
	rows := f.accounts
	if scope == eval.ContactScope {
		slots, err := f.contactSlots(ctx)
		if err != nil {
			return err
		}
		rows = len(slots)
	}
	missing, err := f.readCachedColumns(ctx, scope, rows, ids)
	if err != nil {
		return err
	}
	if len(missing) > 0 {
		columns, err := f.scanColumns(ctx, scope, rows, missing)
		if err != nil {
			return err
		}
		for i, id := range missing {
			f.columns[scope][id] = columns[i]
		}
	}
	f.writeColumns(ctx, scope, missing)
	return nil
}

// readCachedColumns loads the columns that are in the cache, and returns the ids of
// the others. The lock must be held.
func (f *Snapshot) readCachedColumns(ctx context.Context, scope eval.Scope, rows int, ids []uint32) (missing []uint32, err error) {
	var refreshed []uint32
	err = f.Read(ctx, "read attributes", func(ctx context.Context, tx *sql.Tx) error {
		patches := columnPatches{snapshot: f, tx: tx, scope: scope, rows: rows}
		for _, id := range ids {
			column, write, err := f.readCachedColumn(ctx, &patches, id)
			if err != nil {
				return err
			}
			if column == nil {
				missing = append(missing, id)
				continue
			}
			f.columns[scope][id] = column
			if write {
				refreshed = append(refreshed, id)
			}
		}
		return nil
	})
	if err == nil {
		f.writeColumns(ctx, scope, refreshed)
	}
	return missing, err
}

// readCachedTrials loads the columns of the dates of trials that are in the cache. A
// population needs them, and they can be read while its answers are.
func (f *Snapshot) readCachedTrials(ctx context.Context) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	var ids []uint32
	for _, name := range []string{value.TrialStartedAt, value.TrialEndsAt} {
		if id, ok := f.NameIDs.AttributeID(eval.AccountScope, name); ok && f.columns[eval.AccountScope][id] == nil {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	_, err := f.readCachedColumns(ctx, eval.AccountScope, f.accounts, ids)
	return err
}

// readCachedColumn is a column from memory or the cache, refreshed where it is of an
// earlier revision. It is nil where it has to be made anew. Write reports whether it
// should be written to the cache.
func (f *Snapshot) readCachedColumn(ctx context.Context, p *columnPatches, id uint32) (c *column.Column, write bool, err error) {
	previous := f.previousColumns[p.scope][id]
	delete(f.previousColumns[p.scope], id)
	c, revision := previous.column, previous.revision
	if c == nil {
		err := f.readCached(ctx, p.tx, p.scope, f.NameIDs.AttributeNames[p.scope][id], func(packed []byte, cachedRevision int64) error {
			cached := new(column.Column)
			if cached.UnmarshalBinary(packed) == nil { // a damaged column is made anew
				c, revision = cached, cachedRevision
			}
			return nil
		})
		if err != nil || c == nil {
			return nil, false, err
		}
	}
	if revision == f.id.Revision && c.Len() == p.rows {
		return c, false, nil
	}
	return p.patch(ctx, c, id, revision)
}

// writeColumns writes columns to the cache.
func (f *Snapshot) writeColumns(ctx context.Context, scope eval.Scope, ids []uint32) {
	if len(ids) == 0 {
		return
	}
	columns := make([]*column.Column, len(ids))
	for i, id := range ids {
		columns[i] = f.columns[scope][id]
	}
	f.writeLater(ctx, func(ctx context.Context, tx *sql.Tx) error {
		for i, id := range ids {
			packed, err := columns[i].AppendBinary(nil)
			if err != nil {
				return err
			}
			if err := f.writeColumn(ctx, tx, scope, f.NameIDs.AttributeNames[scope][id], packed); err != nil {
				return err
			}
		}
		return nil
	})
}
