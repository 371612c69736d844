package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"trialist/cmd/trialist/terminal"
	"trialist/scoring/value"
	"trialist/ui/clean"
)

// Exit statuses of the process; see also [StatusInterrupted].
const (
	StatusDone   = 0
	statusFailed = 1
	StatusUsage  = 2
	statusFound  = 3
)

// ErrFound says that a command that was asked whether there is something has found
// something. It is told by the exit status alone.
var ErrFound = errors.New("something was found")

// usageError is an error of the command line itself, as opposed to one of running
// the command.
type usageError struct{ err error }

func (e usageError) Error() string { return e.err.Error() }
func (e usageError) Unwrap() error { return e.err }

// Usagef returns a usage error, formatted as by fmt.Errorf.
func Usagef(format string, args ...any) error {
	return usageError{fmt.Errorf(format, args...)}
}

// ExitStatus returns the exit status for err, which may be nil.
func ExitStatus(err error) int {
	if err == nil {
		return StatusDone
	}
	if _, ok := errors.AsType[usageError](err); ok {
		return StatusUsage
	}
	if errors.Is(err, ErrFound) {
		return statusFound
	}
	if errors.Is(err, context.Canceled) {
		return StatusInterrupted
	}
	return statusFailed
}

// PrintError prints err as one line on w. Errors quote paths, names and cells of
// other people's files, so the line is made safe for a terminal. A failure to write
// is ignored: there is nowhere left to report it.
func PrintError(w io.Writer, err error) {
	_, _ = fmt.Fprintf(w, "trialist: %s\n", clean.Limit(err.Error(), terminal.MaxMessage))
}

// AsUsageError returns an error about the flags or arguments of cmd as a usage error
// that names its help, nil for nil.
func AsUsageError(cmd *cobra.Command, complaint error) error {
	if complaint == nil {
		return nil
	}
	if invalid, ok := errors.AsType[*pflag.InvalidValueError](complaint); ok {
		complaint = describeInvalid(invalid)
	}
	if unknown, ok := errors.AsType[*pflag.NotExistError](complaint); ok && unknown.GetSpecifiedShortnames() != "" {
		complaint = fmt.Errorf("there is no flag -%s; write -- before what begins with a dash and is no flag", value.Truncate(unknown.GetSpecifiedShortnames()))
	}
	return Usagef("%w; see %s --help", complaint, cmd.CommandPath())
}

// describeInvalid says which value a flag has and which it could have, without the names of
// functions that tried to read it.
func describeInvalid(err *pflag.InvalidValueError) error {
	wanted := ""
	switch err.GetFlag().Value.Type() {
	case "int", "int64":
		wanted = "a whole number"
	case "uint", "uint64":
		wanted = "a whole number, 0 or more"
	case "bool":
		wanted = "true or false"
	default:
		return fmt.Errorf("--%s %w", err.GetFlag().Name, errors.Unwrap(err))
	}
	return fmt.Errorf("--%s %q is not %s", err.GetFlag().Name, value.Truncate(err.GetValue()), wanted)
}
