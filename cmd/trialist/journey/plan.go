package journey

import (
	"fmt"
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

// planJSON is the plan in the JSON contract. Texts are those that are said, be they the
// default or not.
type planJSON struct {
	Version       int           `json:"version"`
	TaskFit       int           `json:"task_fit"`
	TaskQualified bool          `json:"task_qualified"`
	Welcome       planMessage   `json:"welcome"`
	Looker        planMessage   `json:"looker"`
	Milestones    []planRowJSON `json:"milestones"`
}

type planRowJSON struct {
	Signal string      `json:"signal"`
	Phase  string      `json:"phase"`
	Drive  planMessage `json:"drive"`
	Reward planMessage `json:"reward"`
}

type planMessage struct {
	Subject  string        `json:"subject"`
	Body     string        `json:"body"`
	Default  bool          `json:"default"` // nobody has written a text
	Delivery string        `json:"delivery"`
	Variants []planVariant `json:"variants"`
}

type planVariant struct {
	Fit     []string `json:"fit"`
	Subject string   `json:"subject"`
	Body    string   `json:"body"`
}

func newPlanMessage(kind rulebook.MessageKind, m rulebook.Message) planMessage {
	text := m.TextFor(kind, rulebook.NoBand)
	delivery, _ := m.Delivery.MarshalText()
	j := planMessage{text.Subject, text.Body, m.MessageText == rulebook.MessageText{}, string(delivery), []planVariant{}}
	for _, v := range m.Variants {
		bands := v.Fit.Bands()
		text := m.TextFor(kind, bands[0])
		one := planVariant{Subject: text.Subject, Body: text.Body}
		for _, b := range bands {
			one.Fit = append(one.Fit, b.Name(rulebook.Fit))
		}
		j.Variants = append(j.Variants, one)
	}
	return j
}

func newPlanJSON(book rulebook.Rulebook) planJSON {
	p := book.Plan
	j := planJSON{
		Version: output.JSONVersion, TaskFit: p.TaskFit, TaskQualified: p.TaskQualified, Welcome: newPlanMessage(rulebook.WelcomeMessage, p.Welcome),
		Looker: newPlanMessage(rulebook.LookerMessage, p.Looker), Milestones: []planRowJSON{},
	}
	for _, s := range journey.Milestones(book.Card) {
		row := p.Row(s.ID)
		j.Milestones = append(j.Milestones, planRowJSON{
			s.Name, s.Phase.String(), newPlanMessage(rulebook.DriveMessage, row.Drive), newPlanMessage(rulebook.RewardMessage, row.Reward),
		})
	}
	return j
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
	if err := t.Write(w); err != nil {
		return err
	}
	words := "by fit: a task from fit " + strconv.Itoa(book.Plan.TaskFit)
	if book.Plan.TaskQualified {
		words += ", or where the trial is qualified"
	}
	return terminal.PrintLine(w, words+"; else automatic. --toml prints whole texts.")
}

// planEditFlags holds the flags of plan edit.
type planEditFlags struct {
	edit.Flags
	subject, body, delivery map[rulebook.MessageKind]*string
	fit                     string
	taskFit                 int
	taskQualified           bool
}

func newPlanEdit(g *session.Globals) *cobra.Command {
	f := planEditFlags{
		subject: make(map[rulebook.MessageKind]*string), body: make(map[rulebook.MessageKind]*string), delivery: make(map[rulebook.MessageKind]*string),
	}
	cmd := &cobra.Command{
		Use:   "edit [MILESTONE]",
		Short: "Change messages of the plan: those of a MILESTONE, the welcome or that to lookers",
		Long: `Change messages of the plan: the drive and the reward of a MILESTONE, by its name or its place from
1, the welcome, or the message to lookers. A text that is "" is the default one again. With --fit
the texts are for trials of these fit bands only.`,
		Example: `trialist journey plan edit "Imported contacts" --reward-subject "Well done, {{contact.first_name|friend}}"
trialist journey plan edit --welcome-subject "Welcome to Acme" --welcome-delivery automatic
trialist journey plan edit 1 --fit "good|perfect" --drive-body "Shall we do it together, {{contact.first_name|friend}}?"`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.check(cmd, args); err != nil {
				return err
			}
			return g.WithWorkspace(cmd.Context(), func(s *session.Session) error {
				return f.Run(cmd, s, func(book rulebook.Rulebook) (rulebook.Rulebook, error) {
					return f.applyTo(book, args, cmd.Flags().Changed)
				})
			})
		},
	}
	for _, kind := range rulebook.MessageKinds() {
		f.subject[kind] = cmd.Flags().String(kind.String()+"-subject", "", "subject of the "+kind.String()+" message, which may have fields")
		f.body[kind] = cmd.Flags().String(kind.String()+"-body", "", "text of the "+kind.String()+" message, which may have fields")
		f.delivery[kind] = cmd.Flags().String(kind.String()+"-delivery", "", "how the "+kind.String()+" message is delivered: by-fit, task or automatic")
	}
	cmd.Flags().StringVar(&f.fit, "fit", "", "for trials of these fit bands only, such as good|perfect")
	cmd.Flags().IntVar(&f.taskFit, "task-fit", 0, "fit score from which on messages by fit are a task")
	cmd.Flags().BoolVar(&f.taskQualified, "task-qualified", true, "messages by fit to qualified trials are a task too")
	f.AddFlags(cmd)
	return cmd
}

