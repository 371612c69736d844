package workflows

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/edit"
	"trialist/cmd/trialist/session"
	"trialist/scoring/condition"
	"trialist/scoring/rulebook"
)

// contentFlags holds the flags of add and edit.
type contentFlags struct {
	name, when, onlyIf string
	once               bool
	actions            []string
}

func (f *contentFlags) add(flags *pflag.FlagSet) {
	flags.StringVar(&f.name, "name", "", "name, unique among all workflows")
	flags.StringVar(&f.when, "when", "", "trigger, as a sentence")
	flags.StringVar(&f.onlyIf, "if", "", "condition that must hold besides, as of segments; \"\" for none")
	flags.BoolVar(&f.once, "once", false, "once for each account, not every time")
	flags.StringArrayVar(&f.actions, "do", nil, "action, as a sentence; can be given several times")
}

// applyTo returns the workflow with the values of the flags that were given.
func (f *contentFlags) applyTo(w rulebook.Workflow, given func(flag string) bool) (rulebook.Workflow, error) {
	var err error
	if given("name") {
		w.Name = f.name
	}
	if given("when") {
		if w.Trigger, err = rulebook.ParseTrigger(f.when); err != nil {
			return w, cli.Usagef("--when: %w", err)
		}
	}
	if given("if") {
		w.If = condition.Condition{}
		if strings.TrimSpace(f.onlyIf) != "" {
			if w.If, err = rulebook.ParseSegmentCondition(f.onlyIf); err != nil {
				return w, cli.Usagef("--if: %w", err)
			}
		}
	}
	if given("once") {
		w.Once = f.once
	}
	if given("do") {
		w.Actions = nil
		for _, sentence := range f.actions {
			a, err := rulebook.ParseAction(sentence)
			if err != nil {
				return w, cli.Usagef("--do: %w", err)
			}
			w.Actions = append(w.Actions, a)
		}
	}
	return w, nil
}

func newAdd(g *session.Globals) *cobra.Command {
	var f contentFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "add --name NAME --when TRIGGER --do ACTION...",
		Short:   "Add a workflow, which is disabled at first",
		Example: `trialist workflows add --name Hot --when 'enters segment Qualified' --once --do 'task "Call {{account.name}}"' --do 'owner ana'`,
		Args:    cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := cli.RequireFlags(cmd, "a workflow", "name", "when", "do"); err != nil {
				return err
			}
			w, err := f.applyTo(rulebook.Workflow{}, cmd.Flags().Changed)
			if err != nil {
				return err
			}
			return edit.Run(g, cmd, asJSON, func(book rulebook.Rulebook) (rulebook.Rulebook, error) { return book.AddWorkflow(w) })
		},
	}
	f.add(cmd.Flags())
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// change returns a command that changes the workflow named by its argument.
func change(g *session.Globals, cmd *cobra.Command, do func(rulebook.Rulebook, rulebook.Workflow) (rulebook.Rulebook, error)) *cobra.Command {
	var asJSON bool
	cmd.Args = cli.ExactArgs(argument)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return g.WithWorkspace(cmd.Context(), func(s *session.Session) error {
			if err := requireNoFuture(cmd, g, s); err != nil {
				return err
			}
			f := edit.Flags{JSON: asJSON}
			return f.Run(cmd, s, func(book rulebook.Rulebook) (rulebook.Rulebook, error) {
				w, err := named(book.Workflows, args[0])
				if err != nil {
					return book, err
				}
				return do(book, w)
			})
		})
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func newEdit(g *session.Globals) *cobra.Command {
	var f contentFlags
	var cmd *cobra.Command
	cmd = change(g, &cobra.Command{
		Use:   "edit NAME",
		Short: "Change what the flags say about a workflow",
		Long: `Change what the flags say about a workflow. With --do its actions are those given and no others. With
another trigger it starts from what holds now.`,
		Example: `trialist workflows edit Hot --if 'owner is not set'`,
	}, func(book rulebook.Rulebook, w rulebook.Workflow) (rulebook.Rulebook, error) {
		edited, err := f.applyTo(w, cmd.Flags().Changed)
		if err != nil {
			return book, err
		}
		return book.ReplaceWorkflow(edited)
	})
	f.add(cmd.Flags())
	return cmd
}

func newEnable(g *session.Globals, on bool) *cobra.Command {
	cmd := &cobra.Command{Use: "enable NAME", Short: "Have a workflow fire from now on, for what happens from now on"}
	if !on {
		cmd = &cobra.Command{Use: "disable NAME", Short: "Have a workflow fire no more, and hold back what it has not sent"}
	}
	return change(g, cmd, func(book rulebook.Rulebook, w rulebook.Workflow) (rulebook.Rulebook, error) {
		w.Enabled = on
		return book.ReplaceWorkflow(w)
	})
}

func newRemove(g *session.Globals) *cobra.Command {
	return change(g, &cobra.Command{Use: "remove NAME", Short: "Take a workflow away; what it has not sent is never sent"},
		func(book rulebook.Rulebook, w rulebook.Workflow) (rulebook.Rulebook, error) {
			return book.RemoveWorkflow(w.ID)
		})
}
