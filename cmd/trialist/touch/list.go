package touch

import (
	"io"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store/accounts"
)

// listFlags are those of touch list.
type listFlags struct {
	limit int
	all   bool
}

func newList(g *session.Globals) *cobra.Command {
	var f listFlags
	var out output.Format
	cmd := &cobra.Command{
		Use:   "list [ACCOUNT]",
		Short: "List what was noted about an account or about all, the newest first",
		Args:  atMostOne,
		RunE: func(cmd *cobra.Command, args []string) error {
			return g.WithWorkspaceToRead(cmd.Context(), func(s *session.Session) error {
				list, err := f.list(cmd, s, args)
				if err != nil {
					return err
				}
				zone, _, err := s.TimeZone(cmd.Context())
				if err != nil {
					return err
				}
				return out.Write(cmd.OutOrStdout(), touchList{list, zone})
			})
		},
	}
	cmd.Flags().IntVar(&f.limit, "limit", 0, "at most so many; 0 for all")
	cmd.Flags().BoolVar(&f.all, "all", false, "also those that were undone or deleted")
	out.AddFlags(cmd)
	return cmd
}

// list is the touches, the newest first.
func (f *listFlags) list(cmd *cobra.Command, s *session.Session, args []string) ([]accounts.Touch, error) {
	if err := cli.CheckLimit(f.limit); err != nil {
		return nil, err
	}
	account, err := about(cmd, s, args)
	if err != nil {
		return nil, err
	}
	var list []accounts.Touch
	if account == "" {
		list, err = accounts.AllTouches(cmd.Context(), s.Store)
	} else {
		list, err = accounts.TouchHistory(cmd.Context(), s.Store, account)
	}
	list = slices.DeleteFunc(list, func(t accounts.Touch) bool { return t.At > s.TouchesAt() || t.Undone && !f.all })
	slices.Reverse(list)
	if f.limit > 0 {
		list = list[:min(len(list), f.limit)]
	}
	return list, err
}

// touchJSON is one touch in the JSON contract.
type touchJSON struct {
	ID      int64          `json:"id"`
	Account string         `json:"account"`
	Kind    string         `json:"kind"`
	At      output.Instant `json:"at"`
	By      *string        `json:"by"`
	Text    *string        `json:"text"`        // or the new owner
	Until   *string        `json:"until"`       // the day that a snooze ends on
	Above   *string        `json:"until_above"` // the adoption band above which a dismissal ends
	Undone  bool           `json:"undone"`      // or deleted
	Batch   int64          `json:"batch"`       // the same for what was noted together
}

type touchesJSON struct {
	Version int         `json:"version"`
	Touches []touchJSON `json:"touches"`
}

func newTouchesJSON(list []accounts.Touch) touchesJSON {
	j := touchesJSON{output.JSONVersion, []touchJSON{}}
	for _, t := range list {
		j.Touches = append(j.Touches, touchJSON{
			ID: t.ID, Account: t.Account, Kind: t.Kind.String(), At: output.Instant(t.At), By: output.TextOrNull(t.Who), Text: output.TextOrNull(t.Body),
			Until: output.TextOrNull(until(t)), Above: output.TextOrNull(above(t)), Undone: t.Undone, Batch: t.Batch,
		})
	}
	return j
}

// until is the day that a snooze ends on, "" for other touches.
func until(t accounts.Touch) string {
	if t.Kind != accounts.Snoozed {
		return ""
	}
	return t.Until.Time().Format(value.DayLayout)
}

// above is the band above which a dismissal ends, "" for other touches and where there
// was no score.
func above(t accounts.Touch) string {
	if !t.Higher {
		return ""
	}
	return t.Band.Name(rulebook.Adoption)
}

// touchList prints touches.
type touchList struct {
	list []accounts.Touch
	zone *value.Zone // of the times that people read
}

func (l touchList) JSON(w io.Writer) error { return output.WriteJSON(w, newTouchesJSON(l.list)) }

func (l touchList) CSV(w io.Writer) error {
	out := output.NewCSVWriter(w, "id", "account", "kind", "at", "by", "text", "until", "until_above", "undone", "batch")
	for _, t := range l.list {
		out.WriteRow(
			strconv.FormatInt(t.ID, 10), t.Account, t.Kind.String(), t.At.String(), t.Who, t.Body, until(t), above(t),
			output.YesNo(t.Undone), strconv.FormatInt(t.Batch, 10),
		)
	}
	return out.Flush()
}

func (l touchList) Table(w io.Writer) error {
	if len(l.list) == 0 {
		return terminal.PrintLine(w, "nothing was noted; trialist touch ACCOUNT --called does")
	}
	t := output.NewTable(
		output.Column{Header: "id", AlignRight: true}, output.Column{Header: "when"}, output.Column{Header: "account"},
		output.Column{Header: "what"}, output.Column{Header: "who", DropOrder: 2, Shrinkable: true}, output.Column{Header: "until", DropOrder: 1},
		output.Column{Header: "text", Shrinkable: true},
	)
	for _, one := range l.list {
		kind := one.Kind.String()
		if one.Undone {
			kind += " (undone)"
		}
		end := until(one)
		if one.Higher {
			end = "a higher band"
		}
		t.AddRow(strconv.FormatInt(one.ID, 10), l.zone.ShortTime(one.At), one.Account, kind, one.Who, end, one.Body)
	}
	return t.WriteWhole(w)
}