// check makes sure that a milestone is named where it is needed, and only there.
func (f *planEditFlags) check(cmd *cobra.Command, args []string) error {
	given := false
	for _, kind := range rulebook.MessageKinds() {
		for _, part := range []string{"-subject", "-body", "-delivery"} {
			if !cmd.Flags().Changed(kind.String() + part) {
				continue
			}
			given = true
			if kind.OfMilestone() && len(args) == 0 {
				return cli.Usagef("--%s%s needs a MILESTONE; trialist journey plan show lists them", kind, part)
			}
		}
	}
	switch {
	case !given && !cmd.Flags().Changed("task-fit") && !cmd.Flags().Changed("task-qualified"):
		return cli.Usagef("say what to change; see %s --help", cmd.CommandPath())
	case !given && cmd.Flags().Changed("fit"):
		return cli.Usagef("--fit goes with the text of a message")
	}
	return nil
}

// applyTo returns the book with what the flags say.
func (f *planEditFlags) applyTo(book rulebook.Rulebook, args []string, given func(string) bool) (rulebook.Rulebook, error) {
	var signal rulebook.Signal
	var err error
	if len(args) > 0 {
		if signal, err = findMilestone(book, args[0]); err != nil {
			return book, err
		}
	}
	if given("task-fit") || given("task-qualified") {
		fit, qualified := book.Plan.TaskFit, book.Plan.TaskQualified
		if given("task-fit") {
			fit = f.taskFit
		}
		if given("task-qualified") {
			qualified = f.taskQualified
		}
		if book, err = book.EditPlanDelivery(fit, qualified); err != nil {
			return book, cli.Usagef("--task-fit: %w", err)
		}
	}
	for _, kind := range rulebook.MessageKinds() {
		name := kind.String()
		if !given(name+"-subject") && !given(name+"-body") && !given(name+"-delivery") {
			continue
		}
		m := book.Plan.Message(kind, signal.ID)
		if m, err = f.message(kind, m, given); err != nil {
			return book, err
		}
		if book, err = book.EditMessage(kind, signal.ID, m); err != nil {
			return book, fmt.Errorf("%s message: %w", name, err)
		}
	}
	return book, nil
}

// message is a message with what the flags say of it.
func (f *planEditFlags) message(kind rulebook.MessageKind, m rulebook.Message, given func(string) bool) (rulebook.Message, error) {
	name := kind.String()
	if given(name + "-delivery") {
		delivery, err := rulebook.ParseDelivery(*f.delivery[kind])
		if err != nil {
			return m, cli.Usagef("--%s-delivery: %w", name, err)
		}
		m.Delivery = delivery
	}
	edited := func(text rulebook.MessageText) rulebook.MessageText {
		if given(name + "-subject") {
			text.Subject = *f.subject[kind]
		}
		if given(name + "-body") {
			text.Body = *f.body[kind]
		}
		return text
	}
	if !given("fit") {
		m.MessageText = edited(m.MessageText)
		return m, nil
	}
	fit, err := rulebook.ParseFitBands(f.fit)
	if err != nil || fit == 0 {
		return m, cli.Usagef("--fit: %w", orNoBands(err))
	}
	return m.WithVariant(fit, edited(m.Variant(fit))), nil
}

func orNoBands(err error) error {
	if err == nil {
		err = fmt.Errorf("name fit bands, such as good|perfect")
	}
	return err
}

// findMilestone is the milestone of a name, or at a place from 1.
func findMilestone(book rulebook.Rulebook, text string) (rulebook.Signal, error) {
	if s, ok := book.Card.ByName(text); ok && s.Side == rulebook.Adoption {
		return s, nil
	}
	if n, err := strconv.Atoi(strings.TrimSpace(text)); err == nil && n >= 1 && n <= len(book.Card.Adoption) {
		return book.Card.Adoption[n-1], nil
	}
	var names []string
	for _, s := range book.Card.Adoption {
		names = append(names, s.Name)
	}
	return rulebook.Signal{}, cli.UnknownName("signal", text, names)
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
