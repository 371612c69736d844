package listing

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/scoring/account"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
)

func NewShow(g *session.Globals) *cobra.Command {
	var asJSON, pace bool
	cmd := &cobra.Command{
		Use:   "show {ID|NAME}",
		Short: "Show one account: scores, evidence, what would raise it, touches",
		Args:  cli.ExactArgs("the ID of an account, or its NAME if no other has it"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return g.WithWorkspaceToRead(cmd.Context(), func(s *session.Session) error {
				d, err := findDetail(cmd.Context(), s, args[0], pace)
				if err != nil {
					return err
				}
				if asJSON {
					return output.WriteJSON(cmd.OutOrStdout(), d)
				}
				return d.write(cmd.OutOrStdout())
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	cmd.Flags().BoolVar(&pace, "pace", false, "also say where the trial stands among finished ones at the same day")
	return cmd
}

// Find looks up an account by its external id, or by its name if no other has it. It
// returns store.ErrNotFound if there is none.
func Find(ctx context.Context, s *session.Session, idOrName string) (account.Account, error) {
	found, missing := accounts.ByID(ctx, s.Store, idOrName)
	if !errors.Is(missing, store.ErrNotFound) {
		return found, missing
	}
	ids, err := accounts.IDsByName(ctx, s.Store, idOrName)
	switch {
	case err != nil:
		return found, err
	case len(ids) == 0:
		return found, missing
	case len(ids) == 1:
		return accounts.ByID(ctx, s.Store, ids[0])
	}
	const most = 5
	var words []string
	for _, id := range ids[:min(len(ids), most)] {
		words = append(words, strconv.Quote(id))
	}
	if more := len(ids) - most; more > 0 {
		words = append(words, fmt.Sprintf("%d more", more))
	}
	return found, fmt.Errorf("%d accounts are called %q; name one of them by its id: %s", len(ids), idOrName, value.JoinList(words, "or"))
}
