package journey

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/listing"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/journey"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	storejourney "trialist/store/journey"
)

// dueHelp says what is due to whom.
const dueHelp = `List the message that each running trial is due now, at most one each: of all trials, or of those
named by their IDs or names. It follows from what a trial did and was told, never from a day of its
trial:

- what it reached since it was last told anything is rewarded, the latest step of several, and the
  message drives to the next step; so is what it had reached before, where an import has brought
  that since, be it events or attributes, but not what it has reached only because a step was added or its condition changed
- a trial that was never told anything and has reached nothing is welcomed
- a looker is told once what the plan has for lookers, when looker_days have passed since it was
  last told anything
- otherwise it is driven to its next step, unless it was driven there before

Listing changes nothing. A message is due until it is marked (journey sent, journey skip), exported
or sent to a webhook. Delivery says what is meant to become of it: an automatic one is taken by
journey export and journey send, a task is for a person to see to. A message in which a field is not known and has no fallback says which, and is neither
exported nor sent by itself.`

// newDue returns the command journey due.
func newDue(g *session.Globals) *cobra.Command {
	var out output.Format
	var delivery deliveryFlag
	var limit int
	cmd := &cobra.Command{
		Use:     "due [ID...]",
		Short:   "List the messages that running trials are due, and change nothing",
		Long:    dueHelp,
		Example: "trialist journey due\ntrialist journey due --delivery task --json",
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := cli.CheckLimit(limit); err != nil {
				return err
			}
			return g.WithWorkspaceToRead(cmd.Context(), func(s *session.Session) error {
				ctx, done := s.WithProgress(cmd.Context())
				defer done()
				slots, err := slotsOf(ctx, s, args)
				if err != nil {
					return err
				}
				var among []int
				if len(args) > 0 {
					among = slices.Sorted(maps.Keys(slots))
				}
				l, err := storejourney.FindAmong(ctx, s.Cache, s.AsOf, among)
				if err != nil {
					return err
				}
				if len(l.Planner.Milestones()) == 0 {
					return errNoMilestones
				}
				zone, _, err := s.TimeZone(cmd.Context())
				if err != nil {
					return err
				}
				d := dueList{List: l, s: s, ctx: ctx, done: done, zone: zone, total: len(l.Due)}
				for _, one := range l.Due {
					if delivery.has(l, one) {
						d.shown = append(d.shown, one)
					}
				}
				d.chosen = len(d.shown)
				if limit > 0 {
					d.shown = d.shown[:min(limit, len(d.shown))]
				}
				if err := out.Write(cmd.OutOrStdout(), &d); err != nil {
					return err
				}
				return warnUnfinished(cmd, s)
			})
		},
	}
	cmd.Flags().IntVar(&limit, "limit", 0, "only the first so many; 0 for all")
	delivery.add(cmd, "all")
	out.AddFlags(cmd)
	return cmd
}

// deliveryFlag is which messages a command is about, by their delivery.
type deliveryFlag struct{ word string }

func (f *deliveryFlag) add(cmd *cobra.Command, usual string) {
	f.word = usual
	choices := []string{rulebook.Automatic.String(), rulebook.AsTask.String(), "all"}
	cmd.Flags().Func("delivery", "only messages of this `delivery`: "+value.JoinList(choices, "or")+` (default "`+usual+`")`, func(text string) error {
		f.word = strings.ToLower(strings.TrimSpace(text))
		if !slices.Contains(choices, f.word) {
			return fmt.Errorf("%q is not %s", text, value.JoinList(choices, "or"))
		}
		return nil
	})
}

func (f *deliveryFlag) has(l *storejourney.List, d journey.Due) bool {
	return f.word == "all" || f.word == l.Delivery(d).String()
}

// slotsOf is the slots of accounts, by their ids or names, with what they were called.
func slotsOf(ctx context.Context, s *session.Session, called []string) (map[int]string, error) {
	slots := make(map[int]string)
	for _, one := range called {
		slot, err := slotOf(ctx, s, one)
		if err != nil {
			return nil, err
		}
		slots[slot] = one
	}
	return slots, nil
}

// slotOf is the slot of the account with that id, or with that name if no other has it.
func slotOf(ctx context.Context, s *session.Session, called string) (int, error) {
	slot, err := accounts.SlotOf(ctx, s.Store, called)
	if errors.Is(err, store.ErrNotFound) {
		found, err := listing.Find(ctx, s, called)
		if err != nil {
			return 0, err
		}
		slot, err = accounts.SlotOf(ctx, s.Store, found.ID)
		return int(slot), err
	}
	return int(slot), err
}

// dueList is the messages as they are printed.
type dueList struct {
	*storejourney.List
	s             *session.Session
	ctx           context.Context
	done          func() // ends the progress
	shown         []journey.Due
	chosen, total int
	zone          *value.Zone // of the times that people read
}

func (d *dueList) each(visit func(storejourney.Message) error) error {
	err := d.Each(d.ctx, d.s.Store, d.shown, visit)
	d.done()
	return err
}

// messageJSON is a message in the JSON contract.
type messageJSON struct {
	Account   string   `json:"account"`
	Name      *string  `json:"name"`
	Owner     *string  `json:"owner"`
	Message   string   `json:"message"`
	Milestone *string  `json:"milestone"`
	Next      *string  `json:"next"`
	Delivery  *string  `json:"delivery"` // null in an export that is written again
	Contact   *string  `json:"contact"`
	Email     *string  `json:"email"`
	Subject   string   `json:"subject"`
	Body      string   `json:"body"`
	Missing   []string `json:"missing"` // fields that nothing is known for
}

