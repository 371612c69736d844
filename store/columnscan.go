package store

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
	"sync/atomic"

	"trialist/scoring"
)

// Reading a row through SQLite and database/sql costs a microsecond, most of it
// to hand it over, so that many rows are asked for as one. That halves the time
// of a scan. Longer ones gain nothing.
const rowsAsOne = 256

// The attributes of the rows after one and up to another, one after the other,
// and how long each is. A subquery in order is put together in its order.
const (
	accountRows = `SELECT group_concat(length(a)), CAST(group_concat(a, '') AS BLOB) FROM
		(SELECT attributes AS a FROM accounts WHERE id > ? AND id <= ? ORDER BY id)`
	contactRows = `SELECT group_concat(length(a)), CAST(group_concat(a, '') AS BLOB) FROM
		(SELECT attributes AS a FROM memberships JOIN contacts ON contacts.id = contact
		WHERE memberships.id > ? AND memberships.id <= ? ORDER BY memberships.id)`
)

// Two workers share the scan in runs of rows, each of which makes its own part of
// the columns.
const (
	scanWorkers = 2
	scanRuns    = 8
	shortestRun = 16 * rowsAsOne
)

// scanColumns reads all attributes once and makes columns of those asked for.
func (f *Facts) scanColumns(ctx context.Context, scope scoring.Scope, rows int, ids []uint32) ([]*scoring.Column, error) {
	length := max(shortestRun, (rows/scanRuns/rowsAsOne+1)*rowsAsOne)
	parts := make([]*columns, max(1, (rows+length-1)/length))
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var next, done atomic.Int64
	var group sync.WaitGroup
	for range min(scanWorkers, len(parts)) {
		group.Go(func() {
			for {
				at := int(next.Add(1)) - 1
				if at >= len(parts) || ctx.Err() != nil {
					return
				}
				from := at * length
				part := newColumns(min(from+length, rows)-from, ids)
				if err := f.scanRun(ctx, scope, from, part); err != nil {
					stop(err)
					return
				}
				parts[at] = part
				scoring.Report(ctx, "reading attributes", int(done.Add(1)), len(parts))
			}
		})
	}
	group.Wait()
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	joined := make([]*scoring.Column, len(ids))
	of := make([]*scoring.Column, len(parts))
	for i, id := range ids {
		for at, part := range parts {
			of[at] = part.of(id)
			part.wanted[id] = nil // to be freed before the next one is joined
		}
		joined[i] = scoring.JoinColumns(of...)
	}
	return joined, nil
}

// scanRun fills the columns with the rows that start at from.
func (f *Facts) scanRun(ctx context.Context, scope scoring.Scope, from int, part *columns) error {
	query := accountRows
	if scope == scoring.ContactScope {
		query = contactRows
	}
	return f.read(ctx, "read attributes", func(calm context.Context, tx *sql.Tx) (err error) {
		rows, err := tx.PrepareContext(calm, query)
		if err != nil {
			return err
		}
		defer func() {
			if e := rows.Close(); err == nil {
				err = e
			}
		}()
		for at := 0; at < part.rows && err == nil; at += rowsAsOne {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			err = part.scan(calm, rows, from, at, min(at+rowsAsOne, part.rows))
		}
		return err
	})
}

// columns are the columns that are made of rows of attributes.
type columns struct {
	rows   int
	last   uint32            // highest id wanted
	wanted []*scoring.Column // by id
}

func newColumns(rows int, ids []uint32) *columns {
	c := &columns{rows: rows}
	for _, id := range ids {
		c.last = max(c.last, id)
	}
	c.wanted = make([]*scoring.Column, c.last+1)
	for _, id := range ids {
		c.wanted[id] = scoring.NewColumn(rows)
	}
	return c
}

func (c *columns) of(id uint32) *scoring.Column { return c.wanted[id] }

// fill takes the values of a row.
func (c *columns) fill(row int, values attributes) {
	for v := range values.all() {
		if v.name > c.last {
			break
		}
		column := c.wanted[v.name]
		switch {
		case column == nil:
		case v.tag == textTag:
			column.SetText(row, v.body)
		default:
			column.Set(row, v.value())
		}
	}
}

// scan fills in the rows of [at, to), of which the first ever is that after from.
func (c *columns) scan(ctx context.Context, query *sql.Stmt, from, at, to int) error {
	rows, err := query.QueryContext(ctx, from+at, from+to)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // what went wrong, Err has told
	var lengths, values sql.RawBytes
	if !rows.Next() {
		return rows.Err()
	}
	if err := rows.Scan(&lengths, &values); err != nil {
		return err
	}
	for row := at; row < to; row++ {
		length, n := 0, 0
		for n < len(lengths) && lengths[n] != ',' {
			length = 10*length + int(lengths[n]-'0')
			n++
		}
		if n == 0 || length > len(values) {
			return failed(ErrDamaged, "accounts or contacts are missing; run trialist doctor")
		}
		c.fill(row, attributes(values[:length]))
		lengths, values = lengths[min(n+1, len(lengths)):], values[length:]
	}
	if len(values) > 0 || len(lengths) > 0 {
		return fmt.Errorf("%d bytes of attributes too many", len(values))
	}
	return rows.Err()
}
