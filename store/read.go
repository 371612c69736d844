package store

import (
	"context"
	"database/sql"
)

// Read runs f in one read transaction, in which all queries see the same state. The
// context that f gets is as with [Store.Write].
func (s *Store) Read(ctx context.Context, doing string, f func(ctx context.Context, tx *sql.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return s.Describe(doing, err)
	}
	uncancellable := patient(ctx)
	conn, err := s.reader.Conn(uncancellable)
	if err != nil {
		return s.Describe(doing, err)
	}
	defer func() { _ = conn.Close() }()
	return s.Describe(doing, runTransaction(uncancellable, conn, &sql.TxOptions{ReadOnly: true}, func(tx *sql.Tx) error {
		return f(uncancellable, tx)
	}))
}

// QueryEach visits the rows of one query.
func (s *Store) QueryEach(ctx context.Context, doing string, visit func(*sql.Rows) error, query string, args ...any) error {
	return s.Describe(doing, EachRow(ctx, s.reader, visit, query, args...))
}

// EachRow visits the rows of a query. In a transaction it ends with the context of
// whoever began that.
func EachRow(ctx context.Context, q Querier, visit func(*sql.Rows) error, query string, args ...any) (err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() {
		if e := rows.Close(); err == nil {
			err = e
		}
	}()
	caller := Interruptible(ctx)
	for row := 0; rows.Next(); row++ {
		if row%askEvery == 0 {
			if err := caller.Err(); err != nil {
				return err
			}
		}
		if err := visit(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// queryValue is the single value of a query.
func (s *Store) queryValue(ctx context.Context, doing string, into any, query string, args ...any) error {
	return s.Describe(doing, s.reader.QueryRowContext(ctx, query, args...).Scan(into))
}

// VacuumInto copies what one read transaction sees to a file that is empty or does
// not exist. The copy needs query_only to be off, which is undone before the
// connection goes back to the pool. It is open with mode=ro, so that it cannot write
// to the workspace meanwhile.
func (s *Store) VacuumInto(ctx context.Context, path string) error {
	conn, err := s.reader.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	return withSettings(ctx, conn, `PRAGMA query_only = 0`, `PRAGMA query_only = 1`, func() error {
		_, err := conn.ExecContext(ctx, `VACUUM INTO ?`, path)
		return err
	})
}
