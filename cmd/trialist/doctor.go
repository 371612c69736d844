package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/store"
	"trialist/store/care"
	"trialist/ui/clean"
)

// finding is the JSON of one check.
type finding struct {
	What   string `json:"what"`
	OK     bool   `json:"ok"`
	Detail string `json:"detail"`
}

func newDoctor(g *session.Globals) *cobra.Command {
	var asJSON, private bool
	var repair string
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Look the workspace over and say what is wrong with it",
		Args:  cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			err := g.WithWorkspaceToRead(cmd.Context(), func(s *session.Session) error {
				if private {
					if err := care.MakePrivate(s.Store); err != nil {
						return err
					}
				}
				if repair != "" {
					return repairInto(cmd, s, repair)
				}
				ctx, done := s.WithProgress(cmd.Context())
				found, err := care.Check(ctx, s.Cache)
				done()
				if err != nil {
					return err
				}
				findings, well := []finding{}, true
				for _, f := range found {
					findings = append(findings, finding{f.Subject, f.OK, f.Detail})
					well = well && f.OK
				}
				if err := writeFindings(cmd, findings, asJSON); err != nil || well {
					return err
				}
				return errors.New("the workspace is not well; what is not ok above says what to do")
			})
			if errors.Is(err, store.ErrDamaged) { // whose text says to run doctor
				return fmt.Errorf("%s is damaged and cannot be opened; go back to a backup", g.Path())
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	cmd.Flags().StringVar(&repair, "repair", "", "save what is sound to this new file, and list what is not")
	cmd.Flags().BoolVar(&private, "private", false, "make the workspace readable by you alone")
	return cmd
}

// repairInto saves what is sound to a new file. The error says that something is lost.
func repairInto(cmd *cobra.Command, s *session.Session, path string) error {
	ctx, done := s.WithProgress(cmd.Context())
	lost, err := care.Repair(ctx, s.Store, path)
	done()
	if err != nil {
		return err
	}
	for _, line := range lost {
		if _, err := fmt.Fprintln(cmd.OutOrStdout(), clean.Of(line)); err != nil {
			return err
		}
	}
	if len(lost) > 0 {
		return fmt.Errorf("%s has all but the %d parts above; import them again, or take them from a backup", path, len(lost))
	}
	_, err = fmt.Fprintln(cmd.OutOrStdout(), clean.Of("nothing is lost; all is in "+path))
	return err
}

func writeFindings(cmd *cobra.Command, findings []finding, asJSON bool) error {
	if asJSON {
		return output.WriteJSON(cmd.OutOrStdout(), struct {
			Version  int       `json:"version"`
			Findings []finding `json:"findings"`
		}{output.JSONVersion, findings})
	}
	t := output.NewTable(output.Column{Header: "looked at"}, output.Column{Header: ""}, output.Column{Header: "found", Shrinkable: true})
	for _, f := range findings {
		state := "ok"
		if !f.OK {
			state = "NOT OK"
		}
		t.AddRow(f.What, state, f.Detail)
	}
	return t.Write(cmd.OutOrStdout())
}
