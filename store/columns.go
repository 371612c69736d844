package store

import (
	"context"
	"database/sql"
	"slices"

	"trialist/scoring"
)

// Column is the attribute that is meant by name, a row for each slot or for each
// of ContactSlots; nil when there is none.
func (f *Facts) Column(ctx context.Context, scope scoring.Scope, name string) (*scoring.Column, error) {
	id, ok := f.names.attribute(scope, name)
	if !ok {
		return nil, nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.load(ctx, scope, []uint32{id}); err != nil {
		return nil, err
	}
	return f.columns[scope][id], nil
}

// prepare loads all columns that the conditions, and trials in general, need. A
// scan of the accounts costs nearly the same for one column as for many.
func (f *Facts) prepare(ctx context.Context, conditions []scoring.Condition) error {
	wanted := [2][]uint32{}
	want := func(scope scoring.Scope, name string) {
		if id, ok := f.names.attribute(scope, name); ok && !slices.Contains(wanted[scope], id) {
			wanted[scope] = append(wanted[scope], id)
		}
	}
	for _, name := range []string{
		scoring.TrialStartedAt, scoring.TrialEndsAt, scoring.ConvertedAt,
		scoring.ChurnedAt, scoring.Converted, scoring.StatusName,
	} {
		want(scoring.AccountScope, name)
	}
	for _, c := range conditions {
		for _, r := range c.Rules {
			switch r.Subject {
			case scoring.AttributeSubject:
				want(scoring.AccountScope, r.Name)
			case scoring.ContactSubject:
				want(scoring.ContactScope, r.Name)
			case scoring.EventSubject, scoring.ActiveDaysSubject, scoring.LastSeenSubject:
			}
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for scope := range wanted {
		if err := f.load(ctx, scoring.Scope(scope), wanted[scope]); err != nil {
			return err
		}
	}
	return nil
}

// load makes sure that the columns are in memory. The lock is held.
func (f *Facts) load(ctx context.Context, scope scoring.Scope, ids []uint32) error {
	missing := make(map[uint32]*scoring.Column)
	for _, id := range ids {
		if f.columns[scope][id] == nil {
			missing[id] = nil
		}
	}
	if len(missing) == 0 {
		return nil
	}
	rows := f.accounts
	if scope == scoring.ContactScope {
		slots, err := f.contactSlots(ctx)
		if err != nil {
			return err
		}
		rows = len(slots)
	}
	var made []cachedColumn
	err := f.read(ctx, "read attributes", func(ctx context.Context, tx *sql.Tx) error {
		if err := f.loadCached(ctx, tx, scope, rows, missing); err != nil || len(missing) == 0 {
			return err
		}
		for id := range missing {
			missing[id] = scoring.NewColumn(rows)
		}
		return fillColumns(ctx, tx, scope, rows, missing)
	})
	if err != nil {
		return err
	}
	for id, column := range missing {
		f.columns[scope][id] = column
		packed, err := column.AppendBinary(nil)
		if err != nil {
			return err
		}
		made = append(made, cachedColumn{scope, f.names.spells[scope][id], packed})
	}
	if len(made) > 0 {
		f.keep(ctx, made)
	}
	return nil
}

// loadCached takes what is in the cache out of missing.
func (f *Facts) loadCached(
	ctx context.Context, tx *sql.Tx, scope scoring.Scope, rows int, missing map[uint32]*scoring.Column,
) error {
	for id := range missing {
		packed, found, err := f.lookUp(ctx, tx, scope, f.names.spells[scope][id])
		if err != nil {
			return err
		}
		if !found {
			continue
		}
		column := new(scoring.Column)
		if column.UnmarshalBinary(packed) == nil && column.Len() == rows { // else it is made anew
			f.columns[scope][id] = column
			delete(missing, id)
		}
	}
	return nil
}

// The rows of columns in their order. Accounts start at id 1 without gaps.
const (
	accountRows = `SELECT attributes FROM accounts ORDER BY id`
	contactRows = `SELECT attributes FROM memberships JOIN contacts ON contacts.id = contact ORDER BY memberships.id`
)

// fillColumns reads all attributes once and picks those of the columns.
func fillColumns(ctx context.Context, tx *sql.Tx, scope scoring.Scope, rows int, columns map[uint32]*scoring.Column) error {
	query := accountRows
	if scope == scoring.ContactScope {
		query = contactRows
	}
	last := uint32(0)
	for id := range columns {
		last = max(last, id)
	}
	wanted := make([]*scoring.Column, last+1)
	for id, column := range columns {
		wanted[id] = column
	}
	row := 0
	var packed sql.RawBytes
	return eachRow(ctx, tx, func(r *sql.Rows) error {
		if err := r.Scan(&packed); err != nil || row >= rows {
			return err
		}
		for v := range attributes(packed).all() {
			if v.name > last {
				break
			}
			column := wanted[v.name]
			switch {
			case column == nil:
			case v.tag == textTag:
				column.SetText(row, v.body)
			default:
				column.Set(row, v.value())
			}
		}
		if row++; row&0x3fff == 0 {
			scoring.Report(ctx, "reading attributes", row, rows)
		}
		return nil
	}, query)
}
