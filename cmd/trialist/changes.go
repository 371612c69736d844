package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
)

// changeListJSON is the JSON of what a command changed, or would change.
type changeListJSON struct {
	Version  int          `json:"version"`
	DryRun   bool         `json:"dry_run"`
	Changes  []changeJSON `json:"changes"`
	Warnings []string     `json:"warnings"`
}

type changeJSON struct {
	About string `json:"about"`
	Words string `json:"words"`
}

// changeFlags holds the flags of a command that puts a rulebook in force.
type changeFlags struct{ dryRun, json bool }

func (f *changeFlags) addFlags(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, "say what would change, change nothing")
	cmd.Flags().BoolVar(&f.json, "json", false, "print JSON")
}

// writeEdition prints what a command changed, or would change, and warns on standard
// error of conditions that do not fit the data.
func (f *changeFlags) writeEdition(cmd *cobra.Command, s *session, e edition) error {
	warnings, err := s.warnings(cmd.Context(), e)
	if err != nil {
		return err
	}
	changes := e.changes()
	if f.json {
		list := changeListJSON{Version: output.JSONVersion, DryRun: f.dryRun, Changes: []changeJSON{}, Warnings: warnings}
		for _, c := range changes {
			list.Changes = append(list.Changes, changeJSON{c.Item, c.Text})
		}
		err = output.WriteJSON(cmd.OutOrStdout(), list)
	} else {
		err = writeChanges(cmd.OutOrStdout(), changes)
	}
	for _, warning := range warnings {
		cli.PrintError(cmd.ErrOrStderr(), errors.New("warning: "+warning))
	}
	return err
}

// writeChanges prints the changes, one a line.
func writeChanges(w io.Writer, changes []rulebook.Change) error {
	if len(changes) == 0 {
		_, err := fmt.Fprintln(w, "nothing to change")
		return err
	}
	for _, c := range changes {
		if _, err := fmt.Fprintln(w, clean.Limit(c.String(), terminal.MaxMessage)); err != nil {
			return err
		}
	}
	return nil
}
