package main

import (
	"github.com/spf13/cobra"

	"trialist/ui/clean"
)

func newBackup(g *globals) *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the workspace to a new file, also while it is in use",
		Args:  exactly("a FILE to write"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return g.look(cmd.Context(), func(s *session) error {
				if err := s.Backup(cmd.Context(), args[0]); err != nil {
					return err
				}
				return say(cmd.OutOrStdout(), "wrote "+string(clean.Upto(args[0], longestComplaint)))
			})
		},
	}
}
