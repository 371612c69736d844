package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"

	"charm.land/lipgloss/v2"

	_ "time/tzdata" // --tz must work where the system has no zone files

	"trialist/cmd/trialist/cli"
)

func main() {
	os.Exit(run())
}

// run executes the command line and returns the exit status.
func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	context.AfterFunc(ctx, stop) // a second interrupt ends the process at once

	for _, file := range []*os.File{os.Stdout, os.Stderr} {
		lipgloss.EnableLegacyWindowsANSI(file) // does nothing on other systems
	}
	g := newGlobals(os.Stderr)
	cmd, err := newRoot(g).ExecuteContextC(ctx)
	err = errors.Join(err, g.log.End(cmd, g.allowLog(cmd), err))
	for _, warning := range g.log.Warnings() {
		cli.PrintError(os.Stderr, fmt.Errorf("warning: %w", warning))
	}
	if err != nil {
		cli.PrintError(os.Stderr, cli.DescribeInterrupt(err))
	}
	return cli.ExitStatus(err)
}
