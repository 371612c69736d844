package journey

import (
	"context"
	"fmt"
	"time"

	"trialist/store"
	"trialist/store/outbox"
	"trialist/store/sender"
)

// Deliver sends the messages that are queued for an address, and whatever else is due that
// no workflow decided. A delivery that fails is no error but an outcome.
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
