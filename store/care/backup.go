package care

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"trialist/store"
)

// Backup writes the workspace as it is now to a new file that only its owner may
// read. Copying the file itself while it is in use would make a damaged copy. The
// error is fs.ErrExist when there is a file already.
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
	if err := s.VacuumInto(ctx, absolute); err != nil {
		return s.Describe(doing, errors.Join(err, os.Remove(absolute)))
	}
	return nil
}
