package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/edit"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/condition"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
)

// workspaceSettings are settings by key, each with what puts a value in force and says
// what it means. They are those of the workspace itself, which are no part of what the
// team decides, and of the latter those that one wants to set without a file.
var workspaceSettings = map[string]func(ctx context.Context, s *session.Session, value string) (string, error){
	"time_zone":             setTimeZone,
	"left_out":              setLeftOut,
	"looker_days":           setLookerDays,
	"adoption_tuned_before": setTunedBefore(rulebook.Adoption),
	"fit_tuned_before":      setTunedBefore(rulebook.Fit),
	store.UndoSetting:       setUndo,
}

func newConfigSet(g *session.Globals) *cobra.Command {
	return &cobra.Command{
		Use:   "set KEY VALUE",
		Short: "Change a setting of the workspace itself",
		Long: `Change a setting of the workspace itself.

left_out    which accounts count nowhere, such as your own: a condition as a sentence, or nobody
looker_days after how many days a trial that matched nothing beyond the setup phase is a looker
time_zone   the zone in which days begin and end, by its IANA name, such as Europe/Berlin
undo        how much room may be taken to be able to undo the last import: a size such as 64MB, or off
adoption_tuned_before, fit_tuned_before
            trials that started earlier helped to choose the weights of the side, as proof --suggest
            says, so that the proof does not judge the weights by them; none for all trials`,
		Example: `trialist config set time_zone Europe/Berlin
trialist config set undo 256MB
trialist config set left_out 'contact attribute email ends with "@mycompany.example"'`,
		Args: cli.ExactArgs("KEY", "VALUE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			set, ok := workspaceSettings[args[0]]
			if !ok {
				return cli.Usagef("there is no setting %q; trialist config set --help lists them", args[0])
			}
			return g.WithWorkspace(cmd.Context(), func(s *session.Session) error {
				told, err := set(cmd.Context(), s, args[1])
				if err != nil {
					return err
				}
				return terminal.PrintLine(cmd.OutOrStdout(), told)
			})
		},
	}
}

// setTimeZone says where days begin and end.
func setTimeZone(ctx context.Context, s *session.Session, zone string) (string, error) {
	if _, err := value.LoadZone(zone); err != nil || zone == "" {
		return "", cli.Usagef("%q is not a time zone; give a name such as UTC, Europe/Berlin or America/New_York", zone)
	}
	e, err := edit.Apply(ctx, s, func(book rulebook.Rulebook) (rulebook.Rulebook, error) {
		book.TimeZone = zone
		return book, nil
	})
	if err == nil && len(e.Changes()) == 0 { // what an import had set is the team's choice from now on
		err = s.SetTimeZone(ctx, zone)
	}
	if err != nil {
		return "", err
	}
	return "days begin and end as in " + zone, nil
}

// setLeftOut says which accounts count nowhere.
func setLeftOut(ctx context.Context, s *session.Session, sentence string) (string, error) {
	var when condition.Condition
	if sentence != "nobody" {
		var err error
		if when, err = condition.Parse(sentence); err != nil {
			return "", cli.Usagef("left_out: %w; or say nobody", err)
		}
	}
	e, err := edit.Apply(ctx, s, func(book rulebook.Rulebook) (rulebook.Rulebook, error) {
		book.Lifecycle.LeftOut = when
		return book, book.Validate()
	})
	if err != nil {
		return "", err
	}
	v, err := s.RankTrials(ctx)
	if err != nil {
		return "", err
	}
	warnings, err := edit.Warnings(ctx, s, e)
	told := output.Plural(v.Population.LeftOut.Count(), "account is", "accounts are") + " left out"
	for _, warning := range warnings {
		told += "\nwarning: " + warning
	}
	return told, err
}

// setLookerDays says after how many days a trial can be a looker.
func setLookerDays(ctx context.Context, s *session.Session, text string) (string, error) {
	days, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil {
		return "", cli.Usagef("looker_days: %q is not a whole number of days", text)
	}
	lifecycle := rulebook.DefaultLifecycle()
	lifecycle.LookerDays = days
	if err := lifecycle.Validate(); err != nil {
		return "", cli.Usagef("looker_days: %w", err)
	}
	_, err = edit.Apply(ctx, s, func(book rulebook.Rulebook) (rulebook.Rulebook, error) {
		book.Lifecycle.LookerDays = days
		return book, book.Validate()
	})
	if err != nil {
		return "", err
	}
	return "a trial that matched nothing beyond the setup phase is a looker after " + output.Plural(days, "day", "days"), nil
}

// setUndo says how much may be kept to undo imports.
func setUndo(ctx context.Context, s *session.Session, setting string) (string, error) {
	limit, err := store.ParseUndoLimit(setting)
	if err != nil {
		return "", cli.Usagef("%w", err)
	}
	if err := s.SetSetting(ctx, store.UndoSetting, setting); err != nil {
		return "", err
	}
	if limit == 0 {
		return "imports from now on cannot be undone", nil
	}
	return fmt.Sprintf("an import can be undone when that takes %s or less", store.FormatUndoLimit(limit)), nil
}
