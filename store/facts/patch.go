package facts

import (
	"context"
	"database/sql"

	"trialist/scoring/bitset"
	"trialist/scoring/column"
	"trialist/scoring/eval"
	"trialist/store"
	"trialist/store/codec"
)

// columnPatches bring columns of an earlier revision up to date: only the rows that
// imports touched since are read.
type columnPatches struct {
	snapshot *Snapshot
	tx       *sql.Tx
	scope    eval.Scope
	rows     int
	loaded   []patch
}

// patch is the rows to put into the columns of a revision.
type patch struct {
	revision int64
	length   int                // of those columns
	at       []uint32           // rows
	values   []codec.Attributes // of these, in their order
}

// patch brings a column of the revision up to date. It is nil where making it
// anew is better. It reports whether the result is worth to be written to the
// cache: while the rows are few, reading them again costs less.
func (p *columnPatches) patch(ctx context.Context, c *column.Column, id uint32, revision int64) (*column.Column, bool, error) {
	if c.Fragmented() || c.Len() > p.rows {
		return nil, false, nil
	}
	found, err := p.find(ctx, revision, c.Len())
	if err != nil || found == nil {
		return nil, false, err
	}
	worth := len(found.at) > p.rows/256 || revision <= p.snapshot.id.Revision-codec.DeltasKept/2
	if len(found.at) == 0 {
		return c, worth, nil
	}
	return c.Patched(p.rows, found.at, buildColumn(found.values, id)), worth, nil
}

// find is the patch for columns of the revision; nil without one.
func (p *columnPatches) find(ctx context.Context, revision int64, length int) (*patch, error) {
	for i := range p.loaded {
		if p.loaded[i].revision == revision && p.loaded[i].length == length {
			return &p.loaded[i], nil
		}
	}
	d, err := p.snapshot.changesSince(ctx, p.tx, revision)
	if err != nil || d == nil {
		return nil, err
	}
	found := patch{revision: revision, length: length}
	ok := false
	if p.scope == eval.AccountScope {
		ok, err = p.accounts(ctx, d, &found)
	} else {
		ok, err = p.contacts(ctx, d, &found)
	}
	if err != nil || !ok {
		return nil, err
	}
	p.loaded = append(p.loaded, found)
	return &p.loaded[len(p.loaded)-1], nil
}

// preferScan reports whether so many rows are better read in one scan.
func (p *columnPatches) preferScan(n int) bool { return n > p.rows/8 }

// accounts finds the rows of touched accounts. It is false when all columns are
// better made anew.
func (p *columnPatches) accounts(ctx context.Context, d *changeSet, found *patch) (ok bool, err error) {
	if int(d.Before.Accounts) != found.length || p.preferScan(bitset.Bits(d.Accounts).Count()) {
		return false, nil
	}
	for slot := range bitset.Bits(d.Accounts).All() {
		found.at = append(found.at, uint32(slot))
	}
	found.values, err = readAttributes(ctx, p.tx, found.at)
	return true, err
}

// contacts finds the rows of the contacts of touched accounts, and those that are
// new.
func (p *columnPatches) contacts(ctx context.Context, d *changeSet, found *patch) (ok bool, err error) {
	if p.preferScan(p.rows-found.length) || p.preferScan(bitset.Bits(d.Contacts).Count()) {
		return false, nil
	}
	take := func(rows *sql.Rows) error {
		var row uint32
		var values []byte
		err := rows.Scan(&row, &values)
		found.at, found.values = append(found.at, row-1), append(found.values, values)
		return err
	}
	const touched = `SELECT memberships.id, attributes FROM memberships JOIN contacts ON contacts.id = contact WHERE `
	var ids []any
	for slot := range bitset.Bits(d.Contacts).All() {
		ids = append(ids, int64(slot)+1)
	}
	err = store.InBatches(ids, func(ids []any) error {
		return store.EachRow(ctx, p.tx, take, touched+`account IN (`+store.Placeholders(len(ids))+`)`, ids...)
	})
	if err != nil {
		return false, err
	}
	return true, store.EachRow(ctx, p.tx, take, touched+`memberships.id > ?`, found.length)
}
