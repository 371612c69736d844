package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Write runs f in one immediate transaction, which is kept when f returns nil
// and undone otherwise. The context that f gets is never done: statements that
// can be interrupted cost a goroutine each, so f looks at its own context
// between steps instead. A context that ends before the commit undoes all.
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
	return s.Describe(doing, writeOn(ctx, conn, f))
}

// writeOn is write on a connection.
func writeOn(ctx context.Context, conn *sql.Conn, f func(ctx context.Context, tx *sql.Tx) error) error {
	uncancellable := context.WithoutCancel(ctx)
	return runTransaction(uncancellable, conn, nil, func(tx *sql.Tx) error {
		if err := f(uncancellable, tx); err != nil {
			return err
		}
		return ctx.Err()
	})
}

// busyTimeout is how long a write waits for another, of this process or not.
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

// BulkInserter inserts rows many at a time: a statement costs several times what a row
// does. Its statements say OR FAIL: as an error undoes the whole transaction,
// SQLite need not keep what it takes to undo the one statement.
type BulkInserter struct {
	Tx      *sql.Tx
	Insert  string // up to VALUES
	Columns int
	Suffix  string // following the rows, such as ON CONFLICT
	full    *sql.Stmt
	args    []any
	rows    int
}

// Add puts a row in, at the latest with the next flush. The arguments must stay
// as they are until then.
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

// Flush inserts what is left.
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

// InBatches calls f with as many values at a time as a statement takes.
func InBatches(values []any, f func(part []any) error) error {
	for len(values) > 0 {
		n := min(len(values), bulkRows)
		if err := f(values[:n]); err != nil {
			return err
		}
		values = values[n:]
	}
	return nil
}

// NonNil is b as the database takes it: nil would be NULL.
func NonNil(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// Checkpoint moves what was written from the log beside the file into the file,
// as far as readers allow, and so makes it safe from a power cut. The transaction
// is committed by then, so a checkpoint that fails is worth a warning and no more:
// the log is kept, and the next checkpoint moves it.
func (s *Store) Checkpoint(ctx context.Context, done string) {
	_, err := s.writer.ExecContext(context.WithoutCancel(ctx), `PRAGMA wal_checkpoint(PASSIVE)`)
	if err != nil && s.warn != nil {
		s.warn(fmt.Errorf("%s: all is saved, but still in %s-wal, where a power cut may undo it: %w", done, s.path, err))
	}
}
