package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/terminal"
	"trialist/ui/clean"
)

// The exit statuses.
const (
	StatusDone   = 0
	statusFailed = 1
	StatusUsage  = 2
)

// usageError is a command line that could not be understood, as opposed to one
// that was understood and failed.
type usageError struct{ err error }

func (e usageError) Error() string { return e.err.Error() }
func (e usageError) Unwrap() error { return e.err }

// Usagef is a usage error in words.
func Usagef(format string, args ...any) error {
	return usageError{fmt.Errorf(format, args...)}
}

// ExitStatus is what the process reports for err.
func ExitStatus(err error) int {
	if err == nil {
		return StatusDone
	}
	if _, ok := errors.AsType[usageError](err); ok {
		return StatusUsage
	}
	if errors.Is(err, context.Canceled) {
		return StatusInterrupted
	}
	return statusFailed
}

// PrintError writes err as one line. Errors quote paths, names and cells of
// other people's files, so they are made safe like anything else shown. Where
// not even that can be written, there is nobody left to tell.
func PrintError(w io.Writer, err error) {
	_, _ = fmt.Fprintf(w, "trialist: %s\n", clean.Upto(err.Error(), terminal.MaxMessage))
}

// AsUsageError is the usage error that a complaint about the flags or arguments of a
// command is; nil when there is no complaint.
func AsUsageError(cmd *cobra.Command, complaint error) error {
	if complaint == nil {
		return nil
	}
	return Usagef("%w; see %s --help", complaint, cmd.CommandPath())
}
