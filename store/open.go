package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"modernc.org/sqlite"
)

// readers is the size of the pool of read connections: one for each goroutine that
// scores, one for the screen and one for the watcher.
func readers() int { return Parallelism() + 2 }

// Options say how to open a workspace.
type Options struct {
	ReadOnly       bool // change nothing, not even caches
	MustExist      bool // fail with ErrMissing instead of making a new workspace
	Unused         bool // with ReadOnly: nobody has it open, as a backup; it may also be of an older schema
	PreferReadOnly bool // the caller only reads: open as ReadOnly where the file cannot be written to

	// Warn is called with what failed after the data was saved, on the goroutine
	// that saved it. It may be nil.
	Warn func(error)
}

// Store is an open workspace. Its methods may be called from several goroutines
// at once. A write waits for others, also for those of other processes.
type Store struct {
	path    string // absolute
	file    *databaseFile
	writer  *sql.DB // one connection whose transactions are immediate; nil when read-only
	reader  *sql.DB // connections that cannot write
	created bool    // the file was not there before
	warn    func(error)

	lastStamp     lastStamp                 // guarded by the connection that writes
	watched       atomic.Pointer[stampSeen] // that a watcher has seen last
	background    backgroundWriter
	checkpoints   checkpointer
	damagedCaches atomic.Int64 // see CacheDamaged
}

// Open opens the workspace at path. Unless the options forbid it, a workspace that
// does not exist is made together with its folder, readable by its owner alone. A
// workspace of an older trialist is brought up to date.
//
// The error is ErrMissing, ErrNotWorkspace, ErrNewer, ErrReadOnly, ErrDamaged,
// ErrForeignLog, ErrReplaced or ErrBusy, or of the file system. An Open that fails has not changed the file, and
// leaves no file where there was none.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open workspace: %w", err)
	}
	// SQLite keeps its log beside the file that a link leads to.
	if real, err := filepath.EvalSymlinks(absolute); err == nil {
		absolute = real
	}
	s := &Store{path: absolute, warn: o.Warn}
	if err := s.open(ctx, o); err != nil {
		_ = s.closeUnused(false)
		return nil, s.Describe("open workspace", err)
	}
	return s, nil
}

// useOFDLocks makes locks on database files belong to their connections. POSIX locks
// belong to the process, which loses them when anything in it opens and closes the
// file, such as an import that was given the workspace by mistake.
var useOFDLocks = sync.OnceFunc(func() { _, _ = sqlite.OFDLocking(true) })

func (s *Store) open(ctx context.Context, o Options) error {
	useOFDLocks()
	if o.PreferReadOnly && !s.canWrite() {
		o.ReadOnly = true
	}
	fresh, err := s.ensureFile(o)
	if err != nil {
		return err
	}
	if s.file, err = openFile(s.path); err != nil {
		return err
	}
	if err := s.file.checkLog(ctx); err != nil {
		return err
	}
	if s.canWrite() && !o.ReadOnly {
		if err := s.file.settle(ctx); err != nil {
			return err
		}
	}
	if !fresh {
		if err := s.openReader(ctx, o); err != nil {
			return err
		}
	}
	if o.ReadOnly {
		return nil
	}
	if err := s.openWriter(ctx); err != nil {
		return err
	}
	if fresh {
		s.reader, err = s.connect(readerQuery())
	}
	return err
}

