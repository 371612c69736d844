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
	"trialist/cmd/trialist/terminal"
	"trialist/store/care"
	"trialist/ui/clean"
)

func newBackup(g *globals) *cobra.Command {
	var force bool
	cmd := &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the workspace to a new file, also while it is in use",
		Args:  cli.ExactArgs("a FILE to write"),
		RunE: func(cmd *cobra.Command, args []string) error {
			guard := g.newGuard(force)
			return g.withWorkspaceToRead(cmd.Context(), func(s *session) error {
				if err := s.backup(cmd.Context(), guard, args[0]); err != nil {
					return err
				}
				return terminal.PrintLine(cmd.OutOrStdout(), "wrote "+string(clean.Limit(args[0], terminal.MaxMessage)))
			})
		},
	}
	addForce(cmd.Flags(), &force)
	return cmd
}

// backup copies the workspace. SQLite does not report progress, so the size of the
// copy stands for it.
func (s *session) backup(ctx context.Context, guard *outfile.Guard, path string) error {
	if _, err := os.Lstat(path + "-wal"); err == nil {
		// Whoever opens the backup would take it for what was not yet folded into it.
		return fmt.Errorf("back up: %s-wal is beside it, as of a workspace that is open or was not closed; choose another name", path)
	}
	file, err := guard.Reserve(path)
	if err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	defer s.meter.Clear()
	half := file.Unfinished()
	s.meter.Poll(progress.State{Stage: "writing"}, func() (done, total int64) { return fileSize(half), fileSize(s.path) })
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
