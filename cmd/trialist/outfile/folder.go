package outfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// folderPrefix begins the name of the folder for what will be at the path.
func folderPrefix(path string) string { return "." + filepath.Base(path) + unfinishedMark }

// isFolderName reports whether a folder of that name may be one for an unfinished file:
// a dot, the name of the file, the mark and the digits that [os.MkdirTemp] puts there.
func isFolderName(name string) bool {
	at := strings.LastIndex(name, unfinishedMark)
	if at < 2 || name[0] != '.' {
		return false
	}
	digits := name[at+len(unfinishedMark):]
	return digits != "" && strings.Trim(digits, "0123456789") == ""
}

// isOurs reports whether a folder holds nothing but what is there of an unfinished file:
// the file, and those that SQLite has beside it.
func isOurs(folder string) bool {
	entries, err := os.ReadDir(folder)
	for _, entry := range entries {
		if !entry.Type().IsRegular() || !slices.Contains(databaseFiles(unfinishedName), entry.Name()) {
			return false
		}
	}
	return err == nil
}

// unfinishedMark follows the name of the file in that of its folder.
const unfinishedMark = ".unfinished-"

// unfinishedName is the name of the file in its folder.
const unfinishedName = "unfinished"

// makeFolder makes a folder beside the path for the unfinished file, and locks it
// until the process ends or closes what is returned. It removes what killed processes
// have left there of any file. A folder, because SQLite makes files of its own beside a
// backup.
func makeFolder(path string) (folder string, held *os.File, err error) {
	removeLeftFolders(filepath.Dir(path), func(name string) bool {
		return strings.HasPrefix(name, folderPrefix(path)) || isFolderName(name)
	})
	const tries = 10
	for range tries {
		if folder, err = os.MkdirTemp(filepath.Dir(path), folderPrefix(path)); err != nil {
			return "", nil, err
		}
		if held, err = os.Open(folder); err == nil && lock(held) { // #nosec G304 -- made above
			// Another process may have taken it for one that was left.
			if _, err = os.Stat(folder); err == nil {
				return folder, held, nil
			}
		}
		if held != nil {
			_ = held.Close() // only read
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", nil, errors.Join(err, os.RemoveAll(folder))
		}
	}
	return "", nil, err
}

// RemoveLeft removes what killed processes have left of files in dir that they had not
// finished, and whose names begin so. It is for names that have the time in them, which
// no later process writes again.
func RemoveLeft(dir, names string) {
	removeLeftFolders(dir, func(name string) bool {
		return strings.HasPrefix(name, "."+names) && strings.Contains(name, unfinishedMark)
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

// syncFolder waits until the disk has the names of the folder. Some file systems
// cannot, and have them at once.
func syncFolder(folder string) {
	if f, err := os.Open(folder); err == nil { // #nosec G304 -- that was written to
		_ = f.Sync()
		_ = f.Close()
	}
}
