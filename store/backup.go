package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Backup writes the workspace as it is now to a new file, readable by its owner
// alone. Copying the file itself while it is in use would make a copy that is
// damaged. The error is fs.ErrExist when there is a file already.
func (s *Store) Backup(ctx context.Context, path string) error {
	const doing = "back up"
	absolute, err := filepath.Abs(path)
	if err != nil {
		return s.describe(doing, err)
	}
	if _, err := os.Lstat(absolute); !errors.Is(err, fs.ErrNotExist) {
		if err == nil {
			return errorf(fs.ErrExist, "back up: %s exists; choose another name", absolute)
		}
		return s.describe(doing, err)
	}
	if _, err := os.Stat(filepath.Dir(absolute)); err != nil {
		return s.describe(doing, err)
	}
	if _, err := createFile(absolute); err != nil {
		return s.describe(doing, err)
	}
	if err := s.VacuumInto(ctx, absolute); err != nil {
		return s.describe(doing, errors.Join(err, os.Remove(absolute)))
	}
	return nil
}
