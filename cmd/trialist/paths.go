package main

import (
	"os"

	"github.com/spf13/cobra"
)

// place is one file that trialist may use.
type place struct {
	What   string `json:"what"`
	Path   string `json:"path"`
	Exists bool   `json:"exists"`
	Why    string `json:"why"`
}

func newPaths(g *globals) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "paths",
		Short: "Show where the files are, and why there",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			places := g.places()
			if asJSON {
				return writeJSON(cmd.OutOrStdout(), struct {
					Version int     `json:"version"`
					Paths   []place `json:"paths"`
				}{jsonVersion, places})
			}
			t := newTable(column{header: "file"}, column{header: "path"}, column{header: "there"}, column{header: "chosen by", drop: 1})
			for _, p := range places {
				t.add(p.What, p.Path, yesNo(p.Exists), p.Why)
			}
			return t.write(cmd.OutOrStdout())
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// places lists the files that the other commands would use.
func (g *globals) places() []place {
	why := "XDG data directory"
	switch {
	case g.db != "":
		why = "--db"
	case os.Getenv("TRIALIST_DB") != "":
		why = "TRIALIST_DB"
	}
	there := func(path string) bool {
		_, err := os.Stat(path)
		return err == nil
	}
	demo := (&globals{}).demoPath()
	return []place{
		{What: "workspace", Path: g.path(), Exists: there(g.path()), Why: why},
		{What: "demo", Path: demo, Exists: there(demo), Why: "XDG data directory"},
	}
}
