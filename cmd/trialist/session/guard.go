package session

import (
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"trialist/cmd/trialist/outfile"
)

// NewGuard returns the guard of the files that a command writes.
func (g *Globals) NewGuard(force bool) *outfile.Guard {
	guard := g.newWorkspaceGuard()
	guard.Force = force
	guard.KeepLog(g.Log.Path)
	return guard
}

// newWorkspaceGuard returns a guard that keeps the workspace in use, and also those
// that commands use without being told when --db names another.
func (g *Globals) newWorkspaceGuard() *outfile.Guard {
	guard, unnamed := &outfile.Guard{}, &Globals{}
	for _, path := range []string{g.Path(), unnamed.Path(), unnamed.DemoPath()} {
		guard.KeepWorkspace(path)
	}
	return guard
}

// AllowLog returns a function that refuses to log to a workspace or to a file that
// cmd, whose flags have been read, was given.
func (g *Globals) AllowLog(cmd *cobra.Command) func(path string) error {
	return func(path string) error {
		guard := g.newWorkspaceGuard()
		for _, arg := range cmd.Flags().Args() {
			guard.KeepInput(arg)
		}
		return guard.CheckKept(path)
	}
}

// AddForce declares --force.
func AddForce(flags *pflag.FlagSet, force *bool) {
	flags.BoolVar(force, "force", false, "replace a file that exists")
}