func newMessageJSON(m storejourney.Message) messageJSON {
	delivery := m.Delivery.String()
	j := messageJSON{
		Account: m.Account, Name: output.TextOrNull(m.Name), Owner: output.TextOrNull(m.Owner), Message: m.Kind.String(),
		Milestone: output.TextOrNull(m.MilestoneName), Next: output.TextOrNull(m.NextName), Delivery: &delivery,
		Contact: output.TextOrNull(m.Contact.Name), Email: output.TextOrNull(m.Contact.Email), Subject: m.Subject, Body: m.Body, Missing: m.Missing,
	}
	if j.Missing == nil {
		j.Missing = []string{}
	}
	return j
}

// jsonList writes a JSON document whose last field is a list, item by item, as there may
// be very many.
type jsonList struct {
	out   *bufio.Writer
	head  []byte
	begun bool
}

// newJSONList starts a document that is head, whose last field is an empty list.
func newJSONList(w io.Writer, head any) (*jsonList, error) {
	text, err := output.MarshalIndented(head, "")
	if err != nil {
		return nil, fmt.Errorf("writing JSON: %w", err)
	}
	return &jsonList{out: bufio.NewWriterSize(w, 64<<10), head: bytes.TrimSuffix(text, []byte("]\n}"))}, nil
}

func (l *jsonList) add(item any) error {
	text, err := output.MarshalIndented(item, "    ")
	if err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	between := ",\n    "
	if !l.begun {
		between = string(l.head) + "\n    "
		l.begun = true
	}
	if _, err := l.out.WriteString(between); err != nil {
		return err
	}
	_, err = l.out.Write(text)
	return err
}

func (l *jsonList) end() error {
	end := "\n  ]\n}\n"
	if !l.begun {
		end = string(l.head) + "]\n}\n"
	}
	if _, err := l.out.WriteString(end); err != nil {
		return err
	}
	return l.out.Flush()
}

// JSON prints the contract.
func (d *dueList) JSON(w io.Writer) error {
	list, err := newJSONList(w, struct {
		Version int            `json:"version"`
		AsOf    output.Instant `json:"as_of"`
		Total   int            `json:"total"`
		Due     []struct{}     `json:"due"`
	}{output.JSONVersion, output.Instant(d.AsOf), d.total, []struct{}{}})
	if err != nil {
		return err
	}
	if err := d.each(func(m storejourney.Message) error { return list.add(newMessageJSON(m)) }); err != nil {
		return err
	}
	return list.end()
}

// messageHeader is the header of messages in CSV.
var messageHeader = []string{"account", "name", "owner", "contact", "email", "message", "milestone", "next", "delivery", "missing", "subject", "body"}

func messageCells(m storejourney.Message) []string {
	return []string{
		m.Account, m.Name, m.Owner, m.Contact.Name, m.Contact.Email, m.Kind.String(), m.MilestoneName, m.NextName, m.Delivery.String(),
		strings.Join(m.Missing, ", "), m.Subject, m.Body,
	}
}

// CSV prints a row a message.
func (d *dueList) CSV(w io.Writer) error {
	out := output.NewCSVWriter(w, messageHeader...)
	err := d.each(func(m storejourney.Message) error {
		out.WriteRow(messageCells(m)...)
		return nil
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

// maxDueRows is how many messages a table has, which people read.
const maxDueRows = 1000

// Table prints the messages without their bodies.
func (d *dueList) Table(w io.Writer) error {
	d.shown = d.shown[:min(len(d.shown), maxDueRows)]
	if len(d.shown) == 0 {
		if d.done(); d.chosen < d.total {
			return terminal.PrintLine(w, fmt.Sprintf("none of the %s that are due", output.Plural(d.total, "message", "messages")))
		}
		return terminal.PrintLine(w, "nothing is due")
	}
	t := output.NewTable(
		output.Column{Header: "id"}, output.Column{Header: "name", Shrinkable: true, MinWidth: 24, DropOrder: 1}, output.Column{Header: "message"},
		output.Column{Header: "milestone", Shrinkable: true}, output.Column{Header: "next", Shrinkable: true, DropOrder: 4}, output.Column{Header: "delivery"},
		output.Column{Header: "owner", DropOrder: 3}, output.Column{Header: "subject", Shrinkable: true, DropOrder: 2},
	)
	err := d.each(func(m storejourney.Message) error {
		subject := m.Subject
		if len(m.Missing) > 0 {
			subject = "lacks " + value.JoinList(m.Missing, "and") + ": " + subject
		}
		t.AddRow(m.Account, m.Name, m.Kind.String(), m.MilestoneName, m.NextName, m.Delivery.String(), m.Owner, subject)
		return nil
	})
	if err != nil {
		return err
	}
	if err := t.WriteWhole(w); err != nil {
		return err
	}
	caption := output.Plural(d.chosen, "message is due", "messages are due") + " · as of " + d.zone.ShortTime(d.AsOf)
	if len(d.shown) < d.chosen {
		caption = fmt.Sprintf("the first %d of %s · as of %s", len(d.shown), output.Plural(d.chosen, "message", "messages"), d.zone.ShortTime(d.AsOf))
	}
	return terminal.PrintLine(w, caption)
}

// warnUnfinished names exports whose file may not be there.
func warnUnfinished(cmd *cobra.Command, s *session.Session) error {
	unfinished, err := storejourney.Unfinished(cmd.Context(), s.Store)
	if err != nil || len(unfinished) == 0 {
		return err
	}
	zone, _, err := s.TimeZone(cmd.Context())
	for _, r := range unfinished {
		where := "standard output"
		if r.Path != "" {
			where = r.Path
		}
		cli.PrintError(cmd.ErrOrStderr(), fmt.Errorf("warning: the export of %s to %s at %s was not finished; trialist journey export --again %d FILE writes it again",
			output.Plural(r.Messages, "message", "messages"), where, zone.ShortTime(r.At), r.Number))
	}
	return err
}
