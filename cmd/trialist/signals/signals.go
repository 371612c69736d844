package signals

import (
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/edit"
	"trialist/cmd/trialist/session"
	"trialist/scoring/rulebook"
)

func New(g *session.Globals) *cobra.Command {
	list := newSignalsList(g)
	cmd := &cobra.Command{
		Use:   "signals",
		Short: "List and change the signals that make the scores",
		Long: `List and change the signals that make the scores.

A signal is a condition with a weight from 1 to 10, on the adoption side (what they do) or the
fit side (who they are). A disqualifier is one without a weight: where it holds, a trial is not
qualified. Every change is kept in the history under your name.`,
		Example: `trialist signals list
trialist signals add --side adoption --name "Imported contacts" --weight 10 --when 'event "Imported contacts" happened more than 0 times ever'
trialist signals weight "Imported contacts" 5`,
		Args: cli.NoArgs,
		RunE: list.RunE,
	}
	cmd.AddCommand(
		list, newSignalsAdd(g), newSignalsEdit(g), newSignalsWeight(g), newSignalsMove(g),
		newSignalsSwitch(g, true), newSignalsSwitch(g, false), newSignalsRemove(g),
		newSignalsHistory(g), newSignalsRestore(g),
	)
	return cmd
}

// signalNamed returns the signal of that name, or an error that says which may be
// meant, or else how to list them.
func signalNamed(card rulebook.Scorecard, name string) (rulebook.Signal, error) {
	signal, ok := card.ByName(name)
	if ok {
		return signal, nil
	}
	var names []string
	for _, other := range card.All() {
		names = append(names, other.Name)
	}
	return signal, cli.UnknownName("signal", name, names)
}

// changeSignal returns a command that changes the signal named by its first
// argument. Arguments describes each argument in the error about a missing one.
func changeSignal(g *session.Globals, cmd *cobra.Command, arguments []string,
	change func(card rulebook.Scorecard, signal rulebook.Signal, args []string) (rulebook.Scorecard, error),
) *cobra.Command {
	var asJSON bool
	cmd.Args = cli.ExactArgs(arguments...)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return editCard(g, cmd, asJSON, func(card rulebook.Scorecard) (rulebook.Scorecard, error) {
			signal, err := signalNamed(card, args[0])
			if err != nil {
				return card, err
			}
			return change(card, signal, args[1:])
		})
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// editCard changes the scorecard in force and prints what changed.
func editCard(g *session.Globals, cmd *cobra.Command, asJSON bool, change func(rulebook.Scorecard) (rulebook.Scorecard, error)) error {
	return edit.Run(g, cmd, asJSON, func(book rulebook.Rulebook) (rulebook.Rulebook, error) {
		card, err := change(book.Card)
		if err != nil {
			return book, err
		}
		return book.WithCard(card)
	})
}

func newSignalsWeight(g *session.Globals) *cobra.Command {
	return changeSignal(g, &cobra.Command{
		Use:     "weight NAME WEIGHT",
		Short:   "Give a signal another weight, 1 to 10",
		Example: `trialist signals weight "Imported contacts" 5`,
	}, []string{"the NAME of a signal", "a WEIGHT"}, func(card rulebook.Scorecard, signal rulebook.Signal, args []string) (rulebook.Scorecard, error) {
		if signal.Disqualifier {
			return card, fmt.Errorf("%q is a disqualifier, which has no weight: it holds or it does not", signal.Name)
		}
		weight, err := strconv.Atoi(args[0])
		if err != nil {
			return card, cli.Usagef("weight %q is not a whole number from %d to %d", args[0], rulebook.MinWeight, rulebook.MaxWeight)
		}
		if err := checkWeight(weight); err != nil {
			return card, err
		}
		return card.SetWeight(signal.ID, weight)
	})
}

// checkWeight is the usage error about a weight that no signal may have.
func checkWeight(weight int) error {
	if weight < rulebook.MinWeight || weight > rulebook.MaxWeight {
		return cli.Usagef("a weight must be %d to %d, not %d", rulebook.MinWeight, rulebook.MaxWeight, weight)
	}
	return nil
}

func newSignalsMove(g *session.Globals) *cobra.Command {
	var to int
	cmd := changeSignal(g, &cobra.Command{
		Use:     "move NAME --to PLACE",
		Short:   "Put a signal at another place of its side",
		Long:    "Put a signal at another place of its side, counted from 1. The order of the adoption signals\nis the order of the steps of the journey.",
		Example: `trialist signals move "Imported contacts" --to 1`,
	}, nameArgument(), func(card rulebook.Scorecard, signal rulebook.Signal, _ []string) (rulebook.Scorecard, error) {
		if to == 0 {
			return card, cli.Usagef("say where to move %q with --to PLACE, counted from 1", signal.Name)
		}
		return card.Move(signal.ID, to-1)
	})
	cmd.Flags().IntVar(&to, "to", 0, "place, counted from 1")
	return cmd
}

func newSignalsSwitch(g *session.Globals, on bool) *cobra.Command {
	use, short := "enable NAME", "Make a signal count again"
	if !on {
		use, short = "disable NAME", "Keep a signal but do not count it"
	}
	return changeSignal(g, &cobra.Command{Use: use, Short: short}, nameArgument(),
		func(card rulebook.Scorecard, signal rulebook.Signal, _ []string) (rulebook.Scorecard, error) {
			return card.SetEnabled(signal.ID, on)
		})
}

func newSignalsRemove(g *session.Globals) *cobra.Command {
	return changeSignal(g, &cobra.Command{Use: "remove NAME", Short: "Take a signal away"}, nameArgument(),
		func(card rulebook.Scorecard, signal rulebook.Signal, _ []string) (rulebook.Scorecard, error) {
			return card.Remove(signal.ID)
		})
}

// nameArgument describes the arguments of commands that need only the name of a
// signal.
func nameArgument() []string { return []string{"the NAME of a signal"} }
