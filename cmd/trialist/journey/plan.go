package journey

import (
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/config"
	"trialist/cmd/trialist/edit"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/journey"
	"trialist/scoring/message"
	"trialist/scoring/rulebook"
	"trialist/store/rulebooks"
)

// newPlan returns the command journey plan.
func newPlan(g *session.Globals) *cobra.Command {
	show := newPlanShow(g)
	cmd := &cobra.Command{
		Use:   "plan",
		Short: "Show and edit the engagement plan: what trials are told",
		Long: `Show and edit the engagement plan: what trials are told, by what they did. Each milestone has a
drive, to those for whom it is the next step, and a reward, to those who have reached it; beside
them there are the welcome and the message to lookers. A text that nobody has written is the
default one. Texts may have fields, with what is said where nothing is known behind a bar:

` + fieldHelp(),
		Example: show.Example,
		Args:    cli.NoArgs,
		RunE:    show.RunE,
	}
	cmd.Flags().AddFlagSet(show.Flags())
	cmd.AddCommand(show, newPlanEdit(g), newPlanImport(g))
	return cmd
}

// fieldHelp lists the fields, some on a line.
func fieldHelp() string {
	var lines []string
	line := ""
	for _, example := range message.Examples() {
		if len(line)+len(example) > 90 {
			lines = append(lines, line)
			line = ""
		}
		line += "  " + example
	}
	return strings.Join(append(lines, line), "\n")
}

func newPlanShow(g *session.Globals) *cobra.Command {
	var asJSON, asTOML bool
	cmd := &cobra.Command{
		Use:   "show",
		Short: "Show the engagement plan",
		Long: `Show the engagement plan: of each message for whom it is, how it is delivered, and its subject. By
fit is a task for trials that fit well, and automatic for others. --toml and --json have whole texts.`,
		Example: "trialist journey plan show\ntrialist journey plan show --toml > plan.toml",
		Args:    cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if asJSON && asTOML {
				return cli.Usagef("--json and --toml exclude each other")
			}
			return g.WithWorkspaceToRead(cmd.Context(), func(s *session.Session) error {
				book, _, err := rulebooks.Current(cmd.Context(), s.Store)
				if err != nil {
					return err
				}
				switch {
				case asTOML:
					text, err := config.EncodePlan(book)
					if err != nil {
						return err
					}
					_, err = terminal.NewSafeWriter(cmd.OutOrStdout()).Write(text)
					return err
				case asJSON:
					return output.WriteJSON(cmd.OutOrStdout(), newPlanJSON(book))
				}
				return writePlan(cmd.OutOrStdout(), book)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	cmd.Flags().BoolVar(&asTOML, "toml", false, "print TOML, which trialist journey plan import reads")
	return cmd
}

// writePlan prints the plan as a table of subjects.
func writePlan(w io.Writer, book rulebook.Rulebook) error {
	t := output.NewTable(
		output.Column{Header: "milestone", Shrinkable: true}, output.Column{Header: "message"}, output.Column{Header: "delivery"},
		output.Column{Header: "subject", Shrinkable: true}, output.Column{Header: "other texts", DropOrder: 1, Shrinkable: true},
	)
	add := func(milestone string, kind rulebook.MessageKind, m rulebook.Message) {
		var others []string
		for _, v := range m.Variants {
			others = append(others, "for fit "+v.Fit.String())
		}
		t.AddRow(milestone, kind.String(), m.Delivery.String(), m.TextFor(kind, rulebook.NoBand).Subject, strings.Join(others, ", "))
	}
	add("", rulebook.WelcomeMessage, book.Plan.Welcome)
	for _, s := range journey.Milestones(book.Card) {
		row := book.Plan.Row(s.ID)
		add(s.Name, rulebook.DriveMessage, row.Drive)
		add(s.Name, rulebook.RewardMessage, row.Reward)
	}
	add("", rulebook.LookerMessage, book.Plan.Looker)
	if err := t.WriteWhole(w); err != nil {
		return err
	}
	words := "by fit: a task from fit " + strconv.Itoa(book.Plan.TaskFit)
	if book.Plan.TaskQualified {
		words += ", or where the trial is qualified"
	}
	return terminal.PrintLine(w, words+"; else automatic. --toml prints whole texts.")
}

func newPlanImport(g *session.Globals) *cobra.Command {
	var f edit.Flags
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Put the plan of a file in force",
		Long: `Put the plan of a TOML file in force, as trialist journey plan show --toml writes it, all of it or
nothing; - is standard input. Messages that the file does not have are the default ones afterwards.
Of a whole configuration only the plan is taken; trialist config import takes all.`,
		Example: "trialist journey plan import --dry-run plan.toml",
		Args:    cli.ExactArgs("a FILE to read"),
		RunE: func(cmd *cobra.Command, args []string) error {
			text, err := cli.ReadDocument(cmd, args[0], "plan")
			if err != nil {
				return err
			}
			file, err := config.Decode(args[0], text)
			if err != nil {
				return err
			}
			return g.WithWorkspace(cmd.Context(), func(s *session.Session) error {
				return f.Run(cmd, s, file.ApplyPlanTo)
			})
		},
	}
	f.AddFlags(cmd)
	return cmd
}
