package main

import (
	"os"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
)

// filePath is the JSON of a file that trialist may use.
type filePath struct {
	What   string `json:"what"`
	Path   string `json:"path"`
	Exists bool   `json:"exists"`
	Why    string `json:"why"`
}

func newPaths(g *session.Globals) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "paths",
		Short: "Show where the files are, and why there",
		Args:  cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			places := filePaths(g)
			if asJSON {
				return output.WriteJSON(cmd.OutOrStdout(), struct {
					Version int        `json:"version"`
					Paths   []filePath `json:"paths"`
				}{output.JSONVersion, places})
			}
			t := output.NewTable(output.Column{Header: "file"}, output.Column{Header: "path"}, output.Column{Header: "there"}, output.Column{Header: "chosen by", DropOrder: 1})
			for _, p := range places {
				t.AddRow(p.What, p.Path, output.YesNo(p.Exists), p.Why)
			}
			return t.Write(cmd.OutOrStdout())
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// noDataDir is why there is no path.
const noDataDir = "HOME is not set"

// filePaths lists the files that the other commands would use.
func filePaths(g *session.Globals) []filePath {
	why := "XDG data directory"
	switch {
	case g.DB != "":
		why = "--db"
	case os.Getenv("TRIALIST_DB") != "":
		why = "TRIALIST_DB"
	case g.Path() == "":
		why = noDataDir
	}
	there := func(path string) bool {
		_, err := os.Stat(path)
		return err == nil
	}
	demo, whyDemo := (&session.Globals{}).DemoPath(), "XDG data directory"
	if demo == "" {
		whyDemo = noDataDir
	}
	config, whyConfig := session.ConfigPath(), "XDG configuration directory"
	if config == "" {
		whyConfig = noDataDir
	}
	return []filePath{
		{What: "workspace", Path: g.Path(), Exists: there(g.Path()), Why: why},
		{What: "demo", Path: demo, Exists: there(demo), Why: whyDemo},
		{What: "dashboard config", Path: config, Exists: there(config), Why: whyConfig},
	}
}
