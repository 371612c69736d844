package journey

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	storejourney "trialist/store/journey"
	"trialist/store/outbox"
	"trialist/store/rulebooks"
)

// signalNames are the names of signals by id.
type signalNames map[int64]string

func newSignalNames(ctx context.Context, s *session.Session) (signalNames, error) {
	book, _, err := rulebooks.Current(ctx, s.Store)
	names := make(signalNames)
	for _, side := range rulebook.Sides() {
		for _, signal := range book.Card.Signals(side) {
			names[signal.ID] = signal.Name
		}
	}
	return names, err
}

// newOutbox returns the command journey outbox.
func newOutbox(g *session.Globals) *cobra.Command {
	var out output.Format
	var states []string
	var account string
	var limit int
	cmd := &cobra.Command{
		Use:   "outbox",
		Short: "List what trials were told, and what became of it, the newest first",
		Long: `List what trials were told, and what became of it, the newest first. Sent and skipped are those
that were marked by hand, exported those that a file has, due those that wait for a webhook,
delivered those that it took, and failed those that were given up. The number of a message is for
trialist journey undo and retry.`,
		Example: "trialist journey outbox --state failed\ntrialist journey outbox --account acme",
		Args:    cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := cli.CheckLimit(limit); err != nil {
				return err
			}
			wanted, err := outbox.ParseStates(states)
			if err != nil {
				return cli.Usagef("--state: %w", err)
			}
			query := storejourney.Query{States: wanted, Limit: limit}
			return g.WithWorkspaceToRead(cmd.Context(), func(s *session.Session) error {
				if account != "" {
					slot, err := slotOf(cmd.Context(), s, account)
					if err != nil {
						return err
					}
					query.Account = int64(slot) + 1
				}
				names, err := newSignalNames(cmd.Context(), s)
				if err != nil {
					return err
				}
				list, err := storejourney.Log(cmd.Context(), s.Store, query)
				if err != nil {
					return err
				}
				zone, _, err := s.TimeZone(cmd.Context())
				if err != nil {
					return err
				}
				if err := out.Write(cmd.OutOrStdout(), logList{list, names, zone}); err != nil {
					return err
				}
				return warnUnfinished(cmd, s)
			})
		},
	}
	cmd.Flags().StringSliceVar(&states, "state", nil, "only in these states: "+outbox.StateWords())
	cmd.Flags().StringVar(&account, "account", "", "only of the account with that id or name")
	cmd.Flags().IntVar(&limit, "limit", 0, "only the newest so many; 0 for all")
	out.AddFlags(cmd)
	return cmd
}

// logList is what was told as it is printed.
type logList struct {
	list  []storejourney.LogEntry
	names signalNames
	zone  *value.Zone // of the times that people read
}

// logEntryJSON is a message that was told.
type logEntryJSON struct {
	ID        int64          `json:"id"`
	At        output.Instant `json:"at"`
	By        *string        `json:"by"`
	Account   string         `json:"account"`
	Name      *string        `json:"name"`
	Message   string         `json:"message"`
	Milestone *string        `json:"milestone"` // null where it is no more
	Next      *string        `json:"next"`
	State     string         `json:"state"`
	Export    *int64         `json:"export"`
	Target    *string        `json:"target"`
	Subject   string         `json:"subject"`
	Body      string         `json:"body"` // of a webhook, what is sent
	Attempts  int            `json:"attempts"`
	Error     *string        `json:"error"`
	Key       string         `json:"key"`
}

func (l logList) json(t storejourney.LogEntry) logEntryJSON {
	return logEntryJSON{
		ID: t.ID, At: output.Instant(t.At), By: output.TextOrNull(t.ChangedBy), Account: t.Account, Name: output.TextOrNull(t.Name),
		Message: t.Past.Kind.String(), Milestone: output.TextOrNull(l.about(t)), Next: output.TextOrNull(l.names[t.Past.Next]), State: string(t.State),
		Export: output.OrNull(t.Export, t.Export > 0), Target: output.TextOrNull(t.Target), Subject: t.Subject, Body: t.Body, Attempts: t.Attempts,
		Error: output.TextOrNull(t.Error), Key: t.Key,
	}
}

