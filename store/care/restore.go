package care

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"trialist/store"
)

// Contents is what a workspace has.
type Contents struct {
	Accounts, Imports, Versions, Touches int
}

// CopyBackup copies a backup, or any other workspace, to a new file, brings that up to
// date and verifies it. The backup is not changed. No file is left when it fails.
func CopyBackup(ctx context.Context, backup, path string) (c Contents, failed error) {
	source, err := store.Open(ctx, backup, store.Options{ReadOnly: true, Unused: true})
	if err != nil {
		return c, err
	}
	defer func() { failed = errors.Join(failed, source.Close()) }()
	const doing = "read the backup"
	if _, err := store.CreateFile(path); err != nil {
		return c, source.Describe(doing, err)
	}
	err = source.VacuumInto(ctx, path)
	if err == nil {
		err = prepareCopy(ctx, path)
	}
	if err == nil {
		c, err = readContents(ctx, path)
	}
	if err != nil {
		return c, source.Describe(doing, errors.Join(err, removeCopy(path)))
	}
	return c, nil
}

func readContents(ctx context.Context, path string) (c Contents, failed error) {
	s, err := store.Open(ctx, path, store.Options{ReadOnly: true, Unused: true})
	if err != nil {
		return c, err
	}
	defer func() { failed = errors.Join(failed, s.Close()) }()
	err = s.Reader().QueryRowContext(ctx, `SELECT (SELECT count(*) FROM accounts), (SELECT count(*) FROM imports),
		(SELECT count(*) FROM rulebooks), (SELECT count(*) FROM touches)`).Scan(&c.Accounts, &c.Imports, &c.Versions, &c.Touches)
	return c, err
}

// KeptFile is the file that keeps what a workspace had: it is written by the name
// Unfinished, and gets its own when it is committed.
type KeptFile interface {
	Unfinished() string
	Commit() error
}

// Restore puts a copy that [CopyBackup] has made in the place of the workspace at the
// path. What the workspace has now is kept in the file kept, whose name will be
// keptName. Where it cannot be read its bytes are kept, with those of its log beside
// it.
//
// Whoever has the workspace open sees the old or the new. Where SQLite cannot open
// it, the file is replaced, and those that have it open write no more.
func Restore(ctx context.Context, path, copied string, kept KeptFile, keptName string) (failed error) {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real // so that what lies beside the file, as its log, is found
	}
	s, err := store.Open(ctx, path, store.Options{MustExist: true})
	if isBeyondSQLite(err) {
		return replaceFile(path, copied, kept, keptName)
	}
	if err != nil {
		return err
	}
	err = s.ReplaceContents(ctx, copied, func() error {
		if _, err := store.CreateFile(kept.Unfinished()); err != nil {
			return err
		}
		if err := s.VacuumInto(ctx, kept.Unfinished()); err != nil {
			return err
		}
		if err := setApart(ctx, kept.Unfinished()); err != nil {
			return err
		}
		return kept.Commit()
	})
	err = errors.Join(s.Describe("restore", err), s.Close())
	if errors.Is(err, store.ErrDamaged) {
		return replaceFile(path, copied, kept, keptName)
	}
	return err
}

// isBeyondSQLite reports whether the workspace is missing, or cannot be opened for a
// reason that another file in its place ends.
func isBeyondSQLite(err error) bool {
	for _, kind := range []error{store.ErrMissing, store.ErrDamaged, store.ErrForeignLog, store.ErrNewer, store.ErrReplaced} {
		if errors.Is(err, kind) {
			return true
		}
	}
	return false
}

// replaceFile puts the copy in the place of the file. The log is moved last: until
// then the workspace is refused, as the log is not of it.
func replaceFile(path, copied string, kept KeptFile, keptName string) error {
	_, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return err
	default: // the bytes, as nothing else of it can be relied on
		if err := copyBytes(path, kept.Unfinished()); err != nil {
			return err
		}
		if err := kept.Commit(); err != nil {
			return err
		}
	}
	log, err := os.Stat(path + "-wal")
	hasLog := err == nil && log.Size() > 0
	if err := os.Rename(copied, path); err != nil {
		return err
	}
	if hasLog {
		if err := os.Rename(path+"-wal", keptName+"-wal"); err != nil {
			return err
		}
	}
	for _, suffix := range []string{"-wal", "-shm"} { // of those that still have the old file open
		if err := os.Remove(path + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

func copyBytes(from, to string) error {
	in, err := os.Open(from) // #nosec G304 -- the workspace
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()                                      // only read
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600) // #nosec G304 -- beside it
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
