package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	_ "time/tzdata" // --tz must work where the system has no zone files

	"charm.land/lipgloss/v2"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/session"
)

func main() {
	os.Exit(run())
}

// run executes the command line and returns the exit status.
func run() int {
	ctx, ending := cli.NotifyEnding(context.Background())
	for _, file := range []*os.File{os.Stdout, os.Stderr} {
		lipgloss.EnableLegacyWindowsANSI(file) // does nothing on other systems
	}
	g := session.NewGlobals(os.Stderr)
	cmd, err := newRoot(g).ExecuteContextC(ctx)
	if err == nil {
		err = g.HelpError
	}
	status := cli.ExitStatus(err)
	if errors.Is(err, cli.ErrFound) {
		err = nil // which is no failure
	}
	if s := ending.Stop(); s != nil && (g.EndsAtSignals || errors.Is(err, context.Canceled)) {
		status = cli.SignalStatus(s)
	}
	if failed := g.Log.End(cmd, g.AllowLog(cmd), err, status); failed != nil {
		err, status = errors.Join(err, failed), max(status, cli.ExitStatus(failed))
	}
	for _, warning := range g.Log.Warnings() {
		cli.PrintError(os.Stderr, fmt.Errorf("warning: %w", warning))
	}
	if err != nil {
		cli.PrintError(os.Stderr, cli.DescribeInterrupt(err))
	}
	return status
}
