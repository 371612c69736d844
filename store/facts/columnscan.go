package facts

import (
	"context"
	"database/sql"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"trialist/scoring/column"
	"trialist/scoring/eval"
	"trialist/scoring/progress"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/codec"
)

// Queries for the attributes of a range of rows. The ids of accounts have no gaps, and
// the checksum of attributes covers the id that they are of, so it need not be read.
const (
	accountRows = `SELECT attributes FROM accounts WHERE id > ? AND id <= ? ORDER BY id`
	contactRows = `SELECT contact, attributes FROM memberships JOIN contacts ON contacts.id = contact
		WHERE memberships.id > ? AND memberships.id <= ? ORDER BY memberships.id`
)

// A scan is split into runs of rows, which are read in parallel. Each makes its own
// part of the columns.
const (
	scanRuns   = 8 // at least, unless they would have fewer than minRunRows
	minRunRows = 4096
)

// errRowsDamaged is the error when there are fewer or more rows than there should be.
var errRowsDamaged = store.Errorf(store.ErrDamaged, "accounts or contacts are missing; run trialist doctor")

// scanColumns reads all attributes once and makes the columns with the ids.
func (f *Snapshot) scanColumns(ctx context.Context, scope eval.Scope, rows int, ids []uint32) ([]*column.Column, error) {
	length := max(minRunRows, (rows/max(scanRuns, 2*store.Parallelism())+64)&^63)
	parts := make([]*columnBuilder, max(1, (rows+length-1)/length))
	sums, err := f.attributeSums(ctx, scope)
	if err != nil {
		return nil, err
	}
	var done atomic.Int64
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(store.Parallelism())
	for run := range parts {
		group.Go(func() error {
			from := run * length
			part := newColumnBuilder(min(from+length, rows)-from, ids, f.NameIDs.Zone)
			if err := f.scanRun(ctx, scope, sums, from, part); err != nil {
				return err
			}
			parts[run] = part
			progress.Report(ctx, "reading attributes", int(done.Add(1)), len(parts))
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	joined := make([]*column.Column, len(ids))
	runs := make([]*column.Column, len(parts))
	for i, id := range ids {
		for run, part := range parts {
			runs[run] = part.column(id)
			part.wanted[id] = nil // so that it is freed before the next column is joined
		}
		joined[i] = column.Concat(runs...)
	}
	return joined, nil
}

// attributeSums is the checksums of all attributes of a scope.
func (f *Snapshot) attributeSums(ctx context.Context, scope eval.Scope) (sums *checksum.Sums, err error) {
	err = f.Read(ctx, "read attributes", func(ctx context.Context, tx *sql.Tx) error {
		sums, err = checksum.LoadAll(ctx, tx, attributeKind(scope))
		return err
	})
	return sums, err
}

// attributeKind is the kind of checksum of the attributes of a scope.
func attributeKind(scope eval.Scope) checksum.Kind {
	if scope == eval.ContactScope {
		return checksum.ContactAttributes
	}
	return checksum.AccountAttributes
}

// scanRun fills the part with the rows that start at from.
func (f *Snapshot) scanRun(ctx context.Context, scope eval.Scope, sums *checksum.Sums, from int, part *columnBuilder) error {
	var id int64 // of the account or the contact
	var values sql.RawBytes
	query, into := accountRows, []any{&values}
	if scope == eval.ContactScope {
		query, into = contactRows, []any{&id, &values}
	}
	return f.Read(ctx, "read attributes", func(uncancellable context.Context, tx *sql.Tx) error {
		row := 0
		var h checksum.Hasher
		kind := attributeKind(scope)
		err := store.EachRow(uncancellable, tx, func(rows *sql.Rows) error {
			if row%256 == 0 && ctx.Err() != nil {
				return context.Cause(ctx)
			}
			if err := rows.Scan(into...); err != nil {
				return err
			}
			if row == part.rows {
				return errRowsDamaged
			}
			if scope == eval.AccountScope {
				id = int64(from + row + 1)
			}
			if err := sums.Check(id, checksum.Attributes(&h, kind, id, values)); err != nil {
				return err
			}
			part.setRow(row, codec.Attributes(values))
			row++
			return nil
		}, query, from, from+part.rows)
		if err == nil && row != part.rows {
			err = errRowsDamaged
		}
		return err
	})
}

// columnBuilder makes columns from rows of attributes.
type columnBuilder struct {
	rows   int
	zone   *value.Zone      // in which dates are read
	maxID  uint32           // the highest id that is wanted
	wanted []*column.Column // by id; nil for attributes that are not wanted
}

func newColumnBuilder(rows int, ids []uint32, zone *value.Zone) *columnBuilder {
	c := &columnBuilder{rows: rows, zone: zone}
	for _, id := range ids {
		c.maxID = max(c.maxID, id)
	}
	c.wanted = make([]*column.Column, c.maxID+1)
	for _, id := range ids {
		c.wanted[id] = column.New(rows)
	}
	return c
}

func (c *columnBuilder) column(id uint32) *column.Column { return c.wanted[id] }

// setRow sets the values of a row in the wanted columns.
func (c *columnBuilder) setRow(row int, values codec.Attributes) {
	for v := range values.All() {
		if v.Name > c.maxID {
			break
		}
		column := c.wanted[v.Name]
		switch {
		case column == nil:
		case v.Tag == codec.TextTag:
			column.SetText(row, v.Body)
		default:
			column.Set(row, v.Decode().In(c.zone))
		}
	}
}
