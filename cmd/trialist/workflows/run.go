package workflows

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/value"
	"trialist/store/outbox"
	"trialist/store/workflows"
	"trialist/ui/clean"
)

func newRun(g *session.Globals) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "run",
		Short: "Decide for whom workflows fire, and deliver what is due",
		Long: `Decide for whom workflows fire, and deliver what is due, of this run and of earlier ones. It can be
called at any time, also while another one runs: nothing is decided twice. What fails is tried
again by later runs, first after a minute and then less and less often, and is given up after
ten attempts. The exit status is 1 when a delivery failed.`,
		Example: `trialist workflows run
*/5 * * * * trialist workflows run    # in a crontab`,
		Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return g.WithWorkspace(cmd.Context(), func(s *session.Session) error {
				if err := requireNoFuture(cmd, g, s); err != nil {
					return err
				}
				ctx, done := s.WithProgress(cmd.Context())
				r, err := workflows.Run(ctx, s.Cache, workflows.Options{AsOf: s.AsOf})
				done()
				if err != nil {
					return err
				}
				zone, _, err := s.TimeZone(cmd.Context())
				if err != nil {
					return err
				}
				out := report{r, s.AsOf, zone}
				if asJSON {
					err = out.JSON(cmd.OutOrStdout())
				} else {
					err = out.Table(cmd.OutOrStdout())
				}
				if err != nil {
					return err
				}
				return out.complaint()
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// requireNoFuture refuses a time to come: what happens until then would be taken for seen,
// and no run before it would do anything.
func requireNoFuture(cmd *cobra.Command, g *session.Globals, s *session.Session) error {
	return s.RequireNoFuture(cmd.Context(), g, "workflows run as of now, or of a time that is past")
}

// report is what a run did.
type report struct {
	workflows.Report
	asOf value.Instant
	zone *value.Zone // of the times that people read
}

// complaint is the error that ends a run in which not all went well.
func (r report) complaint() error {
	if n := r.Failed(); n > 0 {
		return fmt.Errorf("%d of %s failed; trialist workflows outbox --state due,failed shows them", n,
			output.Plural(len(r.Outcomes), "delivery", "deliveries"))
	}
	if len(r.RanLater) > 0 {
		return fmt.Errorf("%s ran as of a later time than %s already, and did nothing; disable and enable it to start anew",
			value.JoinList(r.RanLater, "and"), r.zone.ShortTime(r.asOf))
	}
	return nil
}

type firedJSON struct {
	Workflow   string         `json:"workflow"`
	Account    string         `json:"account"`
	Name       *string        `json:"name"`
	Occurrence int            `json:"occurrence"`
	Trigger    string         `json:"trigger"`
	AsOf       output.Instant `json:"as_of"`
	At         output.Instant `json:"at"`
	Deliveries []deliveryJSON `json:"deliveries,omitempty"`
}

func newFiredJSON(f workflows.Firing) firedJSON {
	return firedJSON{f.WorkflowName, f.Account, output.TextOrNull(f.AccountName), f.Occurrence, f.Reason, output.Instant(f.AsOf), output.Instant(f.At), nil}
}

type deliveryJSON struct {
	ID       int64          `json:"id"`
	Account  string         `json:"account"`
	Kind     string         `json:"kind"`
	Target   *string        `json:"target"`
	Subject  *string        `json:"subject"`
	Body     *string        `json:"body"` // of a message
	State    string         `json:"state"`
	At       output.Instant `json:"at"`
	By       *string        `json:"by"`
	Attempts int            `json:"attempts"`
	Next     *string        `json:"next"` // of the next attempt
	Error    *string        `json:"error"`
	Key      string         `json:"key"`
}

func newDeliveryJSON(e outbox.Entry) deliveryJSON {
	j := deliveryJSON{
		ID: e.ID, Account: e.Account, Kind: string(e.Kind), Target: output.TextOrNull(e.Target), Subject: output.TextOrNull(e.Subject), State: string(e.State),
		At: output.Instant(e.At), By: output.TextOrNull(e.ChangedBy), Attempts: e.Attempts, Error: output.TextOrNull(e.Error), Key: e.Key,
	}
	if e.Kind == outbox.Message {
		j.Body = &e.Body
	}
	if e.State == outbox.Due && e.Attempts > 0 {
		next := e.NextAt.Time().Format(time.RFC3339)
		j.Next = &next
	}
	return j
}

func (r report) JSON(w io.Writer) error {
	contract := struct {
		Version   int            `json:"version"`
		AsOf      output.Instant `json:"as_of"`
		Fired     []firedJSON    `json:"fired"`
		Started   []string       `json:"started"` // from now on
		Later     []string       `json:"later"`   // that have run as of a later time, and did nothing
		Delivered int            `json:"delivered"`
		Failed    []deliveryJSON `json:"failed"`
		Waiting   int            `json:"waiting"` // deliveries that are still due
	}{Waiting: r.Waiting, Version: output.JSONVersion, AsOf: output.Instant(r.asOf), Fired: []firedJSON{}, Started: r.Started, Later: r.RanLater, Failed: []deliveryJSON{}}
	if contract.Started == nil {
		contract.Started = []string{}
	}
	if contract.Later == nil {
		contract.Later = []string{}
	}
	for _, f := range r.Fired {
		contract.Fired = append(contract.Fired, newFiredJSON(f))
	}
	for _, o := range r.Outcomes {
		if o.Err != nil {
			contract.Failed = append(contract.Failed, newDeliveryJSON(o.Entry))
		} else {
			contract.Delivered++
		}
	}
	return output.WriteJSON(w, contract)
}

func (r report) Table(w io.Writer) error {
	var lines []string
	for _, name := range r.Started {
		lines = append(lines, name+" starts from now")
	}
	for _, f := range r.Fired {
		lines = append(lines, fmt.Sprintf("%s: %s %s", f.WorkflowName, clean.Of(whose(f.Account, f.AccountName)), clean.Of(f.Reason)))
	}
	for _, o := range r.Outcomes {
		if o.Err != nil {
			lines = append(lines, fmt.Sprintf("%s number %d to %s failed: %s; %s", o.Kind, o.ID, clean.Of(shortTarget(o.Entry)), clean.Of(o.Error), whatNext(o.Entry, o.ChangedAt)))
		}
	}
	last := fmt.Sprintf("%d fired, %d delivered, %d failed", len(r.Fired), len(r.Outcomes)-r.Failed(), r.Failed())
	if r.Waiting > 0 {
		last += ", " + strconv.Itoa(r.Waiting) + " still to be delivered"
	}
	lines = append(lines, last)
	for _, line := range lines {
		if err := terminal.PrintLine(w, line); err != nil {
			return err
		}
	}
	return nil
}

func whose(account, name string) string {
	if name == "" || name == account {
		return account
	}
	return name + " (" + account + ")"
}

// shortTarget is where something goes, without what may be a secret in an address.
func shortTarget(e outbox.Entry) string {
	if address, err := url.Parse(e.Target); e.Kind == outbox.Webhook && err == nil {
		return address.Host
	}
	return e.Target
}

// whatNext says when an entry is tried again.
func whatNext(e outbox.Entry, now value.Instant) string {
	if e.State == outbox.Failed {
		return "given up"
	}
	return "tried again in " + time.Duration(int64(e.NextAt-now)*int64(time.Millisecond)).Round(time.Second).String()
}

func newRetry(g *session.Globals) *cobra.Command {
	return &cobra.Command{
		Use:   "retry [NUMBER...]",
		Short: "Have deliveries that failed tried again by the next run: those numbers, or all",
		Args:  cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			var ids []int64
			for _, arg := range args {
				id, err := strconv.ParseInt(strings.TrimSpace(arg), 10, 64)
				if err != nil {
					return cli.Usagef("%q is no number of a delivery; trialist workflows outbox shows them", arg)
				}
				ids = append(ids, id)
			}
			return g.WithWorkspace(cmd.Context(), func(s *session.Session) error {
				n, err := outbox.Retry(cmd.Context(), s.Store, value.FromTime(time.Now()), ids...)
				if err == nil && n == 0 && len(ids) > 0 {
					err = errors.New("none of these has failed")
				}
				if err != nil {
					return err
				}
				return terminal.PrintLine(cmd.OutOrStdout(), output.Plural(n, "delivery", "deliveries")+" to be tried again; trialist workflows run does it")
			})
		},
	}
}
