package faultlog

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"trialist/store"
)

// Log is the log that --log asks for. Whoever reads it to explain a fault must not
// see customers. So it contains commands, names of flags, types of errors and the
// texts of the system and of the driver. It never contains arguments or the text of
// other errors, which quote names and cells. Its methods may be called from several
// goroutines.
type Log struct {
	Path                   string // "" for no log
	version, driverVersion string // of trialist and of the SQLite driver

	began time.Time
	out   *slog.Logger
	file  *os.File // nil unless open

	mu       sync.Mutex
	warnings []error // see Warn
}

// New returns a log that is not open yet. The arguments are the versions of the
// program and of the SQLite driver.
func New(trialist, sqlite string) *Log {
	return &Log{version: trialist, driverVersion: sqlite, began: time.Now(), out: slog.New(slog.DiscardHandler)}
}

// logStart is the start of every line of a log.
const logStart = "time="

// Open opens the file at Path, if any, to append to it, and logs the command. It
// refuses a file that is not a log, and what allowed refuses: appending to a
// workspace named by mistake would damage it, and making a file in the place of one
// that is still to be made would be taken for it.
func (l *Log) Open(cmd *cobra.Command, allowed func(path string) error) error {
	if l.Path == "" || l.file != nil {
		return nil
	}
	if l.Path == "-" {
		return errors.New("--log: - is standard output, which this is not written to; name a file")
	}
	if err := allowed(l.Path); err != nil {
		return fmt.Errorf("--log: %w", err)
	}
	file, err := os.OpenFile(l.Path, os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("--log: %w", err)
	}
	if err := checkLog(file); err != nil {
		return errors.Join(err, file.Close())
	}
	l.file, l.out = file, slog.New(slog.NewTextHandler(file, nil))
	l.out.Info("began", "command", cmd.CommandPath(), "flags", flagNames(cmd), "trialist", l.version,
		"go", runtime.Version(), "os", runtime.GOOS+"/"+runtime.GOARCH, "sqlite", l.driverVersion)
	return nil
}

// checkLog returns an error if the file is a regular one that contains something
// other than a log.
func checkLog(file *os.File) error {
	info, err := file.Stat()
	if err != nil {
		return fmt.Errorf("--log: %w", err)
	}
	if !info.Mode().IsRegular() || info.Size() == 0 {
		return nil
	}
	start := make([]byte, len(logStart))
	if _, err := file.ReadAt(start, 0); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("--log: %w", err)
	}
	if string(start) != logStart {
		return fmt.Errorf("--log: %s is not a log of trialist; name another file", file.Name())
	}
	return nil
}

// End logs how the command ended, with its exit status, and closes the file. It opens the log first when
// the command line was wrong, as then no command has.
func (l *Log) End(cmd *cobra.Command, allowed func(path string) error, failed error, status int) error {
	if err := l.Open(cmd, allowed); err != nil || l.file == nil {
		if failed != nil {
			return nil // failed is printed; it may be err itself
		}
		return err
	}
	level, ended := slog.LevelInfo, "done"
	if failed != nil {
		level, ended = slog.LevelError, "failed"
	}
	l.out.Log(context.Background(), level, ended, "command", cmd.CommandPath(),
		"duration", time.Since(l.began).Round(time.Millisecond), "status", status, "error", errorChain(failed))
	return l.file.Close()
}

// WarnQuietly logs an error that the user need not see. It ignores nil.
func (l *Log) WarnQuietly(what string, err error) {
	if err != nil {
		l.out.Warn(what, "error", errorChain(err))
	}
}

// Count logs how often something happened that the user need not see. It ignores 0.
func (l *Log) Count(what string, n int64) {
	if n != 0 {
		l.out.Warn(what, "count", n)
	}
}

// Warn logs an error that made nothing fail and keeps it for Warnings: it can be
// printed only after the command, as the dashboard may be using the terminal.
func (l *Log) Warn(err error) {
	l.out.Warn("warned", "error", errorChain(err))
	l.mu.Lock()
	defer l.mu.Unlock()
	l.warnings = append(l.warnings, err)
}

// Warnings returns the errors given to Warn so far.
func (l *Log) Warnings() []error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.warnings
}

// flagNames returns the names of the flags that were given, without their values.
func flagNames(cmd *cobra.Command) string {
	var names []string
	cmd.Flags().Visit(func(f *pflag.Flag) { names = append(names, f.Name) })
	return strings.Join(names, ",")
}

// errorChain describes an error and all that it wraps, outermost first: the type of
// each, and the text of those that contain no data.
func errorChain(err error) string {
	if err == nil {
		return ""
	}
	link := errorLink(err)
	var within []error
	switch e := err.(type) { //nolint:errorlint // one error of the chain at a time
	case interface{ Unwrap() error }:
		if inner := e.Unwrap(); inner != nil {
			return link + " > " + errorChain(inner)
		}
	case interface{ Unwrap() []error }:
		within = e.Unwrap()
	}
	if len(within) == 0 {
		return link
	}
	var branches []string
	for _, inner := range within {
		branches = append(branches, errorChain(inner))
	}
	return link + " > (" + strings.Join(branches, " | ") + ")"
}

// errorLink describes one error of a chain.
func errorLink(err error) string {
	link := fmt.Sprintf("%T", err)
	switch e := err.(type) { //nolint:errorlint // one error of the chain at a time
	case syscall.Errno:
		return link + ": " + e.Error()
	case interface{ Code() int }: // of the SQLite driver
		return fmt.Sprintf("%s %d: %v", link, e.Code(), err)
	case *fs.PathError:
		return link + ": " + e.Op
	}
	for _, fixed := range fixedErrors() {
		if err == fixed { //nolint:errorlint // as above
			return link + ": " + err.Error()
		}
	}
	return link
}

// fixedErrors returns errors whose text never varies.
func fixedErrors() []error {
	return []error{
		store.ErrMissing, store.ErrNotWorkspace, store.ErrNewer, store.ErrReadOnly, store.ErrBusy, store.ErrDamaged,
		store.ErrFull, store.ErrReplaced, store.ErrConflict, store.ErrNotFound,
		context.Canceled, context.DeadlineExceeded, io.EOF, io.ErrUnexpectedEOF,
		fs.ErrExist, fs.ErrNotExist, fs.ErrPermission, fs.ErrClosed, fs.ErrInvalid,
	}
}
