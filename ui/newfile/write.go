package newfile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Write writes a new file, which only its owner can read, and returns its full path. "~/"
// is the home directory. A file that exists is left alone, and one that could not be
// written is removed again.
func Write(path string, write func(io.Writer) error) (written string, err error) {
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", fmt.Errorf("export: %w", err)
		}
		path = filepath.Join(home, rest)
	}
	if path, err = filepath.Abs(path); err != nil {
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
