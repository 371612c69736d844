package store

import (
	"context"
	"database/sql"
	"errors"
)

// EraseFreePages writes the whole file anew, without what free pages and gaps still
// have of what was removed, and empties the write-ahead log. It is false when others
// that read or write kept it from that for longer than a write waits. An interrupt, or
// a disk without room for the file once more, leaves the file as it was.
func (s *Store) EraseFreePages(ctx context.Context) (bool, error) {
	const doing = "erase what was removed"
	if s.writer == nil {
		return false, Errorf(ErrReadOnly, "%s: %s is open for reading only; leave out --readonly", doing, s.path)
	}
	uncancellable := context.WithoutCancel(ctx)
	// What follows is no transaction that could look whether the file is still there.
	if err := s.Write(ctx, doing, func(context.Context, *sql.Tx) error { return nil }); err != nil {
		return false, err
	}
	conn, err := s.writerConn(ctx)
	if err != nil {
		return false, s.Describe(doing, err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := conn.ExecContext(ctx, `VACUUM`); err != nil {
		if isBusy(err) {
			return false, nil
		}
		return false, s.notErased(doing, err)
	}
	var busy, logged, moved int
	err = conn.QueryRowContext(uncancellable, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &logged, &moved)
	if err != nil && !isBusy(err) {
		return false, s.notErased(doing, err)
	}
	return err == nil && busy == 0, nil
}

// notErased describes why the file was not written anew. What others say of a disk, that
// nothing was saved, is not true of what was removed before.
func (s *Store) notErased(doing string, err error) error {
	described := s.Describe(doing, err)
	for _, kind := range []error{ErrFull, ErrDisk} {
		if errors.Is(described, kind) {
			return &failure{kind: kind, message: doing + ": the disk has no room for " + s.path + " once more, or cannot be written to", cause: err}
		}
	}
	return described
}
