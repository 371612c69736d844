package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"
)

// Write runs f in one immediate transaction, which is committed when f returns nil
// and the context is not done, and rolled back otherwise. The context that f gets is
// never done, as statements that could be cancelled take longer. A long f asks the
// caller's own context between steps, as [EachRow] does, and runs a statement that
// takes long under [Interruptible].
func (s *Store) Write(ctx context.Context, doing string, f func(ctx context.Context, tx *sql.Tx) error) error {
	if s.writer == nil {
		return Errorf(ErrReadOnly, "%s: %s is open for reading only; leave out --readonly", doing, s.path)
	}
	if err := ctx.Err(); err != nil {
		return s.Describe(doing, err)
	}
	conn, err := s.writerConn(ctx)
	if err != nil {
		return s.Describe(doing, err)
	}
	defer func() { _ = conn.Close() }()
	return s.Describe(doing, s.writeOn(ctx, conn, f))
}

// writeOn is [Store.Write] on a connection. SQLite's own waiting for a lock cannot be
// interrupted: it waits for a moment only, again and again.
func (s *Store) writeOn(ctx context.Context, conn *sql.Conn, f func(ctx context.Context, tx *sql.Tx) error) error {
	uncancellable, begun := patient(ctx), false
	write := func() error {
		return s.runWriteTransaction(uncancellable, conn, func(tx *sql.Tx) error {
			begun = true
			if err := f(uncancellable, tx); err != nil {
				return err
			}
			return ctx.Err()
		})
	}
	return withSettings(uncancellable, conn, `PRAGMA busy_timeout = 50`, `PRAGMA busy_timeout = 5000`, func() error {
		for deadline := time.Now().Add(busyTimeout); ; {
			err := write()
			if begun || !isBusy(err) || time.Now().After(deadline) {
				return err
			}
			if err := ctx.Err(); err != nil {
				return err
			}
		}
	})
}

// busyTimeout is how long a write waits for another one, of this process or another.
const busyTimeout = 5 * time.Second

// writerConn waits for the one connection that writes.
func (s *Store) writerConn(ctx context.Context) (*sql.Conn, error) {
	waiting, cancel := context.WithTimeout(ctx, busyTimeout)
	defer cancel()
	conn, err := s.writer.Conn(waiting)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return nil, Errorf(ErrBusy, "an import is under way; try again when it is done")
	}
	return conn, err
}

// bulkRows is how many rows one statement inserts. More gain nothing.
const bulkRows = 100

// BulkInserter inserts many rows with one statement, as a statement costs several
// times what a row does. Its statements say OR FAIL: an error rolls back the whole
// transaction, so that SQLite need not journal the single statement.
type BulkInserter struct {
	Tx      *sql.Tx
	Insert  string // up to VALUES
	Columns int
	Suffix  string // following the rows, such as ON CONFLICT
	full    *sql.Stmt
	args    []any
	rows    int
}

// Add inserts a row, at the latest with the next [BulkInserter.Flush]. The arguments
// must stay unchanged until then.
func (b *BulkInserter) Add(ctx context.Context, args ...any) error {
	b.args = append(b.args, args...)
	if b.rows++; b.rows < bulkRows {
		return nil
	}
	if b.full == nil {
		var err error
		if b.full, err = b.Tx.PrepareContext(ctx, b.statement(bulkRows)); err != nil {
			return err
		}
	}
	_, err := b.full.ExecContext(ctx, b.args...)
	b.clear()
	return err
}

// Flush inserts the rows that were added and are not inserted yet.
func (b *BulkInserter) Flush(ctx context.Context) error {
	if b.rows == 0 {
		return nil
	}
	_, err := b.Tx.ExecContext(ctx, b.statement(b.rows), b.args...)
	b.clear()
	return err
}

func (b *BulkInserter) clear() {
	clear(b.args)
	b.args, b.rows = b.args[:0], 0
}

func (b *BulkInserter) statement(rows int) string {
	row := "(" + Placeholders(b.Columns) + ")"
	return b.Insert + " VALUES " + strings.Repeat(row+", ", rows-1) + row + " " + b.Suffix
}

// Placeholders is n question marks for a statement.
func Placeholders(n int) string { return strings.Repeat("?, ", n-1) + "?" }

// InBatches calls f with as many of the values at a time as a statement takes.
func InBatches(values []any, f func(batch []any) error) error {
	for len(values) > 0 {
		n := min(len(values), bulkRows)
		if err := f(values[:n]); err != nil {
			return err
		}
		values = values[n:]
	}
	return nil
}

// NonNil is b, or empty instead of nil, which the driver stores as NULL.
func NonNil(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
