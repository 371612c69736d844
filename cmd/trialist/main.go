// Command trialist shows which free trials are adopting a product and are
// worth a call. Without a subcommand it opens the dashboard; the subcommands
// give everything the dashboard shows as tables, JSON or CSV, one file of this
// package each.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"

	"charm.land/lipgloss/v2"

	_ "time/tzdata" // --tz must work where the system has no zone files
)

func main() {
	os.Exit(run())
}

// run executes the command line and returns the exit status.
func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	context.AfterFunc(ctx, stop) // who interrupts twice will not wait

	for _, file := range []*os.File{os.Stdout, os.Stderr} {
		lipgloss.EnableLegacyWindowsANSI(file) // nothing on other systems
	}
	g := newGlobals(os.Stderr)
	cmd, err := newRoot(g).ExecuteContextC(ctx)
	err = errors.Join(err, g.log.end(cmd, err))
	for _, warning := range g.log.told() {
		complain(os.Stderr, fmt.Errorf("warning: %w", warning))
	}
	if err != nil {
		complain(os.Stderr, plainly(err))
	}
	return exitStatus(err)
}
