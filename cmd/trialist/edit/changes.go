package edit

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
)

// changeListJSON is the JSON of what a command changed, or would change.
type changeListJSON struct {
	Version  int          `json:"version"`
	DryRun   bool         `json:"dry_run"`
	Changes  []ChangeJSON `json:"changes"`
	Warnings []string     `json:"warnings"`
}

type ChangeJSON struct {
	About string `json:"about"`
	Words string `json:"words"`
}

// Flags holds the flags of a command that puts a rulebook in force.
type Flags struct{ DryRun, JSON bool }

func (f *Flags) AddFlags(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.DryRun, "dry-run", false, "say what would change, change nothing")
	cmd.Flags().BoolVar(&f.JSON, "json", false, "print JSON")
}

// Write prints what a command changed, or would change, and warns on standard
// error of conditions that do not fit the data.
func (f *Flags) Write(cmd *cobra.Command, s *session.Session, e Edit) error {
	warnings, err := Warnings(cmd.Context(), s, e)
	if err != nil {
		return err
	}
	changes := e.Changes()
	if f.JSON {
		list := changeListJSON{Version: output.JSONVersion, DryRun: f.DryRun, Changes: []ChangeJSON{}, Warnings: warnings}
		for _, c := range changes {
			list.Changes = append(list.Changes, ChangeJSON{c.Item, c.Text})
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

// Run changes the rulebook in force and prints what changed.
func Run(g *session.Globals, cmd *cobra.Command, asJSON bool, change func(rulebook.Rulebook) (rulebook.Rulebook, error)) error {
	return g.WithWorkspace(cmd.Context(), func(s *session.Session) error {
		f := Flags{JSON: asJSON}
		return f.Run(cmd, s, change)
	})
}

// Run changes the rulebook in force, unless this is a dry run, and prints what
// changed or would change.
func (f *Flags) Run(cmd *cobra.Command, s *session.Session, change func(rulebook.Rulebook) (rulebook.Rulebook, error)) error {
	var e Edit
	var err error
	if f.DryRun {
		e, err = preview(cmd.Context(), s, change)
	} else {
		e, err = Apply(cmd.Context(), s, change)
	}
	if err != nil {
		return err
	}
	return f.Write(cmd, s, e)
}
