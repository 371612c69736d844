package outfile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"trialist/store/unfinished"
)

// File is a file that is being written. It has its name once Commit returns nil, and
// leaves nothing behind after Discard.
type File struct {
	path   string             // where it will be, without links
	folder *unfinished.Folder // of its own beside that; nil for a stream, which is written to directly
	file   *os.File           // nil once closed
	force  bool

	out      io.Writer // to a stream, safely where it is a terminal; nil for a file
	borrowed bool      // the file is standard output or standard error, which stays open
}

// Create starts a file that will be at path. It fails where Check does, and where
// nothing can be written.
func (g *Guard) Create(path string) (*File, error) {
	if err := g.Check(path); err != nil {
		return nil, err
	}
	if f, err := openStream(path); f != nil || err != nil {
		return f, err
	}
	f, err := g.reserve(path)
	if err != nil {
		return nil, err
	}
	f.file, err = os.OpenFile(f.Unfinished(), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, errors.Join(err, f.Discard())
	}
	return f, nil
}

// Reserve is Create for a file that is made and written by its name, which is
// Unfinished. It refuses pipes and devices.
func (g *Guard) Reserve(path string) (*File, error) {
	if err := g.Check(path); err != nil {
		return nil, err
	}
	if info, err := os.Stat(path); err == nil && isStream(info) || standardStream(path) != nil {
		return nil, fmt.Errorf("%s is a pipe or a device; name a file", path)
	}
	return g.reserve(path)
}

// reserve makes the folder for the unfinished file.
func (g *Guard) reserve(path string) (*File, error) {
	f := &File{path: resolve(path), force: g.Force}
	var err error
	if f.folder, err = unfinished.NewFolder(f.path); err != nil {
		return nil, fmt.Errorf("%s cannot be written: %w", path, err)
	}
	return f, nil
}

// Unfinished returns the path that the file has until it is committed.
func (f *File) Unfinished() string { return f.folder.File() }

// IsStream reports whether what is written goes through a pipe or a device, or to
// standard output. It cannot be taken back.
func (f *File) IsStream() bool { return f.folder == nil }

func (f *File) Write(p []byte) (int, error) {
	if f.out != nil {
		return f.out.Write(p)
	}
	return f.file.Write(p)
}

// Offset returns how much has been written, in bytes.
func (f *File) Offset() (int64, error) {
	if f.IsStream() {
		return 0, nil
	}
	return f.file.Seek(0, 1)
}

// Truncate takes back what was written after the offset. It does nothing to a
// stream.
func (f *File) Truncate(offset int64) error {
	if f.IsStream() {
		return nil
	}
	if err := f.file.Truncate(offset); err != nil {
		return err
	}
	_, err := f.file.Seek(offset, 0)
	return err
}

// Sync waits until the disk has what was written. Commit does so too: it is for what has
// to happen between the two.
func (f *File) Sync() error {
	if f.IsStream() {
		return nil
	}
	return f.file.Sync()
}

// Commit gives the file its name. When it fails, what was at that name before is
// still there, and the unfinished file is gone.
func (f *File) Commit() error {
	if f.IsStream() {
		return f.close()
	}
	err := f.sync()
	if err == nil {
		err = f.publish()
	}
	if err == nil {
		syncFolder(filepath.Dir(f.path))
	}
	return errors.Join(err, f.Discard())
}

// sync waits until the disk has the file, so that its name never leads to half of
// it, and closes it.
func (f *File) sync() error {
	if f.file == nil { // reserved
		var err error
		if f.file, err = os.OpenFile(f.Unfinished(), os.O_RDWR, 0); err != nil {
			return err
		}
	}
	return errors.Join(f.file.Sync(), f.close())
}

// publish puts the finished file in its place. Without force it must not replace a
// file that has appeared there since Check, which a rename would.
func (f *File) publish() error {
	if f.force {
		return os.Rename(f.Unfinished(), f.path)
	}
	err := os.Link(f.Unfinished(), f.path)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrExist):
		return existsError(f.path)
	}
	// Some file systems have no hard links.
	if _, err := os.Lstat(f.path); !errors.Is(err, fs.ErrNotExist) {
		return existsError(f.path)
	}
	return os.Rename(f.Unfinished(), f.path)
}

// Discard ends the writing and removes what was written. It does nothing after
// Commit.
func (f *File) Discard() error {
	err := f.close()
	if f.folder != nil {
		err = errors.Join(err, f.folder.Remove())
	}
	if err != nil {
		return fmt.Errorf("removing the unfinished %s: %w", f.path, err)
	}
	return nil
}

func (f *File) close() error {
	if f.file == nil {
		return nil
	}
	var err error
	if !f.borrowed {
		err = f.file.Close()
	}
	f.file = nil
	return err
}

// syncFolder waits until the disk has the names of the folder. Some file systems
// cannot, and have them at once.
func syncFolder(folder string) {
	if f, err := os.Open(folder); err == nil { // #nosec G304 -- that was written to
		_ = f.Sync()
		_ = f.Close()
	}
}
