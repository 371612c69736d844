package touch

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/dashboard"
	"trialist/cmd/trialist/listing"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/scoring/filter"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store/accounts"
	"trialist/ui/clean"
	"trialist/ui/words"
)

// flags are those of touch.
type flags struct {
	called, mailed, restore         bool
	met, note, snooze, owner        string
	dismiss                         string
	untilHigher                     bool
	filter                          string
	yes, json                       bool
	givenMet, givenOwner, dismissed bool
}

// New makes the command.
func New(g *session.Globals) *cobra.Command {
	var f flags
	cmd := &cobra.Command{
		Use:   "touch ACCOUNT...",
		Short: "Note what you did about accounts: called, mailed, met, note, snooze, owner, dismiss",
		Long: `Note what you did about accounts. Several flags are noted together, and undone together. An ACCOUNT is
an id, or a name if no other has it; --filter takes all trials that list --filter lists.

A snoozed trial is out of the list until a day: tomorrow, 3d, friday, 2026-12-03. A dismissed one is out for
good, or with --until-higher-band while its adoption band is not above that of now. Nothing else about them changes.
What was done before now is noted at the time that --as-of says.`,
		Example: `trialist touch acme --called --note "wants single sign-on"
trialist touch acme --snooze friday
trialist touch --filter "country:US owner:\"\"" --owner ana --yes
trialist touch undo acme`,
		Args: cli.WithUsageErrors(func(cmd *cobra.Command, given []string) error { return f.check(cmd, given) }),
		RunE: func(cmd *cobra.Command, args []string) error {
			return g.WithWorkspace(cmd.Context(), func(s *session.Session) error { return f.run(cmd, g, s, args) })
		},
	}
	f.add(cmd)
	cmd.AddCommand(newList(g), newUndo(g), newRedo(g), newEdit(g), newDelete(g))
	return cmd
}

func (f *flags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.BoolVar(&f.called, "called", false, "you called them")
	flags.BoolVar(&f.mailed, "mailed", false, "you mailed them")
	flags.StringVar(&f.met, "met", "", "you met them, with the outcome")
	flags.StringVar(&f.note, "note", "", "a note")
	flags.StringVar(&f.snooze, "snooze", "", "out of the list until a day: tomorrow, 3d, friday, 2026-12-03")
	flags.StringVar(&f.owner, "owner", "", "whose it is; \"\" for nobody's")
	flags.StringVar(&f.dismiss, "dismiss", "", "out of the list, with the reason")
	flags.BoolVar(&f.untilHigher, "until-higher-band", false, "with --dismiss: back once its adoption band is higher than now")
	flags.BoolVar(&f.restore, "restore", false, "back in the list, snoozed and dismissed no longer")
	flags.StringVar(&f.filter, "filter", "", "all trials that match, as on the filter line of the dashboard")
	flags.BoolVar(&f.yes, "yes", false, "with --filter: do not ask")
	flags.BoolVar(&f.json, "json", false, "print JSON")
}

// check is the error about arguments and flags.
func (f *flags) check(cmd *cobra.Command, given []string) error {
	changed := cmd.Flags().Changed
	f.givenMet, f.givenOwner, f.dismissed = changed("met"), changed("owner"), changed("dismiss")
	switch {
	case changed("filter") && strings.TrimSpace(f.filter) == "":
		return errors.New("--filter is empty; it would mean every trial")
	case changed("filter") && len(given) > 0:
		return errors.New("give accounts or --filter, not both")
	case !changed("filter") && len(given) == 0:
		return errors.New("give at least one ACCOUNT, or --filter")
	case changed("note") && strings.TrimSpace(f.note) == "":
		return errors.New("--note is empty")
	case f.dismissed && strings.TrimSpace(f.dismiss) == "":
		return errors.New("--dismiss is empty; say why")
	case f.untilHigher && !f.dismissed:
		return errors.New("--until-higher-band goes with --dismiss")
	case f.restore && (f.dismissed || changed("snooze")):
		return errors.New("--restore is the opposite of --snooze and --dismiss")
	case !(f.called || f.mailed || f.restore || f.givenMet || f.givenOwner || f.dismissed || changed("note") || changed("snooze")):
		return errors.New("say what you did: --called, --mailed, --met, --note, --snooze, --owner, --dismiss or --restore")
	}
	return nil
}

// templates are the touches of one account, in the order in which they are noted.
func (f *flags) templates(today value.Instant) ([]accounts.Touch, error) {
	var list []accounts.Touch
	add := func(given bool, t accounts.Touch) {
		if given {
			t.Body = strings.TrimSpace(t.Body)
			list = append(list, t)
		}
	}
	add(f.called, accounts.Touch{Kind: accounts.Called})
	add(f.mailed, accounts.Touch{Kind: accounts.Mailed})
	add(f.givenMet, accounts.Touch{Kind: accounts.Met, Body: f.met})
	add(f.note != "", accounts.Touch{Kind: accounts.Noted, Body: f.note})
	add(f.givenOwner, accounts.Touch{Kind: accounts.Assigned, Body: f.owner})
	if f.snooze != "" {
		until, err := value.ParseDayAhead(f.snooze, today)
		if err != nil {
			return nil, cli.Usagef("--snooze: %w", err)
		}
		add(true, accounts.Touch{Kind: accounts.Snoozed, Until: until})
	}
	add(f.dismissed, accounts.Touch{Kind: accounts.Dismissed, Body: f.dismiss, Higher: f.untilHigher})
	add(f.restore, accounts.Touch{Kind: accounts.Restored})
	return list, nil
}

