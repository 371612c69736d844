package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"trialist/store/checksum"
)

// What can be wrong with a workspace or a request, for errors.Is. The errors
// that a caller gets carry one line that names the file and says what to do.
var (
	ErrMissing      = errors.New("no such workspace")
	ErrNotWorkspace = errors.New("not a trialist workspace")
	ErrNewer        = errors.New("made by a newer trialist")
	ErrReadOnly     = errors.New("cannot be written to")
	ErrBusy         = errors.New("another trialist is writing")
	ErrDamaged      = errors.New("damaged workspace")
	ErrFull         = errors.New("disk full")
	ErrDisk         = errors.New("disk failed")
	ErrReplaced     = errors.New("workspace file replaced")
	ErrForeignLog   = errors.New("write-ahead log of another file")
	ErrConflict     = errors.New("saved by somebody else meanwhile")
	ErrNotFound     = errors.New("not found")
)

// failure is an error of a known kind with a message for people.
type failure struct {
	kind    error // one of the above
	message string
	cause   error // of the driver or a decoder, for logs; may be nil
}

func (f *failure) Error() string { return f.message }

func (f *failure) Unwrap() []error {
	if f.cause == nil {
		return []error{f.kind}
	}
	return []error{f.kind, f.cause}
}

// Errorf is an error of a kind. What its format wraps with %w is its cause.
func Errorf(kind error, format string, args ...any) error {
	line := fmt.Errorf(format, args...)
	return &failure{kind: kind, message: line.Error(), cause: errors.Unwrap(line)}
}

// DamageError is an ErrDamaged with a line for people, which does not say what the
// decoder found. That is the cause, for logs.
func DamageError(cause error, format string, args ...any) error {
	return &failure{kind: ErrDamaged, message: fmt.Sprintf(format, args...), cause: cause}
}

// Describe turns an error of the driver into a line for people that says what was
// being done. Errors are told apart by code, as SQLite's texts are for programmers
// and change.
func (s *Store) Describe(doing string, err error) error {
	if err == nil {
		return nil
	}
	var known *failure
	var driver *sqlite.Error
	var damaged *checksum.Damage
	switch {
	case errors.As(err, &known):
		return err
	case errors.As(err, &damaged):
		return &failure{kind: ErrDamaged, message: doing + ": " + s.DamagedRows(damaged) + "; run trialist doctor, or go back to a backup", cause: err}
	case errors.As(err, &driver):
		if line, kind := s.driverReason(driver.Code()); kind != nil {
			return &failure{kind: kind, message: doing + ": " + line, cause: err}
		}
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// driverReason is the line for a driver error and its kind. The kind is nil for
// errors about which the user can do nothing.
func (s *Store) driverReason(code int) (line string, kind error) {
	switch code & 0xff { // without the extended part of the code
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return "another trialist is writing; try again", ErrBusy
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		return s.path + " cannot be written to; make it and its folder writable, or use --readonly to look at it", ErrReadOnly
	case sqlite3.SQLITE_CORRUPT:
		return s.path + " is damaged; run trialist doctor, or go back to a backup", ErrDamaged
	case sqlite3.SQLITE_NOTADB:
		return s.path + " is not a trialist workspace; choose another file with --db", ErrNotWorkspace
	case sqlite3.SQLITE_FULL:
		return "the disk is full, nothing was saved; make room and try again", ErrFull
	case sqlite3.SQLITE_IOERR:
		if code == sqlite3.SQLITE_IOERR_SHMSIZE {
			return "the disk has no room for what SQLite keeps beside " + s.path + ", nothing was saved; make room and try again", ErrFull
		}
		return s.diskReason(code), ErrDisk
	case sqlite3.SQLITE_CANTOPEN:
		return s.path + " cannot be opened; check the permissions of the file and its folder", fs.ErrPermission
	case sqlite3.SQLITE_INTERRUPT:
		return "interrupted, nothing was saved", context.Canceled
	}
	return "", nil
}

// diskReason is the line for a call of the system that failed. SQLite tells the code
// of what it was doing, not why it failed, but for a disk without room.
func (s *Store) diskReason(code int) string {
	switch code {
	case sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_IOERR_CORRUPTFS, sqlite3.SQLITE_IOERR_DATA:
		return s.path + " cannot be read from the disk; check the disk, and copy what can be read to another one with trialist doctor --repair FILE"
	case sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_TRUNCATE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_DIR_FSYNC:
		return s.path + " cannot be written to the disk, nothing was saved; check the disk, its quota and the limit on the size of files, and try again"
	}
	return fmt.Sprintf("the disk with %s does not do what is asked (SQLite says %d), nothing was saved; check the disk and its folder, and try again", s.path, code)
}

// IsDamage reports whether the error says that the file cannot be read as
// SQLite at all.
func IsDamage(err error) bool { return hasDriverCode(err, sqlite3.SQLITE_CORRUPT) }

// IsUnreadable reports whether the error says that what was asked for cannot be read,
// also because the table or the column is not there, or because the row claims to be longer
// than any can be.
func IsUnreadable(err error) bool {
	return IsDamage(err) || hasDriverCode(err, sqlite3.SQLITE_ERROR) || hasDriverCode(err, sqlite3.SQLITE_NOTADB) ||
		hasDriverCode(err, sqlite3.SQLITE_NOMEM) || hasDriverCode(err, sqlite3.SQLITE_TOOBIG)
}

// IsConflict reports whether the error says that a row does not go with the others, or
// has what no row may have.
func IsConflict(err error) bool { return hasDriverCode(err, sqlite3.SQLITE_CONSTRAINT) }

// isBusy reports whether the error says that somebody else holds the lock.
func isBusy(err error) bool { return hasDriverCode(err, sqlite3.SQLITE_BUSY) }

func hasDriverCode(err error, code int) bool {
	var driver *sqlite.Error
	return errors.As(err, &driver) && driver.Code()&0xff == code
}
