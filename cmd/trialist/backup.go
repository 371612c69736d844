package main

import (
	"context"
	"os"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/progress"
	"trialist/cmd/trialist/terminal"
	"trialist/store/care"
	"trialist/ui/clean"
)

func newBackup(g *globals) *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the workspace to a new file, also while it is in use",
		Args:  cli.ExactArgs("a FILE to write"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return g.withWorkspaceToRead(cmd.Context(), func(s *session) error {
				if err := s.backup(cmd.Context(), args[0]); err != nil {
					return err
				}
				return terminal.PrintLine(cmd.OutOrStdout(), "wrote "+string(clean.Limit(args[0], terminal.MaxMessage)))
			})
		},
	}
}

// backup copies the workspace. SQLite does not report progress, so the size of the
// copy stands for it.
func (s *session) backup(ctx context.Context, path string) error {
	defer s.meter.Clear()
	s.meter.Poll(progress.State{Stage: "writing"}, func() (done, total int64) { return fileSize(path), fileSize(s.path) })
	return cli.AsInterrupted(care.Backup(ctx, s.Store, path), "backup interrupted; nothing was written")
}

// fileSize returns the size of a file in bytes, 0 when there is none.
func fileSize(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}
