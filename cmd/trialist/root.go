package main

import (
	"bytes"
	"errors"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"trialist/cmd/trialist/changes"
	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/dashboard"
	"trialist/cmd/trialist/demo"
	"trialist/cmd/trialist/exporting"
	"trialist/cmd/trialist/importing"
	"trialist/cmd/trialist/journey"
	"trialist/cmd/trialist/listing"
	"trialist/cmd/trialist/proof"
	"trialist/cmd/trialist/segments"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/signals"
	"trialist/cmd/trialist/touch"
	"trialist/cmd/trialist/views"
	"trialist/cmd/trialist/workflows"
)

// newRoot builds the command tree. The root command itself opens the dashboard.
func newRoot(g *session.Globals) *cobra.Command {
	var screen dashboard.Flags
	root := &cobra.Command{
		Use:   "trialist",
		Short: "Which trials are adopting your product, ranked, in the terminal",
		Long: `Which trials are adopting your product and are worth a call: trialist reads customers and
product events into one local file, scores every trial, and ranks them. Nothing leaves this machine unless you
enable a workflow that sends it.

Without a command it opens the dashboard.`,
		Example: `trialist demo
trialist import customers.csv events.csv
trialist list --filter "fit>=50 left<=3"`,
		Version:       session.Version(),
		SilenceErrors: true, // run in main.go prints them
		SilenceUsage:  true,
		Args:          cli.NoArgs,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkFlags(cmd); err != nil {
				return err
			}
			return g.Log.Open(cmd, g.AllowLog(cmd))
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			if dashboard.Dumb() {
				return errors.New("the dashboard cannot draw on a terminal with TERM=dumb; use trialist list and trialist show instead")
			}
			if !dashboard.Interactive(cmd) {
				return errors.New("the dashboard needs a terminal; use trialist list instead")
			}
			g.EndsAtSignals = true
			return g.WithWorkspaceOrNew(cmd.Context(), func(s *session.Session) error { return screen.Run(cmd, s) })
		},
	}
	root.SetFlagErrorFunc(cli.AsUsageError)
	g.AddFlags(root)
	screen.AddFlags(root)
	root.AddGroup(
		&cobra.Group{ID: "look", Title: "Look:"},
		&cobra.Group{ID: "data", Title: "Data in and out:"},
		&cobra.Group{ID: "team", Title: "What the team decides:"},
		&cobra.Group{ID: "care", Title: "The workspace itself:"},
	)
	add := func(group string, commands ...*cobra.Command) {
		for _, c := range commands {
			c.GroupID = group
			root.AddCommand(c)
		}
	}
	root.SetHelpCommandGroupID("care")
	root.SetCompletionCommandGroupID("care")
	add("look", demo.New(g), listing.NewList(g), listing.NewShow(g), changes.New(g), newSummary(g), newFeatures(g), journey.New(g), proof.New(g))
	add("data", importing.NewImport(g), importing.NewImports(g), exporting.New(g))
	add("team", touch.New(g), signals.New(g), segments.New(g), views.New(g), workflows.New(g), newConfig(g))
	add("care", newBackup(g), newRestore(g), newForget(g), newDoctor(g), newPaths(g), newVersion(), newMan())
	refuseUnknown(root)
	indentExamples(root)
	writeHelp(root, g)
	return root
}

// writeHelp has the help of all commands written at once, and the error kept: Cobra drops
// it.
func writeHelp(root *cobra.Command, g *session.Globals) {
	usual := root.HelpFunc()
	root.SetHelpFunc(func(cmd *cobra.Command, args []string) {
		out := cmd.OutOrStdout()
		var text bytes.Buffer
		cmd.SetOut(&text)
		usual(cmd, args)
		cmd.SetOut(out)
		_, g.HelpError = text.WriteTo(out)
	})
}

// refuseUnknown has the commands that Cobra adds refuse what they do not know. They print
// help for it and end with status 0 otherwise, as if nothing were wrong.
func refuseUnknown(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		switch c.Name() {
		case "help":
			show := c.Run
			c.Args, c.Run, c.RunE = cobra.ArbitraryArgs, nil, func(cmd *cobra.Command, args []string) error {
				if _, rest, err := root.Find(args); err != nil || len(rest) > 0 {
					return cli.Usagef("there is no command %q; see %s --help", strings.Join(args, " "), root.Name())
				}
				show(cmd, args)
				return nil
			}
		case "completion":
			c.Args, c.RunE = cli.NoArgs, func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
			for _, shell := range c.Commands() {
				shell.Args = cli.NoArgs
			}
		}
	}
}

// checkFlags returns an error about flags of any command: one that was given without a
// value, as by a script whose variable is empty, as what it means is not the default, or
// two formats at once.
func checkFlags(cmd *cobra.Command) error {
	if json, csv := cmd.Flags().Lookup("json"), cmd.Flags().Lookup("csv"); json != nil && csv != nil &&
		json.Value.String() == "true" && csv.Value.String() == "true" {
		return cli.Usagef("--json and --csv exclude each other; say one of them")
	}
	var err error
	cmd.Flags().Visit(func(f *pflag.Flag) {
		say, needed := emptyFlags[f.Name]
		if err == nil && needed && f.Value.Type() == "string" && f.Value.String() == "" {
			err = cli.Usagef("--%s is empty; %s, or leave it out", f.Name, say)
		}
	})
	return err
}

// emptyFlags are the flags to which an empty text says nothing, with what to say instead.
// Others, such as --filter and --owner, mean something by it, or have an error of their own.
var emptyFlags = map[string]string{
	"db": "name a workspace file", "as-of": "say now, a day or a time", "log": "name a file", "theme": "say dark, light or auto",
	"since": "say yesterday, 7d, a day or a time", "sort": "say an order", "view": "name a view", "status": "name a status",
	"as": "say what the rows are", "dates": "say dmy or mdy", "decimal": "say comma or point", "encoding": "name an encoding", "keep": "say first or last",
	"rejects": "name a file", "sheet": "name a sheet", "tz": "name a time zone", "csv": "name a folder", "repair": "name a file", "state": "name a state",
}

// indentExamples indents the examples of all commands by two blanks, like the rest
// of the help. Cobra prints them as they are.
func indentExamples(cmd *cobra.Command) {
	if cmd.Example != "" {
		cmd.Example = "  " + strings.ReplaceAll(cmd.Example, "\n", "\n  ")
	}
	for _, sub := range cmd.Commands() {
		indentExamples(sub)
	}
}
