package touch

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/listing"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/value"
	"trialist/store/accounts"
)

// atMostOne is the check for an ACCOUNT that may be left out.
func atMostOne(cmd *cobra.Command, given []string) error {
	return cli.AsUsageError(cmd, cobra.MaximumNArgs(1)(cmd, given))
}

// changing is a command that changes touches that there are.
func changing(
	g *session.Globals, use, short, long, done string, args cobra.PositionalArgs,
	change func(cmd *cobra.Command, s *session.Session, args []string) (accounts.Batch, error),
) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: use, Short: short, Long: long, Args: args,
		RunE: func(cmd *cobra.Command, args []string) error {
			return g.WithWorkspace(cmd.Context(), func(s *session.Session) error {
				if err := requireNoFuture(cmd, g, s); err != nil {
					return err
				}
				batch, err := change(cmd, s, args)
				if err != nil {
					return err
				}
				names, err := namesOf(cmd, s, batch)
				if err != nil {
					return err
				}
				return write(cmd, batch, names, done, asJSON)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// about is the id of the account that the arguments name, "" for none.
func about(cmd *cobra.Command, s *session.Session, args []string) (string, error) {
	if len(args) == 0 {
		return "", nil
	}
	found, err := listing.Find(cmd.Context(), s, args[0])
	return found.ID, err
}

func newUndo(g *session.Globals) *cobra.Command {
	return changing(g, "undo [ACCOUNT]", "Undo what you noted last, on an account or at all",
		"Undo what you noted last, on an account or at all: what was noted together is undone together. redo brings it back.",
		"undid: ", atMostOne, func(cmd *cobra.Command, s *session.Session, args []string) (accounts.Batch, error) {
			account, err := about(cmd, s, args)
			if err != nil {
				return accounts.Batch{}, err
			}
			return accounts.UndoLast(cmd.Context(), s.Store, accounts.UndoScope{Who: session.UserName(), Account: account}, value.FromTime(time.Now()))
		})
}

func newRedo(g *session.Globals) *cobra.Command {
	return changing(g, "redo [ACCOUNT]", "Redo what you undid last, on an account or at all",
		"Redo what you undid last, on an account or at all. Once you have noted something newer, what you undid before stays undone.",
		"redid: ", atMostOne, func(cmd *cobra.Command, s *session.Session, args []string) (accounts.Batch, error) {
			account, err := about(cmd, s, args)
			if err != nil {
				return accounts.Batch{}, err
			}
			return accounts.RedoLast(cmd.Context(), s.Store, accounts.UndoScope{Who: session.UserName(), Account: account})
		})
}

func newEdit(g *session.Globals) *cobra.Command {
	return changing(g, "edit ID TEXT", "Change the text of a note, or of another touch",
		"Change the text of a touch, whose ID touch list shows. touch undo brings the earlier one back.",
		"", cli.ExactArgs("the ID of a touch", "its TEXT"), func(cmd *cobra.Command, s *session.Session, args []string) (accounts.Batch, error) {
			id, err := parseID(args[0])
			if err != nil {
				return accounts.Batch{}, err
			}
			text := strings.TrimSpace(args[1])
			if text == "" {
				return accounts.Batch{}, cli.Usagef("the text is empty; touch delete %d deletes the touch", id)
			}
			return accounts.EditTouch(cmd.Context(), s.Store, id, text, session.UserName(), s.TouchTime())
		})
}

func newDelete(g *session.Globals) *cobra.Command {
	return changing(g, "delete ID", "Delete a note, or another touch",
		"Delete a touch, whose ID touch list shows. touch undo brings it back.",
		"", cli.ExactArgs("the ID of a touch"), func(cmd *cobra.Command, s *session.Session, args []string) (accounts.Batch, error) {
			id, err := parseID(args[0])
			if err != nil {
				return accounts.Batch{}, err
			}
			return accounts.DeleteTouch(cmd.Context(), s.Store, id, session.UserName(), s.TouchTime())
		})
}

func parseID(text string) (int64, error) {
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id < 1 {
		return 0, cli.Usagef("%q is no ID of a touch; touch list shows them", text)
	}
	return id, nil
}

// namesOf is the name of the account that the first touch of a batch is about.
func namesOf(cmd *cobra.Command, s *session.Session, b accounts.Batch) (map[string]string, error) {
	names := make(map[string]string)
	if len(b.Touches) == 0 {
		return names, nil
	}
	slot, err := accounts.SlotOf(cmd.Context(), s.Store, b.Touches[0].Account)
	if err != nil {
		return nil, err
	}
	rows, err := accounts.Rows(cmd.Context(), s.Store, []uint32{slot}, s.TouchesAt())
	if err == nil {
		names[rows[0].ID] = rows[0].Name
	}
	return names, err
}

// write prints what was done.
func write(cmd *cobra.Command, b accounts.Batch, names map[string]string, done string, asJSON bool) error {
	if asJSON {
		return output.WriteJSON(cmd.OutOrStdout(), newTouchesJSON(b.Touches))
	}
	line := done + sentence(b, names)
	if ids := idsOf(b); ids != "" && done == "" {
		line += " (" + ids + ")"
	}
	return terminal.PrintLine(cmd.OutOrStdout(), line)
}

// idsOf are the ids of the touches of a batch, where they are few.
func idsOf(b accounts.Batch) string {
	switch n := len(b.Touches); {
	case n == 0 || b.Change == accounts.Deleted:
		return ""
	case n == 1:
		return fmt.Sprintf("touch %d", b.Touches[0].ID)
	default:
		return fmt.Sprintf("touches %d to %d", b.Touches[0].ID, b.Touches[n-1].ID)
	}
}
