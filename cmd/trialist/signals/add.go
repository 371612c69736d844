package signals

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/session"
	"trialist/scoring/condition"
	"trialist/scoring/rulebook"
)

// signalFlags holds the flags of add and edit.
type signalFlags struct {
	side, name, phase, when string
	weight                  int
	handRaiser              bool
	disqualifier            bool
}

func (f *signalFlags) add(flags *pflag.FlagSet) {
	flags.StringVar(&f.name, "name", "", "name, unique among all signals")
	flags.StringVar(&f.side, "side", "", "adoption (what they do) or fit (who they are)")
	flags.StringVar(&f.phase, "phase", "setup", "part of onboarding, for adoption: setup, discovery or activation")
	flags.IntVar(&f.weight, "weight", 5, "weight, 1 to 10")
	flags.BoolVar(&f.handRaiser, "hand-raiser", false, "list its trials in a lane above the ranking, as of those who asked to be called")
	flags.StringVar(&f.when, "when", "", "condition, as a sentence; one number of a signal may be a list of levels, as in 1|5|20")
	flags.BoolVar(&f.disqualifier, "disqualifier", false, "where it holds a trial is not qualified; it has no side, weight or phase")
}

// applyTo returns the signal with the values of the flags that were given.
func (f *signalFlags) applyTo(signal rulebook.Signal, given func(flag string) bool) (rulebook.Signal, error) {
	var err error
	if given("name") {
		signal.Name = f.name
	}
	if given("disqualifier") {
		signal.Disqualifier = f.disqualifier
	}
	if signal.Disqualifier {
		for _, flag := range []string{"side", "weight", "phase", "hand-raiser"} {
			if given(flag) {
				return signal, cli.Usagef("--%s is not for disqualifiers: they hold or they do not", flag)
			}
		}
	} else if signal.Weight == 0 {
		signal.Weight = f.weight
	}
	if given("weight") {
		if err := checkWeight(f.weight); err != nil {
			return signal, err
		}
		signal.Weight = f.weight
	}
	if given("hand-raiser") {
		signal.HandRaiser = f.handRaiser
	}
	if given("side") {
		if signal.Side, err = rulebook.ParseSide(f.side); err != nil {
			return signal, cli.Usagef("--side: %w", err)
		}
	}
	if given("phase") {
		if signal.Phase, err = rulebook.ParsePhase(f.phase); err != nil {
			return signal, cli.Usagef("--phase: %w", err)
		}
	}
	if given("phase") && signal.Side != rulebook.Adoption {
		return signal, cli.Usagef("--phase is for adoption signals; fit has no place in the journey")
	}
	if given("when") {
		if strings.TrimSpace(f.when) == "" {
			err = condition.Condition{}.Validate() // the same error as in the form of the dashboard
		} else if signal.Disqualifier {
			signal.When, err = condition.Parse(f.when)
		} else {
			signal.When, err = condition.ParseSignal(f.when)
		}
		if err != nil {
			return signal, cli.Usagef("--when: %w", err)
		}
	}
	return signal, nil
}

func newSignalsAdd(g *session.Globals) *cobra.Command {
	var f signalFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "add {--side SIDE|--disqualifier} --name NAME --when CONDITION",
		Short: "Add a signal, last on its side, or a disqualifier",
		Long: `Add a signal, last on its side, or a disqualifier.

One number of a signal may be a list of two to four levels, each of which earns its share of the
points. Of the signal below, weight 10 beside one of weight 5, a trial with one login has 25 points,
with five 50 and with twenty 75. In the place of a window's number a list makes points fade: in the
last 30|14|7|3 days.

A disqualifier has no weight. Where it holds, a trial is not qualified, whatever its scores.`,
		Example: `trialist signals add --side adoption --name "Imported contacts" --weight 10 --when 'event "Imported contacts" happened more than 0 times ever'
trialist signals add --side adoption --name Logins --weight 10 --when 'event login happened at least 1|5|20 times ever'
trialist signals add --side fit --name "Company size" --when 'attribute employees is more than 50'
trialist signals add --side adoption --name "Asked for a demo" --hand-raiser --when 'event "Requested demo" happened more than 0 times ever'
trialist signals add --disqualifier --name Competitor --when 'attribute domain contains rival.example'`,
		Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			what, needed := "a signal", []string{"side", "name", "when"}
			if f.disqualifier {
				what, needed = "a disqualifier", needed[1:]
			}
			if err := cli.RequireFlags(cmd, what, needed...); err != nil {
				return err
			}
			fresh := rulebook.Signal{Weight: f.weight, Enabled: true}
			signal, err := f.applyTo(fresh, cmd.Flags().Changed)
			if err != nil {
				return err
			}
			return editCard(g, cmd, asJSON, func(card rulebook.Scorecard) (rulebook.Scorecard, error) {
				return card.Add(signal)
			})
		},
	}
	f.add(cmd.Flags())
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func newSignalsEdit(g *session.Globals) *cobra.Command {
	var f signalFlags
	var cmd *cobra.Command
	cmd = changeSignal(g, &cobra.Command{
		Use:     "edit NAME",
		Short:   "Change what the flags say about a signal",
		Example: `trialist signals edit "Company size" --name "Large company" --when 'attribute employees is more than 200'`,
	}, nameArgument(), func(card rulebook.Scorecard, signal rulebook.Signal, _ []string) (rulebook.Scorecard, error) {
		edited, err := f.applyTo(signal, cmd.Flags().Changed)
		if err != nil {
			return card, err
		}
		return card.Replace(edited)
	})
	f.add(cmd.Flags())
	// The defaults belong to new signals. Here a flag that is not given changes
	// nothing, so help must not show them.
	for flag, none := range map[string]string{"phase": "", "weight": "0"} {
		cmd.Flags().Lookup(flag).DefValue = none
	}
	return cmd
}
