package main

import (
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"trialist/cmd/trialist/outfile"
)

// newGuard returns the guard of the files that a command writes.
func (g *globals) newGuard(force bool) *outfile.Guard {
	guard := g.newWorkspaceGuard()
	guard.Force = force
	guard.KeepLog(g.log.Path)
	return guard
}

// newWorkspaceGuard returns a guard that keeps the workspace in use, and also those
// that commands use without being told when --db names another.
func (g *globals) newWorkspaceGuard() *outfile.Guard {
	guard, unnamed := &outfile.Guard{}, &globals{}
	for _, path := range []string{g.path(), unnamed.path(), unnamed.demoPath()} {
		guard.KeepWorkspace(path)
	}
	return guard
}

// allowLog returns a function that refuses to log to a workspace or to a file that
// cmd, whose flags have been read, was given.
func (g *globals) allowLog(cmd *cobra.Command) func(path string) error {
	return func(path string) error {
		guard := g.newWorkspaceGuard()
		for _, arg := range cmd.Flags().Args() {
			guard.KeepInput(arg)
		}
		return guard.CheckKept(path)
	}
}

// addForce declares --force.
func addForce(flags *pflag.FlagSet, force *bool) {
	flags.BoolVar(force, "force", false, "replace a file that exists")
}