// ensureFile makes sure that there is a file to open. It reports whether the file is
// new, or empty as a crash right after creating it leaves it.
func (s *Store) ensureFile(o Options) (fresh bool, err error) {
	info, err := os.Stat(s.path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && isLink(s.path):
		return false, Errorf(ErrMissing, "%s is a link to a file that does not exist; mend the link, or name another file with --db", s.path)
	case errors.Is(err, fs.ErrNotExist) && (o.ReadOnly || o.MustExist):
		return false, Errorf(ErrMissing, "no workspace at %s; make one with trialist import FILE or trialist demo", s.path)
	case errors.Is(err, fs.ErrNotExist):
		if log, err := os.Stat(s.path + "-wal"); err == nil && log.Size() > 0 {
			return false, Errorf(ErrForeignLog, "%s-wal is left of a workspace that is not there any more; run trialist restore to go back to a backup, or move the log away",
				s.path)
		}
		s.created, err = CreateFile(s.path)
		return true, err
	case err != nil:
		return false, err
	case info.IsDir():
		return false, Errorf(ErrNotWorkspace, "%s is a directory; name a file with --db", s.path)
	case !info.Mode().IsRegular():
		return false, Errorf(ErrNotWorkspace, "%s is not a regular file; name a workspace with --db", s.path)
	case info.Size() == 0 && o.ReadOnly:
		return false, Errorf(ErrNotWorkspace, "%s is empty, not a trialist workspace; choose another file with --db", s.path)
	}
	if !o.ReadOnly && !s.canWrite() {
		if log := s.unwritableLog(); log != "" {
			return false, s.unwritableLogError(log)
		}
		return false, Errorf(ErrReadOnly, "%s or its folder cannot be written to; make both writable, or use --readonly to look at it", s.path)
	}
	return info.Size() == 0, nil
}

// isLink reports whether the path itself is a symbolic link.
func isLink(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.Mode()&fs.ModeSymlink != 0
}

// canWrite reports whether SQLite could write to the file and beside it.
func (s *Store) canWrite() bool {
	return writable(s.path) && writable(filepath.Dir(s.path)) && s.unwritableLog() == ""
}

// unwritableLog is the write-ahead log, or its index, that somebody else has left and this
// process may not write to; "" where there is none. Whoever may write to the folder and
// not to the file leaves them when they look at it.
func (s *Store) unwritableLog() string {
	for _, suffix := range []string{"-wal", "-shm"} {
		if path := s.path + suffix; exists(path) && !writable(path) {
			return path
		}
	}
	return ""
}

// unwritableLogError says what to do about the file that unwritableLog found. Only what is empty
// can be spared.
func (s *Store) unwritableLogError(log string) error {
	if info, err := os.Stat(s.path + "-wal"); err == nil && info.Size() > 0 {
		return Errorf(ErrReadOnly, "%s cannot be written to, and has what was saved last; make it writable, or use --readonly to look at it", log)
	}
	return Errorf(ErrReadOnly, "%s is left of somebody else who looked at the workspace, and cannot be written to; "+
		"remove it while nobody has the workspace open, or use --readonly to look at it", log)
}

// CreateFile creates an empty file that only its owner may read: SQLite would let
// the umask decide, and this is customer data. It reports whether there was none.
func CreateFile(path string) (made bool, err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return false, err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return false, nil // another process came first
	}
	if err != nil {
		return false, err
	}
	return true, f.Close()
}

// openReader connects for reading. It makes sure that the file is a workspace that
// this program understands, before anything could change it.
func (s *Store) openReader(ctx context.Context, o Options) error {
	query := readerQuery()
	if o.Unused && !exists(s.file.logPath()) && !exists(s.path+"-shm") {
		query.Set("immutable", "1") // leaves no files beside it
	}
	// A folder that can be written to gets an empty log and its index, also when the
	// workspace is only read: SQLite reads a file that others may write by them alone,
	// and whoever reads only cannot remove them again. The next one that writes does.
	if o.ReadOnly && !writable(filepath.Dir(s.path)) {
		// SQLite creates files beside a database that is not in use. In a folder
		// where it cannot, no other process can write either, so the file may be
		// read as it is, unless part of the data is still in a log beside it.
		if info, err := os.Stat(s.path + "-wal"); errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0 {
			query.Set("immutable", "1")
		}
	}
	var err error
	if s.reader, err = s.connect(query); err != nil {
		return err
	}
	if err = s.checkVersion(ctx, o); err == nil && query.Get("immutable") == "" {
		err = s.Read(ctx, "open workspace", s.file.checkShared)
	}
	if errors.Is(s.Describe("", err), fs.ErrPermission) && o.ReadOnly {
		return Errorf(ErrReadOnly, "%s was not closed and its folder cannot be written to; copy it and %s-wal to another folder",
			s.path, filepath.Base(s.path))
	}
	return err
}

