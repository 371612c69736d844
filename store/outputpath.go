package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// ErrPartOfWorkspace refuses to write to a file that SQLite has, or may make.
var ErrPartOfWorkspace = errors.New("the file is part of the workspace, which is never written over")

// WorkspaceFiles are the files that SQLite has of the workspace at path, or may make.
// It puts them beside the file that a link leads to.
func WorkspaceFiles(path string) []string {
	if resolved, err := filepath.EvalSymlinks(path); err == nil {
		path = resolved
	}
	return []string{path, path + "-wal", path + "-shm", path + "-journal"}
}

// IsWorkspaceFile reports whether a path is that of a file of the workspace, be it there
// or not.
func IsWorkspaceFile(workspace, path string) bool {
	folder, err := filepath.EvalSymlinks(filepath.Dir(path))
	if err != nil {
		return false // and so it cannot be opened
	}
	path = filepath.Join(folder, filepath.Base(path))
	return slices.ContainsFunc(WorkspaceFiles(workspace), func(part string) bool {
		absolute, err := filepath.Abs(part)
		return err == nil && absolute == path
	})
}

// OutputPath is the full path of a file that is to be made, as somebody typed it: with ~
// for their home. It refuses one of the workspace, and - which is standard output and no
// name.
func (s *Store) OutputPath(path string) (string, error) {
	if path == "-" {
		return "", errors.New("- is standard output, where nothing can be written now; name a file")
	}
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", err
		}
		path = filepath.Join(home, rest)
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	if IsWorkspaceFile(s.path, path) {
		return "", fmt.Errorf("%s: %w", path, ErrPartOfWorkspace)
	}
	return path, nil
}
