package sender

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"trialist/store"
)

// File appends messages to files, one on a line. A process that is killed after writing but
// before that is recorded appends the line again. Its key tells readers.
type File struct {
	Workspace string // path of the workspace, whose files are never written to
}

// Send appends the message.
func (f File) Send(_ context.Context, m Message) (failed error) {
	if !filepath.IsAbs(m.Target) {
		return errors.New("the path of the file is not a full one on this system")
	}
	if strings.ContainsAny(m.Body, "\n\r") {
		return errors.New("the line has line breaks in it")
	}
	if store.IsWorkspaceFile(f.Workspace, m.Target) {
		return store.ErrPartOfWorkspace
	}
	before, err := os.Lstat(m.Target)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return reason(err)
	case !before.Mode().IsRegular():
		return errors.New("there is no regular file at the path, but a link, a folder or a device")
	}
	file, err := os.OpenFile(m.Target, os.O_APPEND|os.O_CREATE|os.O_RDWR, 0o600) // #nosec G304 -- that the user named
	if err != nil {
		return reason(err)
	}
	defer func() { failed = errors.Join(failed, file.Close()) }()
	if err := f.checkRegular(m.Target, file); err != nil {
		return err
	}
	line := m.Body + "\n"
	if broken, err := lacksFinalNewline(file); err != nil || broken {
		if err != nil {
			return reason(err)
		}
		line = "\n" + line // ends a line that a killed process left
	}
	if _, err := file.WriteString(line); err != nil {
		return reason(err)
	}
	return reason(file.Sync())
}

// checkRegular returns an error unless the open file is the regular file at path, reached by
// no link, and not a file of the workspace.
func (f File) checkRegular(path string, file *os.File) error {
	opened, err := file.Stat()
	if err != nil {
		return reason(err)
	}
	named, err := os.Lstat(path)
	if err != nil || !named.Mode().IsRegular() || !os.SameFile(named, opened) {
		return errors.New("the file was replaced while it was opened")
	}
	for _, part := range store.WorkspaceFiles(f.Workspace) {
		if info, err := os.Stat(part); err == nil && os.SameFile(info, opened) {
			return store.ErrPartOfWorkspace
		}
	}
	return nil
}

// lacksFinalNewline reports whether the last line of the file is incomplete.
func lacksFinalNewline(file *os.File) (bool, error) {
	size, err := file.Seek(0, io.SeekEnd)
	if err != nil || size == 0 {
		return false, err
	}
	var last [1]byte
	_, err = file.ReadAt(last[:], size-1)
	return last[0] != '\n', err
}

// reason is an error without its path, which is shown beside it.
func reason(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}
