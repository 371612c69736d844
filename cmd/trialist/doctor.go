package main

import (
	"context"
	"errors"
	"fmt"
	"os"

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
	var repaired string
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Look the workspace over and say what is wrong with it",
		Args:  cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			err := g.WithWorkspaceToExamine(cmd.Context(), func(s *session.Session) error {
				if private {
					if err := care.MakePrivate(s.Store); err != nil {
						return err
					}
				}
				if repaired != "" {
					return repairInto(cmd, g, s.Store, repaired, nil)
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
			switch {
			case isBeyondOpening(err) && repaired != "":
				return salvageInto(cmd, g, repaired)
			case !errors.Is(err, store.ErrDamaged):
				return err
			}
			return fmt.Errorf("%s is damaged and cannot be opened; go back to a backup, or save what can be read with trialist doctor --repair FILE", g.Path())
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	cmd.Flags().StringVar(&repaired, "repair", "", "save what is sound to this new file, and list what is not")
	cmd.Flags().BoolVar(&private, "private", false, "make the workspace readable by you alone")
	return cmd
}

// isBeyondOpening reports whether the error says that the workspace cannot be opened for
// what it has. Its text says to run doctor.
func isBeyondOpening(err error) bool {
	return errors.Is(err, store.ErrDamaged) || errors.Is(err, store.ErrNotWorkspace)
}

// salvageInto is repairInto for a workspace that cannot be opened.
func salvageInto(cmd *cobra.Command, g *session.Globals, path string) (failed error) {
	folder, err := session.MakeScratch()
	if err != nil {
		return err
	}
	defer func() { failed = errors.Join(failed, os.RemoveAll(folder)) }()
	s, notes, err := store.Salvage(cmd.Context(), g.Path(), folder)
	if err != nil {
		return err
	}
	return errors.Join(repairInto(cmd, g, s, path, notes), s.Close())
}

// repair saves what is sound to a new file, which has its name once it is whole, and
// returns what is not.
func repair(ctx context.Context, g *session.Globals, s *store.Store, path string) (lost []string, err error) {
	if _, err := os.Lstat(path); err == nil {
		return nil, fmt.Errorf("repair: %s exists; choose another name", path)
	}
	if _, err := os.Lstat(path + "-wal"); err == nil {
		return nil, fmt.Errorf("repair: %s-wal is beside it, as of a workspace that is open or was not closed; choose another name", path)
	}
	file, err := g.NewGuard(false).Reserve(path)
	if err != nil {
		return nil, fmt.Errorf("repair: %w", err)
	}
	defer g.Meter.Clear()
	if lost, err = care.Repair(g.Meter.WithProgress(ctx), s, file.Unfinished()); err != nil {
		return nil, errors.Join(err, file.Discard())
	}
	return lost, file.Commit()
}

// repairInto saves what is sound to a new file, and prints the notes and what is not.
// The error says that something is lost.
func repairInto(cmd *cobra.Command, g *session.Globals, s *store.Store, path string, notes []string) error {
	lost, err := repair(cmd.Context(), g, s, path)
	if err != nil {
		return err
	}
	for _, line := range notes {
		if _, err := fmt.Fprintln(cmd.OutOrStdout(), clean.Of(line)); err != nil {
			return err
		}
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