// openWriter connects for writing and brings the schema up to date.
func (s *Store) openWriter(ctx context.Context) error {
	var err error
	if s.writer, err = s.connect(writerQuery()); err != nil {
		return err
	}
	s.writer.SetMaxOpenConns(1)
	if err := s.useWAL(ctx); err != nil {
		return err
	}
	if err := s.migrate(ctx); err != nil {
		return err
	}
	return s.noteStamp(ctx)
}

// useWAL switches the file to a write-ahead log, in which it then stays. SQLite
// does not wait when another process switches it at the same time: it reads the
// header before it asks for the lock to write, and fails where two that read could
// wait for one another. So the wait is a transaction, which asks for that lock first.
func (s *Store) useWAL(ctx context.Context) error {
	conn, err := s.writer.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	for deadline := time.Now().Add(busyTimeout); ; {
		_, err := conn.ExecContext(ctx, `PRAGMA journal_mode = wal`)
		if !isBusy(err) || time.Now().After(deadline) {
			return err
		}
		if err := runTransaction(ctx, conn, nil, func(*sql.Tx) error { return nil }); err != nil {
			return err
		}
	}
}

func writerQuery() url.Values {
	return url.Values{
		"mode":    {"rw"},
		"_txlock": {"immediate"}, // else a transaction that reads first fails at once when another writes
		"_pragma": {
			"busy_timeout(5000)", "synchronous(normal)", "foreign_keys(1)",
			"cache_size(-65536)", "journal_size_limit(67108864)",
		},
	}
}

func readerQuery() url.Values {
	return url.Values{
		"mode":    {"ro"},
		"_pragma": {"busy_timeout(5000)", "query_only(1)", "cache_size(-8192)"},
	}
}

// connect is a pool of connections to the file that was opened.
func (s *Store) connect(query url.Values) (*sql.DB, error) {
	return connect(s.path, query, s.file.checkPath)
}

// fileURL is the name by which SQLite opens a file with options. It is built as a URL,
// so that no character of a path can end it or be read as an option.
func fileURL(path string, query url.Values) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/folder
	}
	file := url.URL{Scheme: "file", Path: path, RawQuery: query.Encode()}
	return file.String()
}

// connect is a pool of connections to the file at the path. The check comes after
// each opening, and is nil for none.
func connect(path string, query url.Values, check func() error) (*sql.DB, error) {
	connections, err := sqlite.NewConnector(fileURL(path, query))
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(checkedConnector{connections, check})
	db.SetMaxOpenConns(readers())
	db.SetMaxIdleConns(readers())
	return db, nil
}

// Path is the absolute path of the workspace.
func (s *Store) Path() string { return s.path }

// ReadOnly reports whether the store was opened to change nothing.
func (s *Store) ReadOnly() bool { return s.writer == nil }

// Reader is the pool of connections that cannot write, for queries that need no
// transaction, or that must not see the one under way.
func (s *Store) Reader() *sql.DB { return s.reader }

// Close ends all connections. The store must not be used after it.
func (s *Store) Close() error {
	s.background.close()
	s.closeCheckpoints()
	if s.mustStayOpen() {
		return nil
	}
	var errs []error
	if s.reader != nil {
		errs = append(errs, s.reader.Close())
	}
	if s.writer != nil { // last, so that it can move the write-ahead log into the file
		errs = append(errs, s.writer.Close())
	}
	if s.file != nil {
		if err := s.file.open.Close(); !errors.Is(err, fs.ErrClosed) { // unless closed before
			errs = append(errs, err)
		}
	}
	return s.Describe("close workspace", errors.Join(errs...))
}
