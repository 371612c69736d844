package workflows

import (
	"context"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/rulebook"
	"trialist/store/rulebooks"
	"trialist/store/workflows"
)

func New(g *session.Globals) *cobra.Command {
	list := newList(g)
	cmd := &cobra.Command{
		Use:   "workflows",
		Short: "Do something when something happens to a trial",
		Long: `Do something when something happens to a trial: a trigger, a condition that must hold besides, and actions.

Triggers are   enters segment NAME, leaves segment NAME, becomes qualified, stops being qualified,
               changes status, changes status to STATUS, enters adoption band NAME, enters fit band NAME,
               reaches milestone SIGNAL, does event NAME
Actions are    task "TEXT", message "SUBJECT" "TEXT", owner NAME, file "/PATH",
               webhook ADDRESS, webhook ADDRESS secret VARIABLE

Texts may have {{account.name}}, {{account.id}} and {{account.owner}}. A new workflow is disabled, and
nothing is sent before it is enabled. It starts from what holds then; each run compares with
what the last one saw, so that late imports and edited signals count too. An event counts when it
was imported since the last run, however old it is, and fires once a run. A milestone is reached
when its signal first matches in the trial; that it matches again later does not fire.

run decides and delivers. Have cron call it. A line or a webhook is sent at least once under one
key, in its "key" and in the header Idempotency-Key; with a secret, whose value is in the environment
variable of that name, Trialist-Signature is t=SECONDS,v1=HMAC-SHA256(secret, SECONDS.BODY).`,
		Example: `trialist workflows add --name Hot --when 'becomes qualified' --if 'status is trial' --once --do 'task "Call {{account.name}}"'
trialist workflows dry-run Hot --days 30
trialist workflows enable Hot
trialist workflows run`,
		Args: cli.NoArgs,
		RunE: list.RunE,
	}
	cmd.AddCommand(list, newShow(g), newAdd(g), newEdit(g), newEnable(g, true), newEnable(g, false), newRemove(g), newRun(g), newDryRun(g),
		newLog(g), newRetry(g), newTasks(g), newOutbox(g), newMark(g))
	cmd.Flags().AddFlagSet(list.Flags())
	return cmd
}

// argument describes the argument of commands that need the name of a workflow.
const argument = "the NAME of a workflow"

// named returns the workflow of that name, or an error that says which may be meant.
func named(all rulebook.Workflows, name string) (rulebook.Workflow, error) {
	w, ok := all.ByName(name)
	if ok {
		return w, nil
	}
	var names []string
	for _, other := range all.List {
		names = append(names, other.Name)
	}
	return w, cli.UnknownName("workflow", name, names)
}

// list is some workflows and what they did.
type list struct {
	workflows []rulebook.Workflow
	tallies   map[int64]workflows.Totals
}

func newList(g *session.Globals) *cobra.Command {
	return listed(g, &cobra.Command{Use: "list", Short: "List the workflows, and how often each has fired", Args: cli.NoArgs},
		func(all rulebook.Workflows, _ []string) ([]rulebook.Workflow, error) { return all.List, nil })
}

func newShow(g *session.Globals) *cobra.Command {
	return listed(g, &cobra.Command{Use: "show NAME", Short: "Show one workflow", Args: cli.ExactArgs(argument)},
		func(all rulebook.Workflows, args []string) ([]rulebook.Workflow, error) {
			w, err := named(all, args[0])
			return []rulebook.Workflow{w}, err
		})
}

// listed has a command print the workflows that are chosen.
func listed(g *session.Globals, cmd *cobra.Command, choose func(rulebook.Workflows, []string) ([]rulebook.Workflow, error)) *cobra.Command {
	var out output.Format
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return g.WithWorkspaceToRead(cmd.Context(), func(s *session.Session) error {
			book, _, err := rulebooks.Current(cmd.Context(), s.Store)
			if err != nil {
				return err
			}
			var l list
			if l.workflows, err = choose(book.Workflows, args); err != nil {
				return err
			}
			if l.tallies, err = workflows.TotalsByWorkflow(cmd.Context(), s.Store); err != nil {
				return err
			}
			return out.Write(cmd.OutOrStdout(), l)
		})
	}
	out.AddFlags(cmd)
	return cmd
}

// workflowJSON is one workflow in the JSON contract.
type workflowJSON struct {
	Name    string   `json:"name"`
	Trigger string   `json:"trigger"`
	If      *string  `json:"if"`
	Once    bool     `json:"once"`
	Actions []string `json:"actions"`
	Enabled bool     `json:"enabled"`
	Fired   int      `json:"fired"`
	Due     int      `json:"due"`    // deliveries that are still to be made
	Failed  int      `json:"failed"` // deliveries that were given up
}

func (l list) JSON(w io.Writer) error {
	all := []workflowJSON{}
	for _, one := range l.workflows {
		t := l.tallies[one.ID]
		all = append(all, workflowJSON{
			one.Name, one.Trigger.String(), output.TextOrNull(one.If.String()), one.Once, one.ActionSentences(), one.Enabled, t.Fired, t.Due, t.Failed,
		})
	}
	return output.WriteJSON(w, struct {
		Version   int            `json:"version"`
		Workflows []workflowJSON `json:"workflows"`
	}{output.JSONVersion, all})
}

func (l list) CSV(w io.Writer) error {
	var rows [][]string
	for _, one := range l.workflows {
		t := l.tallies[one.ID]
		rows = append(rows, []string{
			one.Name, one.Trigger.String(), one.If.String(), one.Repeats(), strings.Join(one.ActionSentences(), "; "), output.YesNo(one.Enabled),
			strconv.Itoa(t.Fired), strconv.Itoa(t.Due), strconv.Itoa(t.Failed),
		})
	}
	return output.WriteCSV(w, []string{"name", "trigger", "if", "repeats", "actions", "enabled", "fired", "due", "failed"}, rows)
}

func (l list) Table(w io.Writer) error {
	if len(l.workflows) == 0 {
		return terminal.PrintLine(w, "no workflows yet; add one with trialist workflows add")
	}
	t := output.NewTable(
		output.Column{Header: "workflow", Shrinkable: true}, output.Column{Header: ""}, output.Column{Header: "fired", AlignRight: true},
		output.Column{Header: "due", AlignRight: true, DropOrder: 2}, output.Column{Header: "failed", AlignRight: true},
		output.Column{Header: "when", Shrinkable: true}, output.Column{Header: "does", Shrinkable: true, DropOrder: 1},
	)
	for _, one := range l.workflows {
		tally, state, when := l.tallies[one.ID], "disabled", one.Trigger.String()+", "+one.Repeats()
		if one.Enabled {
			state = "enabled"
		}
		if len(one.If.Rules) > 0 {
			when = one.Trigger.String() + " if " + one.If.String() + ", " + one.Repeats()
		}
		t.AddRow(one.Name, state, strconv.Itoa(tally.Fired), strconv.Itoa(tally.Due), strconv.Itoa(tally.Failed), when,
			strings.Join(one.ActionSentences(), "; "))
	}
	return t.WriteWhole(w)
}

// read opens the workspace to read, with its rulebook.
func read(ctx context.Context, g *session.Globals, do func(*session.Session, rulebook.Rulebook) error) error {
	return g.WithWorkspaceToRead(ctx, func(s *session.Session) error {
		book, _, err := rulebooks.Current(ctx, s.Store)
		if err != nil {
			return err
		}
		return do(s, book)
	})
}
