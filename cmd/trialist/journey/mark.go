package journey

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/value"
	storejourney "trialist/store/journey"
	"trialist/store/outbox"
)

// newMark returns the command journey sent or journey skip.
func newMark(g *session.Globals, use, short string, state outbox.State) *cobra.Command {
	var all, asJSON bool
	cmd := &cobra.Command{
		Use:   use + " ID...",
		Short: short,
		Long: short + `: to the trials with the
IDs or names, or with --all to all. It is noted as of now, or of --as-of, and no trial is told the same again.
trialist journey undo NUMBER takes it back, by its number in trialist journey outbox.`,
		Example: "trialist journey " + use + " acme",
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if (len(args) == 0) == !all {
				return cli.Usagef("name the trials or give --all, one of the two; see %s --help", cmd.CommandPath())
			}
			return g.WithWorkspace(cmd.Context(), func(s *session.Session) error {
				choice, err := newChoice(cmd.Context(), g, s)
				if err != nil {
					return err
				}
				slots, err := slotsOf(cmd.Context(), s, args)
				if err != nil {
					return err
				}
				if !all {
					choice.Among = slices.Sorted(maps.Keys(slots))
				}
				ctx, done := s.WithProgress(cmd.Context())
				marked, err := storejourney.Mark(ctx, s.Cache, choice, state)
				done()
				if err != nil {
					return err
				}
				for _, m := range marked {
					delete(slots, m.Slot)
				}
				switch {
				case asJSON:
					err = writeMarked(cmd, marked, state)
				case len(marked) > 0 || all:
					err = terminal.PrintLine(cmd.OutOrStdout(), output.Plural(len(marked), "message is", "messages are")+" marked as "+string(state)+nameMarked(marked))
				}
				if err == nil && len(slots) > 0 {
					left := slices.Sorted(maps.Values(slots))
					err = fmt.Errorf("nothing is due to %s; trialist journey due lists what is", value.JoinList(left, "and"))
				}
				return err
			})
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "all messages that are due, to whomever")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// newChoice is a choice of all that is due. It refuses a time to come: what is due then is
// not due yet, and whoever is told it early cannot be untold.
func newChoice(ctx context.Context, g *session.Globals, s *session.Session) (storejourney.Choice, error) {
	err := s.RequireNoFuture(ctx, g, "messages go out as of now, or of a time that is past; trialist journey due lists what will be due")
	return storejourney.Choice{AsOf: s.AsOf, At: value.FromTime(time.Now()), By: session.UserName()}, err
}

// nameMarked says which the first of the messages is, and how many more there are.
func nameMarked(marked []storejourney.Message) string {
	if len(marked) == 0 {
		return ""
	}
	first := marked[0]
	name := first.Name
	if name == "" {
		name = first.Account
	}
	text := ": " + first.Kind.String() + " for " + first.MilestoneName + " to " + name
	if more := len(marked) - 1; more > 0 {
		text += " and " + output.Plural(more, "more", "more")
	}
	return text
}

func writeMarked(cmd *cobra.Command, marked []storejourney.Message, state outbox.State) error {
	list := []messageJSON{}
	for _, m := range marked {
		list = append(list, newMessageJSON(m))
	}
	return output.WriteJSON(cmd.OutOrStdout(), struct {
		Version int           `json:"version"`
		State   string        `json:"state"`
		Marked  []messageJSON `json:"marked"`
	}{output.JSONVersion, string(state), list})
}

// newUndo returns the command journey undo.
func newUndo(g *session.Globals) *cobra.Command {
	return &cobra.Command{
		Use:   "undo NUMBER...",
		Short: "Take back that messages were sent by hand, skipped or queued, by their numbers in the outbox",
		Long: `Take back that messages were marked as sent or skipped, or queued for a webhook where they did
not arrive, by their numbers in the outbox. They are due again. What was exported or delivered, or
is being sent, cannot be taken back.`,
		Example: "trialist journey undo 12",
		Args:    cli.AtLeastOneArg("NUMBER of a message"),
		RunE: func(cmd *cobra.Command, args []string) error {
			numbers, err := parseNumbers(args)
			if err != nil {
				return err
			}
			return g.WithWorkspace(cmd.Context(), func(s *session.Session) error {
				if err := storejourney.Undo(cmd.Context(), s.Store, numbers...); err != nil {
					return err
				}
				return terminal.PrintLine(cmd.OutOrStdout(), output.Plural(len(numbers), "message is", "messages are")+" taken back")
			})
		},
	}
}

func parseNumbers(args []string) ([]int64, error) {
	var numbers []int64
	for _, arg := range args {
		n, err := strconv.ParseInt(strings.TrimSpace(arg), 10, 64)
		if err != nil || n < 1 {
			return nil, cli.Usagef("%q is no number of a message; trialist journey outbox shows them", arg)
		}
		numbers = append(numbers, n)
	}
	return numbers, nil
}
