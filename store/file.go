package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"trialist/store/generation"
)

// databaseFile is the file that was opened, which is not always the one at its path.
type databaseFile struct {
	path string // absolute
	open *os.File
	info fs.FileInfo
}

// openFile opens the file at the path for looking at it past SQLite. Closing it
// takes the locks of the process on the file where [useOFDLocks] has no effect, so
// it is closed last.
func openFile(path string) (*databaseFile, error) {
	open, err := os.Open(path) // #nosec G304 -- the workspace
	if err != nil {
		return nil, err
	}
	info, err := open.Stat()
	if err != nil {
		return nil, errors.Join(err, open.Close())
	}
	return &databaseFile{path: path, open: open, info: info}, nil
}

func (f *databaseFile) logPath() string { return f.path + "-wal" }

// checkPath returns ErrReplaced when the path leads to another file or to none.
func (f *databaseFile) checkPath() error {
	now, err := os.Stat(f.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Errorf(ErrReplaced, "%s was deleted or moved away; put it back, or quit and start again", f.path)
	case err != nil:
		return err
	case !os.SameFile(now, f.info):
		return Errorf(ErrReplaced, "%s was replaced by another file; quit and start again to see it", f.path)
	}
	return nil
}

// checkStamp returns ErrReplaced when the file is not at the stamp, which a
// connection has seen on the page: another was copied over it.
func (f *databaseFile) checkStamp(seen stampSeen) error {
	ok, err := generation.IsAt(f.open, f.logPath(), seen.stamp, seen.page)
	if err == nil && (!ok || !f.hasLength(seen.pages)) {
		return f.replacedError()
	}
	return err
}

// stamp is the stamp on the page of the table in the file, without the log.
func (f *databaseFile) stamp(page uint32) generation.Stamp {
	row, _ := generation.ReadRow(f.open, page)
	return row.Stamp
}

// checkLog returns an error when there is a log beside the file that is not of it.
// SQLite must not have opened the file yet: it would replay the log.
func (f *databaseFile) checkLog(ctx context.Context) error {
	verdict, err := generation.Compare(f.open, f.logPath(), func() uint32 { return f.findPage(ctx) })
	switch {
	case err != nil:
		return err
	case verdict == generation.Foreign:
		return Errorf(ErrForeignLog, "%s-wal is of another file than %s; run trialist restore to go back to a backup, or move the log away to open the file as it is",
			f.path, f.path)
	case verdict == generation.Overwritten:
		return Errorf(ErrForeignLog, "%s was put there after %s-wal, which has later changes; move the log away to open the file as it is, or touch the log to add them",
			f.path, f.path)
	}
	return nil
}

// findPage is the page of the table of stamps in the file without the log; 0 where
// there is none or the file cannot be read.
func (f *databaseFile) findPage(ctx context.Context) uint32 {
	query := readerQuery()
	query.Set("immutable", "1") // SQLite then ignores the log
	db, err := connect(f.path, query, nil)
	if err != nil {
		return 0
	}
	defer func() { _ = db.Close() }()
	seen, err := readStamp(ctx, db)
	if err != nil {
		return 0
	}
	return seen.page
}

// stampSeen is the stamp as a connection sees it.
type stampSeen struct {
	version int64  // the data version of the connection
	page    uint32 // of the table; 0 in a schema before it
	pages   uint32 // of the file
	stamp   generation.Stamp
	lineage generation.Stamp
}

// follows reports whether the workspace may have come from the one that was seen
// earlier by transactions. A copy that was put in its place has another lineage, or
// fewer transactions.
func (s stampSeen) follows(earlier stampSeen) bool {
	return earlier.page == 0 || s.lineage == earlier.lineage && !s.stamp.Before(earlier.stamp)
}

// readStamp reads the stamp.
func readStamp(ctx context.Context, q Querier) (stampSeen, error) {
	var seen stampSeen
	err := q.QueryRowContext(ctx, `SELECT data_version, page_count, coalesce((SELECT rootpage FROM sqlite_schema WHERE name = 'generation'), 0)
		FROM pragma_data_version, pragma_page_count`).Scan(&seen.version, &seen.pages, &seen.page)
	if err != nil || seen.page == 0 {
		return seen, err
	}
	var stamp, lineage []byte
	if err := q.QueryRowContext(ctx, `SELECT stamp, lineage FROM generation`).Scan(&stamp, &lineage); err != nil {
		if errors.Is(err, sql.ErrNoRows) {
			return seen, nil
		}
		return seen, err
	}
	copy(seen.stamp[:], stamp)
	copy(seen.lineage[:], lineage)
	return seen, nil
}

// replacedError says that a file was copied over this one.
func (f *databaseFile) replacedError() error {
	return Errorf(ErrReplaced, "%s was replaced by another file; quit and start again to see it", f.path)
}

// settle clears what is beside a file that nobody has open: the log is moved into
// the file, and the index of a log is removed. It may be that of another file which
// was at this path and is still open somewhere, and would be taken for one of this
// file. Where somebody has the file open, nothing is done.
func (f *databaseFile) settle(ctx context.Context) error {
	// A journal is there after a crash right after the file was made, before it had a
	// log. Whoever reads only cannot undo what was half written.
	if !exists(f.logPath()) && !exists(f.path+"-shm") && !exists(f.path+"-journal") {
		return nil
	}
	query := writerQuery()
	query["_pragma"] = []string{"busy_timeout(0)", "locking_mode(exclusive)"} // which then needs no index
	db, err := connect(f.path, query, nil)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	db.SetMaxOpenConns(1)
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	if _, err := conn.ExecContext(ctx, `BEGIN EXCLUSIVE`); err != nil {
		return nil //nolint:nilerr // somebody has it open; any other reason is met again when it is opened
	}
	if err := os.Remove(f.path + "-shm"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove the index of the log: %w", err)
	}
	_, err = conn.ExecContext(ctx, `ROLLBACK`)
	return err
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// checkShared returns ErrReplaced when the file was replaced while another process
// has it open, and that process has not noticed.
func (f *databaseFile) checkShared(ctx context.Context, tx *sql.Tx) error {
	seen, err := readStamp(ctx, tx)
	if err == nil && !f.hasLength(seen.pages) {
		return Errorf(ErrReplaced, "%s was replaced while another trialist had it open; quit that one first", f.path)
	}
	return err
}

// hasLength reports whether the file has as many pages as a transaction that is under
// way has seen. All processes share that number while one of them has the file open,
// so that it is still the old one after another file was copied over this one.
func (f *databaseFile) hasLength(pages uint32) bool {
	// With an empty log the transaction sees the file as it is, and keeps others from
	// changing it.
	if info, err := os.Stat(f.logPath()); err != nil || info.Size() > 0 {
		return true
	}
	header, _ := generation.ReadHeader(f.open)
	return header.Pages == 0 || header.Pages == pages
}
