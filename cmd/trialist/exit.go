package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"charm.land/fang/v2"
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

// longestComplaint is how much of an error is shown, in characters.
const longestComplaint = 1000

// complain writes err as one line. Errors quote paths, names and cells of
// other people's files, so they are made safe like anything else shown. Where
// not even that can be written, there is nobody left to tell.
func complain(w io.Writer, err error) {
	_, _ = fmt.Fprintf(w, "trialist: %s\n", clean.Upto(err.Error(), longestComplaint))
}

// fangError prints what cobra itself refuses, in the same shape.
func fangError(w io.Writer, _ fang.Styles, err error) { complain(w, err) }

// catch makes every command of the tree hand its error to failed instead of
// returning it, and marks complaints about flags and arguments as wrong usage.
func catch(cmd *cobra.Command, failed *error) {
	cmd.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		*failed = usagef("%w; see %s --help", err, cmd.CommandPath())
		return nil
	})
	args, run := cmd.Args, cmd.RunE
	if args == nil {
		args = cobra.NoArgs
	}
	cmd.Args = cobra.ArbitraryArgs
	cmd.RunE = func(cmd *cobra.Command, given []string) error {
		if err := args(cmd, given); err != nil {
			*failed = usagef("%w; see %s --help", err, cmd.CommandPath())
			return nil
		}
		*failed = run(cmd, given)
		return nil
	}
	for _, sub := range cmd.Commands() {
		catch(sub, failed)
	}
}
