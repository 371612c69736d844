package care

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"

	"trialist/store"
)

// permissionsSubject is the subject of the finding about permissions.
const permissionsSubject = "permissions"

// ofOthers are the permissions of everybody but the owner, as in chmod.
const ofOthers fs.FileMode = 0o077

// eachFile calls visit with the mode of each file that the workspace has: the
// database, and what SQLite has beside it.
func eachFile(s *store.Store, visit func(path string, mode fs.FileMode) error) error {
	for _, suffix := range []string{"", "-wal", "-shm"} {
		path := s.Path() + suffix
		info, err := os.Stat(path)
		switch {
		case suffix != "" && errors.Is(err, fs.ErrNotExist):
			continue
		case err == nil:
			err = visit(path, info.Mode().Perm())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// checkPermissions reports whether others may read the customers' data.
func checkPermissions(s *store.Store) Finding {
	f := Finding{Subject: permissionsSubject, OK: true, Detail: "only you may read the file"}
	if runtime.GOOS == "windows" { // whose files have no such modes
		f.Detail = "those of its folder"
		return f
	}
	err := eachFile(s, func(path string, mode fs.FileMode) error {
		if mode&ofOthers != 0 && f.OK { // the database comes first, and SQLite gives its mode to the others
			f.OK, f.Detail = false, fmt.Sprintf("others may read %s (%v); trialist doctor --private makes it yours alone", path, mode)
		}
		return nil
	})
	if err != nil {
		return Finding{Subject: permissionsSubject, Detail: err.Error()}
	}
	return f
}

// MakePrivate takes the permissions of everybody but the owner from the files of the
// workspace. The error is ErrReadOnly, or of the file system.
func MakePrivate(s *store.Store) error {
	if s.ReadOnly() {
		return store.Errorf(store.ErrReadOnly, "%s cannot be written to, or --readonly was given; its permissions stay", s.Path())
	}
	err := eachFile(s, func(path string, mode fs.FileMode) error { return os.Chmod(path, mode&^ofOthers) })
	if err != nil {
		return fmt.Errorf("make the workspace private: %w", err)
	}
	return nil
}
