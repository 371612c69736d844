package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"charm.land/lipgloss/v2"

	_ "time/tzdata" // --tz must work where the system has no zone files

	"trialist/cmd/trialist/cli"
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
	g := newGlobals(os.Stderr)
	cmd, err := newRoot(g).ExecuteContextC(ctx)
	status := cli.ExitStatus(err)
	if s := ending.Stop(); s != nil && (g.endsAtSignals || errors.Is(err, context.Canceled)) {
		status = cli.SignalStatus(s)
	}
	if failed := g.log.End(cmd, g.allowLog(cmd), err, status); failed != nil {
		err, status = errors.Join(err, failed), max(status, cli.ExitStatus(failed))
	}
	for _, warning := range g.log.Warnings() {
		cli.PrintError(os.Stderr, fmt.Errorf("warning: %w", warning))
	}
	if err != nil {
		cli.PrintError(os.Stderr, cli.DescribeInterrupt(err))
	}
	return status
}
