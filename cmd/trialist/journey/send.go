package journey

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/journey"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	storejourney "trialist/store/journey"
	"trialist/store/outbox"
	"trialist/store/sender"
)

// newSend returns the command journey send.
func newSend(g *session.Globals) *cobra.Command {
	var to storejourney.Webhook
	var delivery deliveryFlag
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "send [--webhook URL]",
		Short: "Send the messages that are due to a webhook",
		Long: `Send the messages that are due to a webhook: the automatic ones, unless --delivery says otherwise.
They are put into the outbox first and are due no more; then the outbox is delivered, also what
earlier calls left. Each message is a POST of JSON with a key that stays the same, so that the
receiver can drop what comes twice. What fails is tried again by later calls, after a while that
grows, and is given up after ten attempts; when several failed at an address the others wait for the
next call. Without --webhook only what waits is delivered. What went to a wrong address is due again
after trialist journey undo NUMBER. With --secret-env the requests are signed with the secret in
that environment variable. The exit status is 1 when a delivery failed.`,
		Example: "trialist journey send --webhook https://example.com/mailer --secret-env MAILER_SECRET",
		Args:    cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if cmd.Flags().Changed("webhook") && to.Address == "" {
				return cli.Usagef("--webhook: the address is empty")
			}
			if to.Secret != "" && to.Address == "" {
				return cli.Usagef("--secret-env goes with --webhook")
			}
			if to.Address != "" {
				action := rulebook.Action{Kind: rulebook.WebhookAction, Text: to.Address, Secret: to.Secret}
				if err := action.Validate(); err != nil {
					return cli.Usagef("--webhook: %w", err)
				}
			}
			if to.Secret != "" && os.Getenv(to.Secret) == "" {
				return cli.Usagef("--secret-env: the environment variable %s is not set; nothing is queued", to.Secret)
			}
			return g.WithWorkspace(cmd.Context(), func(s *session.Session) error {
				ctx, done := s.WithProgress(cmd.Context())
				r, err := send(ctx, g, s, to, delivery)
				done()
				if err != nil {
					return err
				}
				warnDefault(cmd, r.Default, r.Messages)
				if asJSON {
					err = r.json(cmd)
				} else {
					err = r.print(cmd)
				}
				if err == nil && r.failed() > 0 {
					err = fmt.Errorf("%d of %s failed; trialist journey outbox --state due,failed shows them", r.failed(), output.Plural(len(r.outcomes), "delivery", "deliveries"))
				}
				return err
			})
		},
	}
	cmd.Flags().StringVar(&to.Address, "webhook", "", "address that the messages are sent to")
	cmd.Flags().StringVar(&to.Secret, "secret-env", "", "environment variable with the secret that signs them")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	delivery.add(cmd, "automatic")
	return cmd
}

// sendReport is what was sent.
type sendReport struct {
	storejourney.Queued
	outcomes []outbox.Outcome
	waiting  int           // that are still due, those that failed and are tried again too
	claims   outbox.Claims // of other senders
}

func send(ctx context.Context, g *session.Globals, s *session.Session, to storejourney.Webhook, delivery deliveryFlag) (r sendReport, err error) {
	if to.Address != "" {
		choice, err := newChoice(ctx, g, s)
		if err != nil {
			return r, err
		}
		choice.Filter = func(l *storejourney.List, d journey.Due) bool { return delivery.has(l, d) }
		if r.Queued, err = storejourney.Queue(ctx, s.Cache, choice, to); err != nil {
			return r, err
		}
	}
	if r.outcomes, err = storejourney.Deliver(ctx, s.Store, sender.Webhook{}, time.Now); err != nil {
		return r, err
	}
	counts, err := outbox.Counts(ctx, s.Store)
	if err != nil {
		return r, err
	}
	for _, c := range counts {
		if c.Workflow == 0 && c.State == outbox.Due && c.Kind == outbox.Webhook {
			r.waiting += c.Entries
		}
	}
	r.claims, err = outbox.Claimed(ctx, s.Store, value.FromTime(time.Now()))
	return r, err
}

func (r sendReport) failed() (failed int) {
	for _, o := range r.outcomes {
		if o.Err != nil {
			failed++
		}
	}
	return failed
}

func (r sendReport) print(cmd *cobra.Command) error {
	for _, o := range r.outcomes {
		if o.Err != nil {
			cli.PrintError(cmd.ErrOrStderr(), fmt.Errorf("message %d failed: %w", o.ID, o.Err))
		}
	}
	words := fmt.Sprintf("%d queued, %d delivered, %d failed", r.Messages, len(r.outcomes)-r.failed(), r.failed())
	if r.waiting > 0 {
		words += fmt.Sprintf(", %d still to be delivered", r.waiting)
	}
	if r.Incomplete > 0 {
		words += "; " + output.Plural(r.Incomplete, "more lacks a field and stays due", "more lack a field and stay due")
	}
	if n := r.claims.Entries; n > 0 {
		words += fmt.Sprintf("; another process is sending %d more; if it was killed, a send takes them up after %s", n, output.Instant(r.claims.Until))
	}
	return terminal.PrintLine(cmd.OutOrStdout(), words)
}

func (r sendReport) json(cmd *cobra.Command) error {
	type failure struct {
		ID    int64  `json:"id"`
		Error string `json:"error"`
		State string `json:"state"`
	}
	failures := []failure{}
	for _, o := range r.outcomes {
		if o.Err != nil {
			failures = append(failures, failure{o.ID, o.Err.Error(), string(o.State)})
		}
	}
	return output.WriteJSON(cmd.OutOrStdout(), struct {
		Version   int       `json:"version"`
		Queued    int       `json:"queued"`
		Left      int       `json:"left"`    // because of fields that nothing is known for
		Default   int       `json:"default"` // of those queued, with a text that came with the program
		Delivered int       `json:"delivered"`
		Failed    []failure `json:"failed"`
		Waiting   int       `json:"waiting"` // still to be delivered
		Claimed   int       `json:"claimed"` // by other senders
		// ClaimedUntil is when a send takes them up if the other sender was killed.
		ClaimedUntil *output.Instant `json:"claimed_until"`
	}{
		output.JSONVersion, r.Messages, r.Incomplete, r.Default, len(r.outcomes) - len(failures), failures, r.waiting, r.claims.Entries,
		output.OrNull(output.Instant(r.claims.Until), r.claims.Entries > 0),
	})
}
