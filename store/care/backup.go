package care

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"trialist/store"
	"trialist/store/facts"
)

// Backup writes the workspace as it is now to a new file that only its owner may
// read, and verifies it. Copying the file itself while it is in use would make a
// damaged copy. The error is fs.ErrExist when there is a file already. No file is
// left when it fails.
func Backup(ctx context.Context, s *store.Store, path string) error {
	const doing = "back up"
	absolute, err := filepath.Abs(path)
	if err != nil {
		return s.Describe(doing, err)
	}
	if _, err := os.Lstat(absolute); !errors.Is(err, fs.ErrNotExist) {
		if err == nil {
			return store.Errorf(fs.ErrExist, "back up: %s exists; choose another name", absolute)
		}
		return s.Describe(doing, err)
	}
	if _, err := os.Stat(filepath.Dir(absolute)); err != nil {
		return s.Describe(doing, err)
	}
	if _, err := store.CreateFile(absolute); err != nil {
		return s.Describe(doing, err)
	}
	err = s.VacuumInto(ctx, absolute)
	if err == nil {
		err = prepareCopy(ctx, absolute)
	}
	if err != nil {
		return s.Describe(doing, errors.Join(err, removeCopy(absolute)))
	}
	return nil
}

// prepareCopy makes a copy a workspace of its own, of the schema of today, and
// verifies it.
func prepareCopy(ctx context.Context, path string) error {
	if err := setApart(ctx, path); err != nil {
		return err
	}
	return verify(ctx, path)
}

// setApart makes a copy a workspace of its own, of the schema of today.
func setApart(ctx context.Context, path string) error {
	s, err := store.Open(ctx, path, store.Options{MustExist: true})
	if err != nil {
		return err
	}
	return errors.Join(s.StartLineage(ctx), closeCopy(s))
}

// closeCopy closes a copy, and returns an error if a part of it is still in a write-ahead
// log, as when the disk has no room for it in the file. Such a file is not whole by itself.
func closeCopy(s *store.Store) error {
	if err := s.Close(); err != nil {
		return err
	}
	if _, err := os.Lstat(s.Path() + "-wal"); !errors.Is(err, fs.ErrNotExist) {
		return store.Errorf(store.ErrFull, "close %s: a part of it stayed in its write-ahead log; make room on the disk and try again", s.Path())
	}
	return nil
}

// verify returns an error that says what is wrong with the workspace, if anything is.
func verify(ctx context.Context, path string) (failed error) {
	s, err := store.Open(ctx, path, store.Options{ReadOnly: true, Unused: true})
	if err != nil {
		return err
	}
	defer func() { failed = errors.Join(failed, s.Close()) }()
	findings, err := Check(ctx, facts.New(s))
	if err != nil {
		return err
	}
	for _, f := range findings {
		if !f.OK && f.Subject != permissionsSubject {
			return store.Errorf(store.ErrDamaged, "the copy is not whole: %s: %s", f.Subject, f.Detail)
		}
	}
	return nil
}

// removeCopy removes a file and what SQLite may have put beside it.
func removeCopy(path string) error {
	var errs []error
	for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
		if err := os.Remove(path + suffix); !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}
