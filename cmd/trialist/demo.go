package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/demo"
	"trialist/ui/clean"
)

// demoFlags holds the flags of demo.
type demoFlags struct {
	accounts, events int
	seed             uint64
	csv              string
	fresh, force     bool
	screen           dashboardFlags
}

func newDemo(g *globals) *cobra.Command {
	var f demoFlags
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Look around in a made-up workspace",
		Long: `Look around in a made-up workspace: the trials and customers of an e-mail marketing product
that does not exist. It is made once and kept, and stays as of the minute it was made, so that
its running trials keep running; --fresh makes it again for today.

With --csv it is written as CSV files instead, at any size.`,
		Example: `trialist demo
trialist demo --fresh --as-of 2026-11-02
trialist demo --csv made-up --accounts 100000 --events 5000000`,
		Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if f.csv != "" {
				return f.writeCSV(cmd, g)
			}
			return f.run(cmd, g)
		},
	}
	flags := cmd.Flags()
	flags.IntVar(&f.accounts, "accounts", 0, "number of accounts (else the story of about a thousand)")
	flags.IntVar(&f.events, "events", 0, "number of events (50 for every account)")
	flags.Uint64Var(&f.seed, "seed", 1, "another seed makes other data")
	flags.StringVar(&f.csv, "csv", "", "write CSV files to this folder instead")
	flags.BoolVar(&f.fresh, "fresh", false, "make the demo again, for today")
	addForce(flags, &f.force)
	f.screen.addFlags(cmd)
	return cmd
}

// newWorkspace returns the made-up data that the flags describe, and its as-of.
func (f demoFlags) newWorkspace(g *globals) (*demo.Workspace, value.Instant, error) {
	asOf, err := g.asOfInstant()
	if err != nil {
		return nil, asOf, err
	}
	o := demo.Options{Accounts: f.accounts, Events: f.events, Seed: f.seed, AsOf: asOf}
	if err := o.Validate(); err != nil {
		return nil, asOf, cli.Usagef("%w", err)
	}
	return demo.New(o), asOf, nil
}

// run creates the demo workspace if there is none, and opens it. Without a terminal
// to open it on it prints where the workspace is.
func (f demoFlags) run(cmd *cobra.Command, g *globals) error {
	if _, err := g.asOfInstant(); err != nil {
		return err
	}
	path := g.demoPath()
	if path == "" {
		return errNoDataDir
	}
	made, err := f.ensureWorkspace(cmd, g, path)
	if err != nil {
		return err
	}
	if interactive(cmd) {
		g.endsAtSignals = true
		show := func(s *session) error { return f.screen.runDashboard(cmd, s) }
		return closeAfter(cmd.Context(), show)(g.openAt(cmd.Context(), path, store.Options{MustExist: true}))
	}
	verb := "the demo workspace is at"
	if made {
		verb = "made a demo workspace at"
	}
	db := ""
	if path != g.path() {
		db = "--db " + path + " "
	} else if g.db != "" {
		db = "--db " + g.db + " "
	}
	shown := string(clean.Limit(path, terminal.MaxMessage))
	if err := terminal.PrintLine(cmd.OutOrStdout(), fmt.Sprintf("%s %s", verb, shown)); err != nil {
		return err
	}
	return terminal.PrintLine(cmd.OutOrStdout(), string(clean.Limit("list its trials with: trialist "+db+"list", terminal.MaxMessage)))
}
