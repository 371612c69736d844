package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/config"
	"trialist/cmd/trialist/dashboard"
	"trialist/cmd/trialist/edit"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/rulebook"
	"trialist/store/rulebooks"
)

func newConfig(g *session.Globals) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Write all that the team decides to a file, or read it from one",
		Long: `Write all that the team decides, signals and settings, as one TOML file for version control,
or read it from one.`,
		Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return cli.Usagef("say trialist config export, import FILE, set KEY VALUE or keys")
		},
	}
	cmd.AddCommand(newConfigExport(g), newConfigImport(g), newConfigSet(g), dashboard.NewKeys())
	return cmd
}

func newConfigExport(g *session.Globals) *cobra.Command {
	return &cobra.Command{
		Use:     "export",
		Short:   "Print the configuration in force",
		Example: "trialist config export > trialist.toml",
		Args:    cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return g.WithWorkspaceToRead(cmd.Context(), func(s *session.Session) error {
				book, _, err := rulebooks.Current(cmd.Context(), s.Store)
				if err != nil {
					return err
				}
				file := config.New(book)
				text, err := file.Encode()
				if err != nil {
					return err
				}
				_, err = terminal.NewSafeWriter(cmd.OutOrStdout()).Write(text)
				return err
			})
		},
	}
}

func newConfigImport(g *session.Globals) *cobra.Command {
	var f edit.Flags
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Put the configuration of a file in force",
		Long: `Put the configuration of a file in force, all of it or nothing; - is standard input. What the file does not
mention stays as it is; a side that it lists signals of has those signals afterwards and no others.`,
		Example: "trialist config import --dry-run trialist.toml",
		Args:    cli.ExactArgs("a FILE to read"),
		RunE: func(cmd *cobra.Command, args []string) error {
			text, err := cli.ReadDocument(cmd, args[0], "configuration")
			if err != nil {
				return err
			}
			file, err := config.Decode(args[0], text)
			if err != nil {
				return err
			}
			return g.WithWorkspaceOrScratch(cmd.Context(), f.DryRun, false, func(s *session.Session) error {
				var imported rulebook.Rulebook
				err := f.Run(cmd, s, func(book rulebook.Rulebook) (_ rulebook.Rulebook, err error) {
					imported, err = file.ApplyTo(book)
					return imported, err
				})
				for _, name := range file.LeftDisabled(imported) {
					cli.PrintError(cmd.ErrOrStderr(), fmt.Errorf("workflow %q is left disabled, as a file enables nothing; look at what it does, then trialist workflows enable", name))
				}
				return err
			})
		},
	}
	f.AddFlags(cmd)
	return cmd
}
