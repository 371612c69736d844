package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/dashboard"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/store/accounts"
	"trialist/store/forget"
	"trialist/ui/clean"
)

// forgetFlags holds the flags of forget.
type forgetFlags struct {
	yes, finish, forGood, list, json bool
	allow                            string
}

func newForget(g *session.Globals) *cobra.Command {
	var f forgetFlags
	cmd := &cobra.Command{
		Use:   "forget ACCOUNT",
		Short: "Erase a customer and all that is known of it, for good",
		Long: `Erase a customer and all that is known of it: attributes, events, people who are in no other
account, touches, what workflows did, what is kept to undo the last import, and drafts and past versions of the signals
that name it. The bytes are overwritten as well. Nothing brings it back but a file or a backup.

With --for-good later imports skip its rows, and say so. Of the customer a keyed hash of its id is
kept for that, and nothing else. --list says how many there are, --allow lifts it for one.

While another program has the workspace open, old bytes may stay in the file; forget says so, and
--finish overwrites them later. Backups and the files that were imported are not touched.`,
		Example: `trialist forget acme
trialist forget --for-good acme
trialist forget --allow acme`,
		Args: cli.WithUsageErrors(func(cmd *cobra.Command, given []string) error { return f.check(cmd, given) }),
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.list {
				return g.WithWorkspaceToRead(cmd.Context(), func(s *session.Session) error { return countForgotten(s, cmd, f.json) })
			}
			return g.WithWorkspace(cmd.Context(), func(s *session.Session) error {
				switch {
				case f.finish:
					return finishForgetting(s, cmd)
				case f.allow != "":
					return allowForgotten(s, cmd, f.allow)
				}
				return forgetAccount(s, cmd, args[0], f)
			})
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&f.yes, "yes", false, "do not ask")
	flags.BoolVar(&f.forGood, "for-good", false, "have later imports skip the customer, too")
	flags.BoolVar(&f.list, "list", false, "say how many customers are skipped; who they are is not known")
	flags.StringVar(&f.allow, "allow", "", "let imports bring the customer of this id again")
	flags.BoolVar(&f.finish, "finish", false, "overwrite what could not be overwritten before")
	flags.BoolVar(&f.json, "json", false, "print JSON")
	return cmd
}

// check returns an error about the arguments.
func (f *forgetFlags) check(cmd *cobra.Command, given []string) error {
	alone := 0
	for _, flag := range []string{"finish", "list", "allow"} {
		if !cmd.Flags().Changed(flag) {
			continue
		}
		if alone++; alone > 1 || len(given) > 0 || f.forGood {
			return fmt.Errorf("--%s is given alone", flag)
		}
	}
	switch {
	case cmd.Flags().Changed("allow") && f.allow == "":
		return errors.New("--allow is empty; name a customer")
	case alone == 0 && len(given) != 1:
		return errors.New("give one ACCOUNT")
	}
	return nil
}

// countForgotten says how many customers imports skip.
func countForgotten(s *session.Session, cmd *cobra.Command, asJSON bool) error {
	n, err := forget.Count(cmd.Context(), s.Store)
	if err != nil {
		return err
	}
	if asJSON {
		return output.WriteJSON(cmd.OutOrStdout(), struct {
			Version int `json:"version"`
			ForGood int `json:"for_good"`
		}{output.JSONVersion, n})
	}
	return terminal.PrintLine(cmd.OutOrStdout(), output.Plural(n, "customer was", "customers were")+" forgotten for good; imports skip them")
}

// allowForgotten lets imports bring a customer again.
func allowForgotten(s *session.Session, cmd *cobra.Command, account string) error {
	if err := forget.Allow(cmd.Context(), s.Store, account); err != nil {
		return err
	}
	return terminal.PrintLine(cmd.OutOrStdout(), "imports bring "+string(clean.Limit(account, terminal.MaxMessage))+" again")
}

