package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/terminal"
	"trialist/store/forget"
	"trialist/ui/clean"
)

// forgetFlags holds the flags of forget.
type forgetFlags struct{ yes, finish, json bool }

func newForget(g *globals) *cobra.Command {
	var f forgetFlags
	cmd := &cobra.Command{
		Use:   "forget ACCOUNT",
		Short: "Erase a customer and all that is known of it, for good",
		Long: `Erase a customer and all that is known of it: attributes, events, people who are in no other
account, touches, what is kept to undo the last import, and drafts and past versions of the signals
that name it. The bytes are overwritten as well. Nothing brings it back but a file or a backup.

While another program has the workspace open, old bytes may stay in the file; forget says so, and
--finish overwrites them later. Backups and the files that were imported are not touched.`,
		Example: "trialist forget acme",
		Args: cli.WithUsageErrors(func(_ *cobra.Command, given []string) error {
			switch {
			case f.finish && len(given) > 0:
				return errors.New("--finish is given alone")
			case !f.finish && len(given) != 1:
				return errors.New("give one ACCOUNT")
			}
			return nil
		}),
		RunE: func(cmd *cobra.Command, args []string) error {
			return g.withWorkspace(cmd.Context(), func(s *session) error {
				if f.finish {
					return s.finishForgetting(cmd)
				}
				return s.forget(cmd, args[0], f)
			})
		},
	}
	cmd.Flags().BoolVar(&f.yes, "yes", false, "do not ask")
	cmd.Flags().BoolVar(&f.finish, "finish", false, "overwrite what could not be overwritten before")
	cmd.Flags().BoolVar(&f.json, "json", false, "print JSON")
	return cmd
}

// errUnfinished is what is said while old bytes are still there.
var errUnfinished = errors.New("old bytes may still be in the file, as another program has the workspace open; close it and run trialist forget --finish")

func (s *session) finishForgetting(cmd *cobra.Command) error {
	finished, err := forget.Finish(cmd.Context(), s.Store)
	if err == nil && !finished {
		err = errUnfinished
	}
	if err != nil {
		return err
	}
	return terminal.PrintLine(cmd.OutOrStdout(), "nothing that was removed is left in the file")
}

func (s *session) forget(cmd *cobra.Command, account string, f forgetFlags) error {
	if err := askToForget(cmd, account, f.yes); err != nil {
		return err
	}
	erased, err := forget.Account(cmd.Context(), s.Store, account)
	if err != nil {
		return err
	}
	if f.json {
		err = output.WriteJSON(cmd.OutOrStdout(), struct {
			Version  int  `json:"version"`
			Contacts int  `json:"contacts"`
			Events   int  `json:"events"`
			Touches  int  `json:"touches"`
			Drafts   int  `json:"drafts"`
			Versions int  `json:"versions"`
			Finished bool `json:"finished"`
		}{output.JSONVersion, erased.Contacts, erased.Events, erased.Touches, erased.Drafts, erased.Versions, erased.Finished})
	} else {
		err = terminal.PrintLine(cmd.OutOrStdout(), "forgotten, with "+describeErased(erased))
	}
	if err == nil && !erased.Finished {
		err = errUnfinished
	}
	return err
}

// describeErased says what was erased beside the account itself.
func describeErased(e forget.Erased) string {
	words := []string{
		output.Plural(e.Contacts, "person", "people"), output.Plural(e.Events, "event", "events"), output.Plural(e.Touches, "touch", "touches"),
	}
	if e.Drafts > 0 {
		words = append(words, output.Plural(e.Drafts, "draft", "drafts"))
	}
	if e.Versions > 0 {
		words = append(words, output.Plural(e.Versions, "past version of the signals", "past versions of the signals"))
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// askToForget asks whether it is meant, unless the flag said so.
func askToForget(cmd *cobra.Command, account string, yes bool) error {
	if yes {
		return nil
	}
	if !interactive(cmd) {
		return cli.Usagef("this cannot be taken back; say --yes to forget %q without being asked", account)
	}
	if _, err := fmt.Fprintf(cmd.OutOrStdout(), "Erase %s and all that is known of it? This cannot be taken back. [y/N] ", clean.Of(account)); err != nil {
		return err
	}
	answer, err := bufio.NewReader(cli.InterruptibleReader(cmd.Context(), cmd.InOrStdin())).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return cli.AsInterrupted(err, "interrupted; nothing was changed")
	}
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes":
		return nil
	}
	return errors.New("nothing was changed")
}