// about is the name of the milestone that a message was about.
func (l logList) about(t storejourney.LogEntry) string {
	if t.Past.Milestone == 0 {
		return l.names[t.Past.Next]
	}
	return l.names[t.Past.Milestone]
}

// JSON prints the messages.
func (l logList) JSON(w io.Writer) error {
	list := []logEntryJSON{}
	for _, t := range l.list {
		list = append(list, l.json(t))
	}
	return output.WriteJSON(w, struct {
		Version  int            `json:"version"`
		Messages []logEntryJSON `json:"messages"`
	}{output.JSONVersion, list})
}

// CSV prints a row a message.
func (l logList) CSV(w io.Writer) error {
	out := output.NewCSVWriter(w, "number", "at", "by", "account", "name", "message", "milestone", "next", "state", "target", "subject", "body", "attempts", "error", "key")
	for _, t := range l.list {
		out.WriteRow(strconv.FormatInt(t.ID, 10), output.Instant(t.At).String(), t.ChangedBy, t.Account, t.Name, t.Past.Kind.String(), l.about(t),
			l.names[t.Past.Next], string(t.State), t.Target, t.Subject, t.Body, strconv.Itoa(t.Attempts), t.Error, t.Key)
	}
	return out.Flush()
}

// Table prints the messages without their bodies.
func (l logList) Table(w io.Writer) error {
	if len(l.list) == 0 {
		return terminal.PrintLine(w, "nobody was told anything")
	}
	t := output.NewTable(
		output.Column{Header: "#", AlignRight: true}, output.Column{Header: "at", DropOrder: 2}, output.Column{Header: "id"}, output.Column{Header: "name", Shrinkable: true, DropOrder: 3},
		output.Column{Header: "message"}, output.Column{Header: "milestone", Shrinkable: true}, output.Column{Header: "state"},
		output.Column{Header: "by", DropOrder: 4}, output.Column{Header: "subject", Shrinkable: true, DropOrder: 1},
	)
	for _, told := range l.list {
		subject := told.Subject
		if told.Error != "" {
			subject = told.Error + ": " + subject
		}
		t.AddRow(strconv.FormatInt(told.ID, 10), l.zone.ShortTime(told.At), told.Account, told.Name, told.Past.Kind.String(), l.about(told),
			string(told.State), told.ChangedBy, subject)
	}
	return t.WriteWhole(w)
}

// newRetry returns the command journey retry.
func newRetry(g *session.Globals) *cobra.Command {
	return &cobra.Command{
		Use:   "retry [NUMBER...]",
		Short: "Have messages that could not be delivered tried again by the next send",
		Long: `Have messages that could not be delivered tried again by the next trialist journey send, as if they
had not been tried yet: those with the NUMBERs that trialist journey outbox shows, or all.`,
		Example: "trialist journey retry 12",
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			numbers, err := parseNumbers(args)
			if err != nil {
				return err
			}
			return g.WithWorkspace(cmd.Context(), func(s *session.Session) error {
				log, err := storejourney.Log(cmd.Context(), s.Store, storejourney.Query{States: []outbox.State{outbox.Due, outbox.Failed}})
				if err != nil {
					return err
				}
				own := make(map[int64]bool)
				for _, t := range log {
					own[t.ID] = true
				}
				for _, n := range numbers {
					if !own[n] {
						return fmt.Errorf("message %d does not wait to be delivered; trialist journey outbox --state due,failed shows those that do", n)
					}
				}
				if len(numbers) == 0 {
					for _, t := range log {
						numbers = append(numbers, t.ID)
					}
				}
				retried := 0
				if len(numbers) > 0 {
					retried, err = outbox.Retry(cmd.Context(), s.Store, value.FromTime(time.Now()), numbers...)
				}
				if err != nil {
					return err
				}
				return terminal.PrintLine(cmd.OutOrStdout(), output.Plural(retried, "message", "messages")+" to be tried again; trialist journey send does it")
			})
		},
	}
}
