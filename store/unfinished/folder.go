package unfinished

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// folderPrefix begins the name of the folder for what will be at the path.
func folderPrefix(path string) string { return "." + filepath.Base(path) + mark }

// isFolderName reports whether a folder of that name may be one for an unfinished file:
// a dot, the name of the file, the mark and the digits that [os.MkdirTemp] puts there.
func isFolderName(name string) bool {
	at := strings.LastIndex(name, mark)
	if at < 2 || name[0] != '.' {
		return false
	}
	digits := name[at+len(mark):]
	return digits != "" && strings.Trim(digits, "0123456789") == ""
}

// isOurs reports whether a folder holds nothing but what is there of an unfinished file:
// the file, and those that SQLite has beside it.
func isOurs(folder string) bool {
	files := []string{fileName, fileName + "-wal", fileName + "-shm", fileName + "-journal"}
	entries, err := os.ReadDir(folder)
	for _, entry := range entries {
		if !entry.Type().IsRegular() || !slices.Contains(files, entry.Name()) {
			return false
		}
	}
	return err == nil
}

// mark follows the name of the file in that of its folder.
const mark = ".unfinished-"

// fileName is the name of the file in its folder.
const fileName = "unfinished"

// Folder is a folder for one unfinished file, locked until the process ends or removes it.
type Folder struct {
	path string
	held *os.File // the folder, locked
}

// NewFolder makes a folder beside the path for the unfinished file. It removes what killed
// processes have left there of any file. A folder, because SQLite makes files of its own
// beside a backup.
func NewFolder(path string) (*Folder, error) {
	removeLeftFolders(filepath.Dir(path), func(name string) bool {
		return strings.HasPrefix(name, folderPrefix(path)) || isFolderName(name)
	})
	const tries = 10
	var err error
	for range tries {
		f := &Folder{}
		if f.path, err = os.MkdirTemp(filepath.Dir(path), folderPrefix(path)); err != nil {
			return nil, err
		}
		if f.held, err = os.Open(f.path); err == nil && lock(f.held) {
			// Another process may have taken it for one that was left.
			if _, err = os.Stat(f.path); err == nil {
				return f, nil
			}
		}
		if f.held != nil {
			_ = f.held.Close() // only read
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return nil, errors.Join(err, os.RemoveAll(f.path))
		}
	}
	return nil, err
}

// File returns the path of the unfinished file, which is not made.
func (f *Folder) File() string { return filepath.Join(f.path, fileName) }

// Remove removes the folder with what is in it.
func (f *Folder) Remove() error {
	_ = f.held.Close() // only read, or closed before
	return os.RemoveAll(f.path)
}

// RemoveLeft removes what killed processes have left of files in dir that they had not
// finished, and whose names begin so. It is for names that have the time in them, which
// no later process writes again.
func RemoveLeft(dir, names string) {
	removeLeftFolders(dir, func(name string) bool {
		return strings.HasPrefix(name, "."+names) && strings.Contains(name, mark)
	})
}

// removeLeftFolders removes those of the folders in dir whose processes have ended. It
// ignores errors: the next process tries again.
func removeLeftFolders(dir string, isMeant func(name string) bool) {
	entries, _ := os.ReadDir(dir)
	for _, entry := range entries {
		if !entry.IsDir() || !isMeant(entry.Name()) {
			continue
		}
		folder := filepath.Join(dir, entry.Name())
		held, err := os.Open(folder) // #nosec G304 -- beside what is written
		if err != nil {
			continue
		}
		if canLock && lock(held) && isOurs(folder) {
			_ = os.RemoveAll(folder)
		}
		_ = held.Close() // only read
	}
}
