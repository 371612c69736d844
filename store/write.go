package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"
)

// write runs f in one immediate transaction, which is kept when f returns nil
// and undone otherwise. The context that f gets is never done: statements that
// can be interrupted cost a goroutine each, so f looks at its own context
// between steps instead. A context that ends before the commit undoes all.
func (s *Store) write(ctx context.Context, doing string, f func(ctx context.Context, tx *sql.Tx) error) error {
	if s.writer == nil {
		return failed(ErrReadOnly, "%s: %s is open for reading only; leave out --readonly", doing, s.path)
	}
	if err := ctx.Err(); err != nil {
		return s.explain(doing, err)
	}
	conn, err := s.takeTurn(ctx)
	if err != nil {
		return s.explain(doing, err)
	}
	defer func() { _ = conn.Close() }()
	return s.explain(doing, writeOn(ctx, conn, f))
}

// writeOn is write on a connection.
func writeOn(ctx context.Context, conn *sql.Conn, f func(ctx context.Context, tx *sql.Tx) error) error {
	calm := context.WithoutCancel(ctx)
	return inTransaction(calm, conn, nil, func(tx *sql.Tx) error {
		if err := f(calm, tx); err != nil {
			return err
		}
		return ctx.Err()
	})
}

// busyTimeout is how long a write waits for another, of this process or not.
const busyTimeout = 5 * time.Second

// takeTurn waits for the one connection that writes.
func (s *Store) takeTurn(ctx context.Context) (*sql.Conn, error) {
	waiting, cancel := context.WithTimeout(ctx, busyTimeout)
	defer cancel()
	conn, err := s.writer.Conn(waiting)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return nil, failed(ErrBusy, "an import is under way; try again when it is done")
	}
	return conn, err
}

// bulkRows is how many rows one statement inserts. More gain nothing.
const bulkRows = 100

// bulk inserts rows many at a time: a statement costs several times what a row
// does. Its statements say OR FAIL: as an error undoes the whole transaction,
// SQLite need not keep what it takes to undo the one statement.
type bulk struct {
	tx      *sql.Tx
	insert  string // up to VALUES
	columns int
	after   string // following the rows, such as ON CONFLICT
	full    *sql.Stmt
	args    []any
	rows    int
}

// add puts a row in, at the latest with the next flush. The arguments must stay
// as they are until then.
func (b *bulk) add(ctx context.Context, args ...any) error {
	b.args = append(b.args, args...)
	if b.rows++; b.rows < bulkRows {
		return nil
	}
	if b.full == nil {
		var err error
		if b.full, err = b.tx.PrepareContext(ctx, b.statement(bulkRows)); err != nil {
			return err
		}
	}
	_, err := b.full.ExecContext(ctx, b.args...)
	b.clear()
	return err
}

// flush inserts what is left.
func (b *bulk) flush(ctx context.Context) error {
	if b.rows == 0 {
		return nil
	}
	_, err := b.tx.ExecContext(ctx, b.statement(b.rows), b.args...)
	b.clear()
	return err
}

func (b *bulk) clear() {
	clear(b.args)
	b.args, b.rows = b.args[:0], 0
}

func (b *bulk) statement(rows int) string {
	row := "(" + places(b.columns) + ")"
	return b.insert + " VALUES " + strings.Repeat(row+", ", rows-1) + row + " " + b.after
}

// places is n question marks for a statement.
func places(n int) string { return strings.Repeat("?, ", n-1) + "?" }