// requireNoFuture refuses a time at which nobody can have done anything. One that is past
// is taken: it is when a touch was.
func requireNoFuture(cmd *cobra.Command, g *session.Globals, s *session.Session) error {
	return s.RequireNoFuture(cmd.Context(), g, "a touch is noted as of now, or of a time that is past")
}

// run notes the touches.
func (f *flags) run(cmd *cobra.Command, g *session.Globals, s *session.Session, args []string) error {
	ctx := cmd.Context()
	if err := requireNoFuture(cmd, g, s); err != nil {
		return err
	}
	zone, _, err := s.TimeZone(ctx)
	if err != nil {
		return err
	}
	templates, err := f.templates(zone.Day(s.TouchTime()))
	if err != nil {
		return err
	}
	targets, err := f.targets(ctx, s, args)
	if err != nil {
		return err
	}
	if cmd.Flags().Changed("filter") {
		if err := f.ask(cmd, len(targets), templates); err != nil {
			return err
		}
	}
	at, who := s.TouchTime(), session.UserName()
	var touches []accounts.Touch
	names := make(map[string]string)
	for _, target := range targets {
		names[target.ID] = target.Name
		for _, t := range templates {
			t.Account, t.At, t.Who = target.ID, at, who
			if t.Higher {
				t.Band = target.band
			}
			touches = append(touches, t)
		}
	}
	batch, err := accounts.AddTouches(ctx, s.Store, touches)
	if err != nil {
		return err
	}
	return write(cmd, batch, names, "", f.json)
}

// target is an account that is touched.
type target struct {
	accounts.Row
	band rulebook.Band
}

// targets are the accounts that the arguments or the filter name.
func (f *flags) targets(ctx context.Context, s *session.Session, args []string) ([]target, error) {
	var slots []uint32
	for _, arg := range args {
		found, err := listing.Find(ctx, s, arg)
		if err != nil {
			return nil, err
		}
		slot, err := accounts.SlotOf(ctx, s.Store, found.ID)
		if err != nil {
			return nil, err
		}
		slots = append(slots, slot)
	}
	var bands func(slot int) rulebook.Band
	if f.filter != "" || f.untilHigher {
		v, err := s.RankTrials(ctx)
		if err != nil {
			return nil, err
		}
		bands = func(slot int) rulebook.Band { return v.Ranking.Band(rulebook.Adoption, slot) }
		if f.filter != "" {
			if slots, err = passing(ctx, v, f.filter); err != nil {
				return nil, err
			}
		}
	}
	rows, err := accounts.Rows(ctx, s.Store, slots, s.TouchesAt())
	if err != nil {
		return nil, err
	}
	targets := make([]target, 0, len(rows))
	seen := make(map[uint32]bool)
	for _, row := range rows {
		if seen[row.Slot] {
			continue
		}
		seen[row.Slot] = true
		t := target{Row: row, band: rulebook.NoBand}
		if bands != nil {
			t.band = bands(int(row.Slot))
		}
		targets = append(targets, t)
	}
	return targets, nil
}

// passing is the trials that a filter lets through, as list lists them.
func passing(ctx context.Context, v *session.RankedWorkspace, text string) ([]uint32, error) {
	f, err := filter.Parse(text)
	if err != nil {
		return nil, cli.Usagef("--filter: %w", err)
	}
	found, err := v.Pass(ctx, f, false)
	if err != nil {
		return nil, fmt.Errorf("--filter: %w", err)
	}
	var slots []uint32
	for _, slot := range v.Ranking.Slots {
		if found.Slots.Has(int(slot)) {
			slots = append(slots, slot)
		}
	}
	if len(slots) == 0 {
		return nil, errors.New("the filter lets no trial through; nothing was noted")
	}
	return slots, nil
}

// ask asks whether so many accounts are meant, unless the flag said so.
func (f *flags) ask(cmd *cobra.Command, n int, templates []accounts.Touch) error {
	if f.yes {
		return nil
	}
	var what []string
	for _, t := range templates {
		what = append(what, t.Kind.String())
	}
	about := strings.Join(what, ", ") + " on " + output.Plural(n, "trial", "trials")
	if f.json || !dashboard.Interactive(cmd) {
		return cli.Usagef("this would note %s; say --yes to do so without being asked", about)
	}
	return cli.AskYes(cmd, clean.Of("note "+about+"?"))
}

// sentence says what a batch did, with names of accounts by their ids.
func sentence(b accounts.Batch, names map[string]string) string {
	return string(words.BatchSentence(b, func(id string) clean.Text { return clean.Of(names[id]) }))
}
