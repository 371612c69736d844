package main

import (
	"errors"
	"os"

	"github.com/spf13/cobra"
)

// newRoot builds the command tree. Run without a subcommand it opens the
// dashboard.
func newRoot() *cobra.Command {
	g := &globals{meter: newMeter(os.Stderr)}
	var screen screenFlags
	root := &cobra.Command{
		Use:   "trialist",
		Short: "Which trials are adopting your product, ranked, in the terminal",
		Long: `Which trials are adopting your product and are worth a call: trialist reads customers and
product events into one local file, scores every trial, and ranks them. Nothing leaves this machine.

Without a command it opens the dashboard.`,
		Example: `trialist demo
trialist import customers.csv events.csv
trialist list --filter "fit>=50 left<=3"`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !interactive(cmd) {
				return errors.New("the dashboard needs a terminal; use trialist list instead")
			}
			return g.withNew(cmd.Context(), func(s *session) error { return screen.show(cmd, s) })
		},
	}
	g.addFlags(root)
	screen.addFlags(root)
	root.AddGroup(
		&cobra.Group{ID: "look", Title: "look"},
		&cobra.Group{ID: "data", Title: "data in and out"},
		&cobra.Group{ID: "team", Title: "what the team decides"},
		&cobra.Group{ID: "care", Title: "the workspace itself"},
	)
	add := func(group string, commands ...*cobra.Command) {
		for _, c := range commands {
			c.GroupID = group
			root.AddCommand(c)
		}
	}
	root.SetHelpCommandGroupID("care")
	root.SetCompletionCommandGroupID("care")
	add("look", newDemo(g), newList(g), newShow(g), newSummary(g))
	add("data", newImport(g), newExport(g))
	add("team", newSignals(g), newConfig(g))
	add("care", newBackup(g), newDoctor(g), newPaths(g), newVersion())
	return root
}
