package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/outfile"
	"trialist/cmd/trialist/progress"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/store/care"
	"trialist/ui/clean"
)

func newBackup(g *session.Globals) *cobra.Command {
	var force bool
	cmd := &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the workspace to a new file, also while it is in use",
		Args:  cli.ExactArgs("a FILE to write"),
		RunE: func(cmd *cobra.Command, args []string) error {
			guard := g.NewGuard(force)
			return g.WithWorkspaceToRead(cmd.Context(), func(s *session.Session) error {
				if err := backup(cmd.Context(), s, guard, args[0]); err != nil {
					return err
				}
				return terminal.PrintLine(cmd.OutOrStdout(), "wrote "+string(clean.Limit(args[0], terminal.MaxMessage)))
			})
		},
	}
	session.AddForce(cmd.Flags(), &force)
	return cmd
}

// backup copies the workspace. SQLite does not report progress, so the size of the
// copy stands for it.
func backup(ctx context.Context, s *session.Session, guard *outfile.Guard, path string) error {
	if _, err := os.Lstat(path + "-wal"); err == nil {
		// Whoever opens the backup would take it for what was not yet folded into it.
		return fmt.Errorf("back up: %s-wal is beside it, as of a workspace that is open or was not closed; choose another name", path)
	}
	file, err := guard.Reserve(path)
	if err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	defer s.Meter.Clear()
	half := file.Unfinished()
	s.Meter.Poll(progress.State{Stage: "writing"}, func() (done, total int64) { return fileSize(half), fileSize(s.Path) })
	if err := care.Backup(ctx, s.Store, half); err != nil {
		err = errors.Join(err, file.Discard())
		return cli.AsInterrupted(err, "backup interrupted; nothing was written")
	}
	if err := file.Commit(); err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	return nil
}

// fileSize returns the size of a file in bytes, 0 when there is none.
func fileSize(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}
