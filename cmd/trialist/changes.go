package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
)

// changeListJSON is the JSON of what a command changed, or would change.
type changeListJSON struct {
	Version int          `json:"version"`
	DryRun  bool         `json:"dry_run"`
	Changes []changeJSON `json:"changes"`
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

// write prints what a command changed, or would change. If the command failed it
// prints nothing and returns that error.
func (f *changeFlags) write(w io.Writer, changes []rulebook.Change, failed error) error {
	if failed != nil {
		return failed
	}
	return writeChanges(w, changes, f.json, f.dryRun)
}

// writeChanges prints the changes, one a line.
func writeChanges(w io.Writer, changes []rulebook.Change, asJSON, dryRun bool) error {
	if asJSON {
		list := changeListJSON{Version: output.JSONVersion, DryRun: dryRun, Changes: []changeJSON{}}
		for _, c := range changes {
			list.Changes = append(list.Changes, changeJSON{c.Item, c.Text})
		}
		return output.WriteJSON(w, list)
	}
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
