package demo

import (
	"fmt"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/dashboard"
	"trialist/cmd/trialist/session"
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
	screen           dashboard.Flags
}

func New(g *session.Globals) *cobra.Command {
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
	session.AddForce(flags, &f.force)
	f.screen.AddFlags(cmd)
	return cmd
}

// newWorkspace returns the made-up data that the flags describe, and its as-of.
func (f demoFlags) newWorkspace(g *session.Globals) (*demo.Workspace, value.Instant, error) {
	asOf, err := g.AsOfInstant()
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
func (f demoFlags) run(cmd *cobra.Command, g *session.Globals) error {
	if _, err := g.AsOfInstant(); err != nil {
		return err
	}
	path := g.DemoPath()
	if path == "" {
		return session.ErrNoDataDir
	}
	made, err := f.ensureWorkspace(cmd, g, path)
	if err != nil {
		return err
	}
	if dashboard.Interactive(cmd) {
		g.EndsAtSignals = true
		show := func(s *session.Session) error { return f.screen.Run(cmd, s) }
		return session.CloseAfter(cmd.Context(), show)(g.OpenAt(cmd.Context(), path, store.Options{MustExist: true}))
	}
	verb := "the demo workspace is at"
	if made {
		verb = "made a demo workspace at"
	}
	db := ""
	if path != g.Path() {
		db = "--db " + path + " "
	} else if g.DB != "" {
		db = "--db " + g.DB + " "
	}
	shown := string(clean.Limit(path, terminal.MaxMessage))
	if err := terminal.PrintLine(cmd.OutOrStdout(), fmt.Sprintf("%s %s", verb, shown)); err != nil {
		return err
	}
	return terminal.PrintLine(cmd.OutOrStdout(), string(clean.Limit("list its trials with: trialist "+db+"list", terminal.MaxMessage)))
}
