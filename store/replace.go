package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"time"

	"modernc.org/sqlite"

	"trialist/store/generation"
)

// errStale says that somebody has written between reading the workspace and
// locking it.
var errStale = errors.New("somebody else has written")

// ReplaceContents puts all that is in another workspace, of the same schema, in the
// place of what is in this one, in one transaction: whoever has it open sees the old
// or the new. The other file must be of no further use: its stamp is changed. While
// nobody can write, keep is called, to keep what is there now.
func (s *Store) ReplaceContents(ctx context.Context, path string, keep func() error) error {
	const doing = "restore"
	if s.writer == nil {
		return Errorf(ErrReadOnly, "%s: %s is open for reading only; leave out --readonly", doing, s.path)
	}
	conn, err := s.writerConn(ctx)
	if err != nil {
		return s.Describe(doing, err)
	}
	defer func() { _ = conn.Close() }()
	uncancellable := context.WithoutCancel(ctx)
	for deadline := time.Now().Add(busyTimeout); ; {
		err := s.replaceContents(uncancellable, conn, path, keep)
		if err == nil {
			s.checkpointSoon()
			return nil
		}
		if !errors.Is(err, errStale) && !isBusy(err) || ctx.Err() != nil || time.Now().After(deadline) {
			return s.Describe(doing, err)
		}
	}
}

// replaceContents is one try.
func (s *Store) replaceContents(ctx context.Context, conn *sql.Conn, path string, keep func() error) error {
	var seen lastStamp
	err := runTransaction(ctx, conn, nil, func(tx *sql.Tx) (err error) { // waits for others that write
		seen, err = s.checkUnchanged(ctx, conn, tx)
		return err
	})
	if err != nil {
		return err
	}
	if err := continueStamp(ctx, path, seen); err != nil {
		return err
	}
	err = conn.Raw(func(c any) error {
		source, ok := c.(interface {
			NewRestore(source string) (*sqlite.Backup, error)
		})
		if !ok {
			return errors.New("the driver cannot restore")
		}
		copying, err := source.NewRestore(fileURL(path, readerQuery()))
		if err != nil {
			return err
		}
		return errors.Join(s.copyPages(ctx, copying, seen, keep), copying.Finish())
	})
	s.lastStamp.conn = nil // what it has seen is no longer there
	s.lastStamp.stampSeen = seen.stampSeen
	return err
}

// copyPages copies all pages. The first locks the workspace, and the last ends the
// transaction.
func (s *Store) copyPages(ctx context.Context, copying *sqlite.Backup, seen lastStamp, keep func() error) error {
	if _, err := copying.Step(1); err != nil {
		return err
	}
	now, err := readStamp(ctx, s.reader)
	if err != nil {
		return err
	}
	if now.stamp != seen.stamp {
		return errStale
	}
	if err := keep(); err != nil {
		return err
	}
	_, err = copying.Step(-1)
	return err
}

// continueStamp gives a workspace at a path the stamp that follows another one's, so
// that it can be put in the place of that one.
func continueStamp(ctx context.Context, path string, seen lastStamp) (failed error) {
	db, err := connect(path, writerQuery(), nil)
	if err != nil {
		return err
	}
	defer func() { failed = errors.Join(failed, db.Close()) }()
	next := seen.stamp.Next()
	var restored generation.Stamp
	_, _ = rand.Read(restored[:]) // never fails
	_, err = db.ExecContext(ctx, `UPDATE generation SET stamp = ?, previous = ?, lineage = ?, restored = ?`,
		next[:], seen.stamp[:], seen.lineage[:], restored[:])
	return err
}
