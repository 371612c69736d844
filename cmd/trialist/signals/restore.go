package signals

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/edit"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/rulebook"
	"trialist/store"
	"trialist/store/rulebooks"
)

func newSignalsRestore(g *session.Globals) *cobra.Command {
	var f edit.Flags
	cmd := &cobra.Command{
		Use:   "restore VERSION",
		Short: "Put an earlier version of signals and settings in force again",
		Long: `Put an earlier version of all signals and settings in force again, as a new version: nothing is lost,
and what was in force until now can be restored in the same way. trialist signals history lists the
versions; 0 is what a new workspace starts with. The time zone stays as it is, since the data is read in it;
trialist config set time_zone changes it.`,
		Example: "trialist signals restore --dry-run 3",
		Args:    cli.WithUsageErrors(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			version, err := strconv.ParseInt(args[0], 10, 64)
			if err != nil || version < 0 {
				return cli.Usagef("version %q is not a number such as trialist signals history lists", args[0])
			}
			open := g.WithWorkspace
			if f.DryRun {
				open = g.WithWorkspaceToRead
			}
			return open(cmd.Context(), func(s *session.Session) error {
				e, err := restore(cmd.Context(), s, version, f.DryRun)
				if err != nil {
					return err
				}
				if err := f.Write(cmd, s, e); err != nil || f.JSON {
					return err
				}
				return terminal.PrintLine(cmd.OutOrStdout(), "the time zone stays "+e.Now.TimeZoneText())
			})
		},
	}
	f.AddFlags(cmd)
	return cmd
}

// restore saves an earlier version as a new one, unless dryRun, and returns what
// that does. Unlike edit.Apply it does not try again when somebody else saves in
// between: that would undo what they just did.
func restore(ctx context.Context, s *session.Session, version int64, dryRun bool) (edit.Edit, error) {
	earlier, err := rulebooks.At(ctx, s.Store, version)
	if err != nil {
		return edit.Edit{}, err
	}
	now, inForce, err := rulebooks.Current(ctx, s.Store)
	damaged := errors.Is(err, store.ErrDamaged)
	switch {
	case damaged: // restoring is the remedy
		now = rulebook.Default()
		now.TimeZone = earlier.TimeZone // that of the workspace, as no version has its own
	case err != nil:
		return edit.Edit{}, err
	}
	book := rulebook.Restore(earlier, now)
	e := edit.Edit{Was: now, Now: book}
	changes := e.Changes()
	if dryRun || len(changes) == 0 && !damaged {
		return e, book.Validate()
	}
	summary := fmt.Sprintf("restored version %d", version)
	if len(changes) > 0 {
		summary += ": " + rulebook.DescribeChanges(changes)
	}
	return e, edit.Save(ctx, s, book, rulebooks.Base{Version: inForce, TimeZone: now.TimeZone}, summary)
}
