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

	"trialist/cmd/trialist/cli"
	"trialist/store"
)

// Log is the log that --log asks for. It explains a fault to whoever mends
// it, who is not to see customers: it names commands, flags, types and what the
// system and the driver say, never arguments or the text of other errors, which
// quote names and cells. Its methods may be called from several goroutines.
type Log struct {
	Path                   string // "" is no log
	version, driverVersion string // versions of the program and of the driver of its database

	began time.Time
	out   *slog.Logger
	file  *os.File // nil while it is not open

	mu       sync.Mutex
	warnings []error // for whoever sits in front of it, see warn
}

// New is a log that is not open. It says the versions of the program and
// of the driver of its database.
func New(trialist, sqlite string) *Log {
	return &Log{version: trialist, driverVersion: sqlite, began: time.Now(), out: slog.New(slog.DiscardHandler)}
}

// logStart is what every line of a log starts with.
const logStart = "time="

// Open opens the file, where one is named, to append to it. A file that holds
// anything else is refused: the workspace, named by mistake, would be damaged.
func (l *Log) Open(cmd *cobra.Command) error {
	if l.Path == "" || l.file != nil {
		return nil
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

// End logs how the command ended and closes the file. A command line that was
// not understood ends before it begins.
func (l *Log) End(cmd *cobra.Command, failed error) error {
	if err := l.Open(cmd); err != nil || l.file == nil {
		if failed != nil {
			return nil // which is told, or is this very error
		}
		return err
	}
	level, ended := slog.LevelInfo, "done"
	if failed != nil {
		level, ended = slog.LevelError, "failed"
	}
	l.out.Log(context.Background(), level, ended, "command", cmd.CommandPath(),
		"duration", time.Since(l.began).Round(time.Millisecond), "status", cli.ExitStatus(failed), "error", errorChain(failed))
	return l.file.Close()
}

// WarnQuietly logs an error that nobody needs to be told of.
func (l *Log) WarnQuietly(what string, err error) {
	if err != nil {
		l.out.Warn(what, "error", errorChain(err))
	}
}

// Warn logs an error that failed nothing. The user is told when the command has
// ended: before that, the terminal may be the dashboard's.
func (l *Log) Warn(err error) {
	l.out.Warn("warned", "error", errorChain(err))
	l.mu.Lock()
	defer l.mu.Unlock()
	l.warnings = append(l.warnings, err)
}

// Warnings is the warnings so far.
func (l *Log) Warnings() []error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.warnings
}

// flagNames is the flags of the command line without their values.
func flagNames(cmd *cobra.Command) string {
	var names []string
	cmd.Flags().Visit(func(f *pflag.Flag) { names = append(names, f.Name) })
	return strings.Join(names, ",")
}

// errorChain is an error and all that it wraps, outermost first, with the types of
// all and the text of those that are known to quote nobody.
func errorChain(err error) string {
	if err == nil {
		return ""
	}
	link := errorLink(err)
	var within []error
	switch e := err.(type) { //nolint:errorlint // looks at one link at a time
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

func errorLink(err error) string {
	link := fmt.Sprintf("%T", err)
	switch e := err.(type) { //nolint:errorlint // looks at one link at a time
	case syscall.Errno:
		return link + ": " + e.Error()
	case interface{ Code() int }: // of the database
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

// fixedErrors is errors whose text is always the same.
func fixedErrors() []error {
	return []error{
		store.ErrMissing, store.ErrNotWorkspace, store.ErrNewer, store.ErrReadOnly, store.ErrBusy, store.ErrDamaged,
		store.ErrFull, store.ErrReplaced, store.ErrConflict, store.ErrNotFound,
		context.Canceled, context.DeadlineExceeded, io.EOF, io.ErrUnexpectedEOF,
		fs.ErrExist, fs.ErrNotExist, fs.ErrPermission, fs.ErrClosed, fs.ErrInvalid,
	}
}
