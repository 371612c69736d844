package proof

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/scoring/proof"
	"trialist/scoring/rulebook"
	"trialist/store/facts"
)

// flags holds the flags of proof.
type flags struct {
	options           proof.Options
	withoutAttributes bool
	withoutLeaks      bool
	days              bool
	html              string // the file of the page; "" for none
	force             bool
	suggestion        suggestFlags
	side              rulebook.Side // of suggestion
}

// New returns the command proof.
func New(g *session.Globals) *cobra.Command {
	var f flags
	var out output.Format
	cmd := &cobra.Command{
		Use:   "proof",
		Short: "Say whether the score predicts who converts",
		Long: `Say whether the score predicts who converts. Every trial that has ended is scored as of the end of
a day of its own trial, with the events known then, and compared with what became of it.

Attributes have no history: what a signal says about one may have been filled in after the fact.
Such signals are marked, and --without-attributes leaves them out. --without-leaks leaves out only
those that look as if they were known after the fact. Trials that were decided before
the day was over are not in, and running trials count for no rate; how many, is said.

--suggest says which weights would have told best who converts. They are chosen by the older trials
and offered only where the newer ones show that they gain more than luck does; nothing is changed.
A weight of 0 means that the signal can be switched off. --signals 3 says instead which signal alone
would tell most, which two, and which three.`,
		Example: `trialist proof
trialist proof --day 3 --without-attributes
trialist proof --days
trialist proof --html proof.html
trialist proof --suggest
trialist proof --suggest --signals 3
trialist proof --json`,
		Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := f.check(cmd.Flags().Changed); err != nil {
				return err
			}
			guard := g.NewGuard(f.force)
			return g.WithWorkspaceToRead(cmd.Context(), func(s *session.Session) error {
				answer, err := f.answer(cmd.Context(), s)
				if err != nil {
					return err
				}
				if r, ok := answer.(*report); ok && f.html != "" {
					if err := r.writePage(guard, f.html); err != nil {
						return err
					}
				}
				return out.Write(cmd.OutOrStdout(), answer)
			})
		},
	}
	f.add(cmd)
	out.AddFlags(cmd)
	return cmd
}

// check returns an error about flags that do not fit together, and reads the side.
func (f *flags) check(given func(flag string) bool) error {
	if err := f.options.Validate(); err != nil {
		return cli.Usagef("%w", err)
	}
	var err error
	if f.side, err = f.suggestion.validate(given); err != nil {
		return err
	}
	switch {
	case f.html == "" && given("html"):
		return cli.Usagef("--html: the name of the file is empty")
	case f.html == "-":
		return cli.Usagef("--html: - is standard output, where the report goes; name a file")
	case f.html != "" && f.days:
		return cli.Usagef("--html shows a day, so it cannot go with --days")
	case f.force && f.html == "":
		return cli.Usagef("--force is for --html")
	}
	return nil
}

// add adds the flags to the command.
func (f *flags) add(cmd *cobra.Command) {
	set := cmd.Flags()
	set.IntVar(&f.options.Day, "day", proof.DefaultDay, "score trials as of the end of this day of their trial")
	set.IntVar(&f.options.Horizon, "horizon", 0, "count conversions until so many days after the end of the trial; 0 for whenever they came")
	set.BoolVar(&f.withoutAttributes, "without-attributes", false, "leave out signals that ask about attributes")
	set.BoolVar(&f.withoutLeaks, "without-leaks", false, "leave out signals that look as if they were known only after the fact")
	set.BoolVar(&f.days, "days", false, "give the verdict for each day of the trial instead")
	set.StringVar(&f.html, "html", "", "also write the report to this file, as one HTML page with charts")
	set.BoolVar(&f.suggestion.suggest, "suggest", false, "suggest weights for the signals of a side instead")
	set.StringVar(&f.suggestion.side, "side", rulebook.Adoption.String(), "with --suggest: adoption or fit")
	set.IntVar(&f.suggestion.signals, "signals", 0, "with --suggest: say which signals up to this many would do")
	session.AddForce(set, &f.force)
}

// answer replays the trials.
func (f flags) answer(ctx context.Context, s *session.Session) (output.Printable, error) {
	v, err := s.RankTrials(ctx)
	if err != nil {
		return nil, err
	}
	card := v.Book.Card
	if f.withoutAttributes {
		card = proof.WithoutAttributes(card)
	}
	if !hasSignals(card) {
		return nil, errNoSignals
	}
	ctx, done := v.WithProgress(ctx)
	defer done()
	var answer output.Printable
	err = v.Cache.Do(ctx, func(data *facts.Snapshot) error {
		card, leftOut := card, []string(nil)
		if f.withoutLeaks {
			leaks, err := proof.Leaks(ctx, data, v.Moment(), v.Population, card)
			if err != nil {
				return err
			}
			for _, l := range leaks {
				leftOut = append(leftOut, l.Signal.Name)
			}
			if card = proof.WithoutLeaks(card, leaks); !hasSignals(card) {
				return errNoSignals
			}
		}
		if f.days {
			days, err := proof.Days(ctx, data, v.Moment(), v.Population, card, proof.UsualLength(v.Population), f.options.Horizon)
			answer = dayList(days)
			return err
		}
		if f.suggestion.suggest {
			c, err := proof.Replay(ctx, data, v.Moment(), v.Population, card, f.options)
			if err == nil {
				answer, err = f.suggestion.answer(ctx, c, f.side)
			}
			return err
		}
		r := &report{asOf: v.Population.Zone.ShortTime(v.AsOf), leftOut: leftOut}
		answer = r
		var err error
		if r.Report, err = proof.NewReport(ctx, data, v.Moment(), v.Population, card, f.options); err == nil && f.html != "" {
			r.days, err = proof.Days(ctx, data, v.Moment(), v.Population, card, proof.UsualLength(v.Population), f.options.Horizon)
		}
		return err
	})
	return answer, err
}

// errNoSignals is the error of a scorecard without a score.
var errNoSignals = errors.New("there is no score to judge: no signal is enabled; trialist signals add --help says how to add one")

func hasSignals(card rulebook.Scorecard) bool {
	return len(card.Enabled(rulebook.Adoption))+len(card.Enabled(rulebook.Fit)) > 0
}
