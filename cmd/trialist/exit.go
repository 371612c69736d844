package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"trialist/ui/clean"
)

// The exit statuses.
const (
	statusDone   = 0
	statusFailed = 1
	statusUsage  = 2
)

// usageError is a command line that could not be understood, as opposed to one
// that was understood and failed.
type usageError struct{ err error }

func (e usageError) Error() string { return e.err.Error() }
func (e usageError) Unwrap() error { return e.err }

// usagef is a usage error in words.
func usagef(format string, args ...any) error {
	return usageError{fmt.Errorf(format, args...)}
}

// exitStatus is what the process reports for err.
func exitStatus(err error) int {
	if err == nil {
		return statusDone
	}
	if _, ok := errors.AsType[usageError](err); ok {
		return statusUsage
	}
	if errors.Is(err, context.Canceled) {
		return statusInterrupted
	}
	return statusFailed
}

// complain writes err as one line. Errors quote paths, names and cells of
// other people's files, so they are made safe like anything else shown. Where
// not even that can be written, there is nobody left to tell.
func complain(w io.Writer, err error) {
	_, _ = fmt.Fprintf(w, "trialist: %s\n", clean.Upto(err.Error(), longestComplaint))
}

// misused is the usage error that a complaint about the flags or arguments of a
// command is; nil when there is no complaint.
func misused(cmd *cobra.Command, complaint error) error {
	if complaint == nil {
		return nil
	}
	return usagef("%w; see %s --help", complaint, cmd.CommandPath())
}
