package store

import (
	"context"
	"database/sql"

	"trialist/store/generation"
)

// lastStamp is the stamp as the connection that writes has seen or drawn it last. The
// connection keeps pages in memory while nobody else writes, so that what it reads of
// the table of stamps need not be from the same file as the rest.
type lastStamp struct {
	conn   any              // of the driver; another one begins without pages
	inFile generation.Stamp // that the file had, without the log
	stampSeen
}

// runWriteTransaction is [runTransaction] for the connection that writes. It makes
// sure that the file is still the one that the connection knows, and gives it
// another stamp. The error is ErrReplaced when it is not.
func (s *Store) runWriteTransaction(ctx context.Context, c *sql.Conn, f func(tx *sql.Tx) error) error {
	var drawn lastStamp
	err := runTransaction(ctx, c, nil, func(tx *sql.Tx) error {
		seen, err := s.checkUnchanged(ctx, c, tx)
		if err != nil {
			return err
		}
		if err := f(tx); err != nil {
			return err
		}
		drawn, err = drawStamp(ctx, tx, seen)
		return err
	})
	if err != nil {
		return err
	}
	s.lastStamp = drawn
	s.checkpointSoon()
	return nil
}

// noteStamp notes the stamp at opening, when the connection has no old pages. It does
// not wait for others that write.
func (s *Store) noteStamp(ctx context.Context) error {
	conn, err := s.writerConn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	return runTransaction(ctx, conn, &sql.TxOptions{ReadOnly: true}, func(tx *sql.Tx) error {
		seen, err := s.checkUnchanged(ctx, conn, tx)
		s.lastStamp = seen
		return err
	})
}

// checkUnchanged returns ErrReplaced when another file is at the path, or was copied
// over this one. Otherwise it returns the stamp as it is now.
func (s *Store) checkUnchanged(ctx context.Context, c *sql.Conn, tx *sql.Tx) (lastStamp, error) {
	const refusal = "nothing was saved: %w"
	if err := s.file.checkPath(); err != nil {
		return lastStamp{}, Errorf(ErrReplaced, refusal, err)
	}
	seen, err := readStamp(ctx, tx)
	if err != nil {
		return lastStamp{}, err
	}
	now := lastStamp{stampSeen: seen}
	if err := c.Raw(func(conn any) error { now.conn = conn; return nil }); err != nil {
		return lastStamp{}, err
	}
	if now.conn == s.lastStamp.conn && seen.version == s.lastStamp.version {
		now.stamp, now.lineage = s.lastStamp.stamp, s.lastStamp.lineage // nobody has written, so the pages are those of before
	}
	if now.page == 0 { // in a schema before the table
		return now, nil
	}
	if watched := s.watched.Load(); !now.follows(s.lastStamp.stampSeen) || watched != nil && !now.follows(*watched) {
		return lastStamp{}, Errorf(ErrReplaced, refusal, s.file.replacedError())
	}
	if err := s.file.checkStamp(now.stampSeen); err != nil {
		return lastStamp{}, Errorf(ErrReplaced, refusal, err)
	}
	now.inFile = s.file.stamp(now.page)
	return now, nil
}

// drawStamp gives the file another stamp.
func drawStamp(ctx context.Context, tx *sql.Tx, seen lastStamp) (lastStamp, error) {
	drawn := seen
	drawn.stamp = seen.stamp.Next()
	var page uint32
	var lineage []byte
	err := tx.QueryRowContext(ctx, `UPDATE generation SET stamp = ?, previous = ? RETURNING lineage, (SELECT rootpage FROM sqlite_schema WHERE name = 'generation')`,
		drawn.stamp[:], seen.stamp[:]).Scan(&lineage, &page)
	drawn.page = page
	copy(drawn.lineage[:], lineage)
	return drawn, err
}

// StartLineage makes the workspace another one than that which it was copied from.
func (s *Store) StartLineage(ctx context.Context) error {
	return s.Write(ctx, "set the copy apart", func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE generation SET lineage = randomblob(16)`)
		return err
	})
}
