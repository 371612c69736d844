package facts

import (
	"context"
	"database/sql"

	"trialist/scoring/bitset"
	"trialist/scoring/column"
	"trialist/scoring/eval"
	"trialist/store/codec"
	"trialist/store/tables"
)

// columnPatches refreshes columns of an earlier revision. It reads only the rows
// that imports have changed since.
type columnPatches struct {
	snapshot *Snapshot
	tx       *sql.Tx
	scope    eval.Scope
	rows     int
	loaded   []patch
}

// patch is the rows to replace or append in the columns of a revision.
type patch struct {
	revision int64
	length   int                // of those columns
	at       []uint32           // rows
	values   []codec.Attributes // of these rows, in their order
}

// patch refreshes a column of the revision. It is nil where making it anew is
// faster. Write reports whether the result should be written to the cache: while few
// rows have changed, reading these again costs less.
func (p *columnPatches) patch(ctx context.Context, c *column.Column, id uint32, revision int64) (patched *column.Column, write bool, err error) {
	if c.Fragmented() || c.Len() > p.rows {
		return nil, false, nil
	}
	found, err := p.find(ctx, revision, c.Len())
	if err != nil || found == nil {
		return nil, false, err
	}
	write = len(found.at) > p.rows/256 || revision <= p.snapshot.id.Revision-codec.DeltasKept/2
	if len(found.at) == 0 {
		return c, write, nil
	}
	return c.Patched(p.rows, found.at, buildColumn(found.values, id, p.snapshot.NameIDs.Zone)), write, nil
}

// find is the patch for columns of the revision. It is nil where making them anew is
// faster.
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

// preferScan reports whether scanning all rows is faster than reading n of them.
func (p *columnPatches) preferScan(n int) bool { return n > p.rows/8 }

// accounts reads the rows of changed accounts. It is false when making all columns
// anew is faster.
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

// contacts reads the rows of the contacts of changed accounts, and those that are
// new. It is false when making all columns anew is faster.
func (p *columnPatches) contacts(ctx context.Context, d *changeSet, found *patch) (ok bool, err error) {
	if p.preferScan(p.rows-found.length) || p.preferScan(bitset.Bits(d.Contacts).Count()) {
		return false, nil
	}
	add := func(m tables.Member) error {
		found.at, found.values = append(found.at, uint32(m.ID-1)), append(found.values, m.Attributes)
		return nil
	}
	var ids []int64
	for slot := range bitset.Bits(d.Contacts).All() {
		ids = append(ids, int64(slot)+1)
	}
	if err := tables.EachMember(ctx, p.tx, ids, add); err != nil {
		return false, err
	}
	return true, tables.EachMemberAfter(ctx, p.tx, int64(found.length), add)
}
