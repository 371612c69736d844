package newfile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"trialist/store"
)

// Write writes a new file, which only its owner can read, and returns its full path. "~/"
// is the home directory. A file that exists is left alone, as are those of the
// workspace, and one that could not be written is removed again.
func Write(s *store.Store, path string, write func(io.Writer) error) (written string, err error) {
	if path, err = s.OutputPath(path); err != nil {
		return "", fmt.Errorf("export: %w", err)
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return "", fmt.Errorf("export: %s exists; choose another name", path)
	}
	if err != nil {
		return "", fmt.Errorf("export: %w", err)
	}
	err = errors.Join(write(file), file.Sync(), file.Close())
	if err != nil {
		return "", errors.Join(fmt.Errorf("export: %w", err), os.Remove(path))
	}
	return path, nil
}
