package journey

import (
	"context"
	"fmt"
	"time"

	"trialist/store"
	"trialist/store/outbox"
	"trialist/store/sender"
)

// Deliver sends the queued messages, and any other due entry that is not of a workflow. A
// failed delivery is an outcome and not an error.
func Deliver(ctx context.Context, s *store.Store, webhook sender.Webhook, now func() time.Time) ([]outbox.Outcome, error) {
	return outbox.Deliver(ctx, s, outbox.Options{
		Now: now,
		Send: func(ctx context.Context, e outbox.Entry) error {
			if e.Kind != outbox.Webhook {
				return fmt.Errorf("a %s is not sent", e.Kind)
			}
			return webhook.Send(ctx, sender.Message{Key: e.Key, Target: e.Target, Secret: e.Secret, Body: e.Body})
		},
	})
}
