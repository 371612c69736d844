package journey_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"trialist/store"
	storejourney "trialist/store/journey"
	"trialist/store/outbox"
	"trialist/store/sender"
	"trialist/store/storetest"
)

// TestUndoOfWhatIsQueued takes back what was queued for a wrong address, so that the right
// one gets it, but not while a sender has it, nor once it arrived.
func TestUndoOfWhatIsQueued(t *testing.T) {
	t.Parallel()
	s, cache := opened(t)
	now := storetest.Day(4).Time()
	if queued, err := storejourney.Queue(t.Context(), cache, choice(4), storejourney.Webhook{Address: "https://exmaple.com/hook"}); err != nil || queued.Messages != 3 {
		t.Fatalf("%+v, %v", queued, err)
	}
	_, err := outbox.Deliver(t.Context(), s, outbox.Options{
		Now: func() time.Time { return now },
		Send: func(ctx context.Context, e outbox.Entry) error {
			if claims, err := outbox.Claimed(ctx, s, storetest.Day(4)); err != nil || claims.Entries == 0 || claims.Until <= storetest.Day(4) {
				t.Errorf("claimed are %+v, %v", claims, err)
			}
			if err := storejourney.UndoAt(ctx, s, now, e.ID); !errors.Is(err, store.ErrConflict) {
				t.Errorf("what is being sent was taken back: %v", err)
			}
			if e.ID == 1 { // as if the sender had been killed long ago
				return storejourney.UndoAt(ctx, s, now.Add(time.Hour), e.ID)
			}
			return errors.New("no such host")
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if claims, err := outbox.Claimed(t.Context(), s, storetest.Day(4)); err != nil || claims.Entries > 0 {
		t.Errorf("claimed are still %+v, %v", claims, err)
	}
	wantDue(t, cache, 4, atFirst[0])
	if err := storejourney.UndoAt(t.Context(), s, now, 2, 3); err != nil {
		t.Fatal(err)
	}
	wantDue(t, cache, 4, atFirst...)
	sound(t, cache)

	posts := 0
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer server.Close()
	if _, err := storejourney.Queue(t.Context(), cache, choice(4), storejourney.Webhook{Address: server.URL}); err != nil {
		t.Fatal(err)
	}
	outcomes, err := storejourney.Deliver(t.Context(), s, sender.Webhook{}, func() time.Time { return now })
	for _, o := range outcomes {
		if posts++; o.Err != nil {
			t.Error(o.Err)
		}
	}
	if err != nil || posts != 3 {
		t.Fatalf("%d were sent, %v", posts, err)
	}
	if err := storejourney.UndoAt(t.Context(), s, now, outcomes[0].ID); !errors.Is(err, store.ErrConflict) {
		t.Errorf("what arrived was taken back: %v", err)
	}
}