// errUnfinished is what is said while old bytes are still there.
var errUnfinished = errors.New("old bytes may still be in the file, as another program has the workspace open; close it and run trialist forget --finish")

func finishForgetting(s *session.Session, cmd *cobra.Command) error {
	finished, err := forget.Finish(cmd.Context(), s.Store)
	if err == nil && !finished {
		err = errUnfinished
	}
	if err != nil {
		return err
	}
	return terminal.PrintLine(cmd.OutOrStdout(), "nothing that was removed is left in the file")
}

func forgetAccount(s *session.Session, cmd *cobra.Command, account string, f forgetFlags) error {
	if _, err := accounts.SlotOf(cmd.Context(), s.Store, account); err != nil && !f.forGood { // before asking about it
		return err
	}
	if err := askToForget(cmd, account, f.yes); err != nil {
		return err
	}
	erase := forget.Account
	if f.forGood {
		erase = forget.AccountForGood
	}
	erased, err := erase(cmd.Context(), s.Store, account)
	switch {
	case err != nil && erased.Found:
		err = cli.AsInterrupted(err, "interrupted")
		return fmt.Errorf("%w; %s is forgotten, but old bytes may still be in the file: run trialist forget --finish", err, account)
	case err != nil:
		return err
	}
	kept, err := keptCopies(s.Store.Path())
	if err != nil {
		return err
	}
	if f.json {
		err = output.WriteJSON(cmd.OutOrStdout(), struct {
			Version  int  `json:"version"`
			Found    bool `json:"found"`
			ForGood  bool `json:"for_good"`
			Contacts int  `json:"contacts"`
			Events   int  `json:"events"`
			Touches  int  `json:"touches"`
			Firings  int  `json:"firings"`  // of workflows
			Messages int  `json:"messages"` // that it was told
			Drafts   int  `json:"drafts"`
			Versions int  `json:"versions"`
			Finished bool `json:"finished"`

			KeptCopies []string `json:"kept_copies"` // files beside the workspace that are of before a restore
		}{output.JSONVersion, erased.Found, f.forGood, erased.Contacts, erased.Events, erased.Touches, erased.Firings, erased.Messages, erased.Drafts, erased.Versions, erased.Finished, kept})
	} else {
		err = errors.Join(terminal.PrintLine(cmd.OutOrStdout(), describeForgotten(erased, f.forGood)), printKeptCopies(cmd.OutOrStdout(), kept))
	}
	if err == nil && !erased.Finished {
		err = errUnfinished
	}
	return err
}

// printKeptCopies names the files in which who was forgotten may still be.
func printKeptCopies(w io.Writer, kept []string) error {
	for _, path := range kept {
		err := terminal.PrintLine(w, string(clean.Of(path))+" keeps what the workspace had before it was restored, perhaps the customer too; delete it once nobody needs it")
		if err != nil {
			return err
		}
	}
	return nil
}

// describeForgotten says what was done.
func describeForgotten(e forget.Erased, forGood bool) string {
	line := "there was no such account to erase"
	if e.Found {
		line = "forgotten, with " + describeErased(e)
	}
	if forGood {
		line += "; imports skip it from now on"
	}
	return line
}

// describeErased says what was erased beside the account itself.
func describeErased(e forget.Erased) string {
	words := []string{
		output.Plural(e.Contacts, "person", "people"), output.Plural(e.Events, "event", "events"), output.Plural(e.Touches, "touch", "touches"),
	}
	if e.Firings > 0 {
		words = append(words, output.Plural(e.Firings, "firing of a workflow", "firings of workflows"))
	}
	if e.Messages > 0 {
		words = append(words, output.Plural(e.Messages, "message", "messages"))
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
	if !dashboard.Interactive(cmd) {
		return cli.Usagef("this cannot be taken back; say --yes to forget %q without being asked", account)
	}
	return cli.AskYes(cmd, "Erase "+clean.Of(account)+" and all that is known of it? This cannot be taken back.")
}
