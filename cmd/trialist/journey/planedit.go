package journey

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/edit"
	"trialist/cmd/trialist/session"
	"trialist/scoring/rulebook"
)

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
