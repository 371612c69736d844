// Command trialist shows which free trials are adopting a product and are
// worth a call. Without a subcommand it opens the dashboard; the subcommands
// give everything the dashboard shows as tables, JSON or CSV, one file of this
// package each.
package main

import (
	"context"
	"errors"
	"os"
	"os/signal"

	"charm.land/fang/v2"

	_ "time/tzdata" // --tz must work where the system has no zone files
)

func main() {
	os.Exit(run())
}

// run executes the command line and returns the exit status. Errors reach fang
// never: to print one it would ask the terminal for its colours, and a program
// that failed has no business reading the keyboard.
func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	context.AfterFunc(ctx, stop) // who interrupts twice will not wait

	var failed error
	root := newRoot()
	catch(root, &failed)
	err := fang.Execute(ctx, root,
		fang.WithVersion(version()),
		fang.WithErrorHandler(fangError),
	)
	err = errors.Join(failed, err)
	if failed != nil {
		complain(os.Stderr, plainly(failed))
	}
	return exitStatus(err)
}
