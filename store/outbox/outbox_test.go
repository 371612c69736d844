package outbox_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/ingest/ingesttest"
	"trialist/store/outbox"
	"trialist/store/storetest"
)

// clock is a clock that a test sets.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// filled is a workspace whose outbox has so many entries to an address.
func filled(t *testing.T, entries int) (*store.Store, *clock) {
	t.Helper()
	s := storetest.Open(t, storetest.NewPath(t), store.Options{})
	ingesttest.ImportRows(t, s, storetest.SourceRows{Customers: []record.CustomerRow{{Account: "acme", Name: "Acme"}}})
	c := &clock{now: storetest.Day(3).Time()}
	err := s.Write(t.Context(), "fill", func(ctx context.Context, tx *sql.Tx) error {
		keys, err := outbox.LoadKeys(ctx, tx)
		if err != nil {
			return err
		}
		for i := range entries {
			e := outbox.Entry{AccountID: 1, Kind: outbox.Webhook, Target: fmt.Sprintf("http://host%d/", i%2), Body: "{}", Key: keys.Key(i), At: value.FromTime(c.now)}
			if err := outbox.Add(ctx, tx, e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s, c
}

func states(t *testing.T, s *store.Store) map[outbox.State]int {
	t.Helper()
	entries, err := outbox.List(t.Context(), s, outbox.Query{})
	if err != nil {
		t.Fatal(err)
	}
	counts := make(map[outbox.State]int)
	for _, e := range entries {
		counts[e.State]++
	}
	if err := s.Read(t.Context(), "check", func(ctx context.Context, tx *sql.Tx) error {
		return checksum.CheckKind(ctx, tx, checksum.Outbox)
	}); err != nil {
		t.Fatal(err)
	}
	return counts
}

func TestKeysAreUnique(t *testing.T) {
	t.Parallel()
	s, c := filled(t, 1)
	err := s.Write(t.Context(), "fill", func(ctx context.Context, tx *sql.Tx) error {
		keys, err := outbox.LoadKeys(ctx, tx)
		if err != nil {
			return err
		}
		if keys.Key("a", "bc") == keys.Key("ab", "c") {
			t.Error("a key says nothing of where its parts end")
		}
		return outbox.Add(ctx, tx, outbox.Entry{AccountID: 1, Kind: outbox.Webhook, Key: keys.Key(0), At: value.FromTime(c.now)})
	})
	if err == nil {
		t.Error("the same was decided twice")
	}
}

// TestFailuresAreTriedAgainAndGivenUp has an address fail for ever, and another one for
// a while.
func TestFailuresAreTriedAgainAndGivenUp(t *testing.T) {
	t.Parallel()
	s, c := filled(t, 2)
	attempts := map[string][]time.Time{}
	var mu sync.Mutex
	failing := true
	deliver := func() []outbox.Outcome {
		t.Helper()
		outcomes, err := outbox.Deliver(t.Context(), s, outbox.Options{Now: c.Now, Send: func(_ context.Context, e outbox.Entry) error {
			mu.Lock()
			defer mu.Unlock()
			attempts[e.Target] = append(attempts[e.Target], c.Now())
			if e.Target == "http://host0/" && failing || len(attempts[e.Target]) < 3 {
				return errors.New("the answer was 500")
			}
			return nil
		}})
		if err != nil {
			t.Fatal(err)
		}
		return outcomes
	}
	for range 4 * 24 * 12 {
		deliver()
		c.add(5 * time.Minute)
	}
	if got := states(t, s); got[outbox.Failed] != 1 || got[outbox.Delivered] != 1 {
		t.Errorf("left as %v", got)
	}
	tried := attempts["http://host0/"]
	if len(tried) != 10 || len(attempts["http://host1/"]) != 3 {
		t.Errorf("tried %d and %d times", len(tried), len(attempts["http://host1/"]))
	}
	for i := 2; i < len(tried); i++ {
		// Each wait is between half and all of four times the one before, at most 12 hours.
		if wait := tried[i].Sub(tried[i-1]); wait < 2*time.Minute || wait > 12*time.Hour+5*time.Minute {
			t.Errorf("waited %v", wait)
		}
	}
	failing = false
	if n, err := outbox.Retry(t.Context(), s, value.FromTime(c.Now())); err != nil || n != 1 {
		t.Errorf("%d to be tried again, %v", n, err)
	}
	if got := deliver(); len(got) != 1 || got[0].Err != nil {
		t.Errorf("tried again as %v", got)
	}
	if got := states(t, s); got[outbox.Delivered] != 2 {
		t.Errorf("left as %v", got)
	}
}

// TestTwoAtOnceSendNothingTwice has several deliver at the same time.
func TestTwoAtOnceSendNothingTwice(t *testing.T) {
	t.Parallel()
	const entries = 30 // few enough that nobody waits long for the others, also under -race
	s, c := filled(t, entries)
	other := storetest.Open(t, s.Path(), store.Options{})
	var mu sync.Mutex
	sent := map[string]int{}
	var group sync.WaitGroup
	for _, one := range []*store.Store{s, other, s} {
		group.Go(func() {
			_, err := outbox.Deliver(t.Context(), one, outbox.Options{Now: c.Now, Send: func(_ context.Context, e outbox.Entry) error {
				mu.Lock()
				defer mu.Unlock()
				sent[e.Key]++
				return nil
			}})
			if err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if got := states(t, s); got[outbox.Delivered] != entries || len(sent) != entries {
		t.Errorf("left as %v, sent %d", got, len(sent))
	}
	for key, n := range sent {
		if n != 1 {
			t.Errorf("%s was sent %d times", key, n)
		}
	}
}

// TestClaimsOfTheKilledComeFree has a process end between claiming and noting.
func TestClaimsOfTheKilledComeFree(t *testing.T) {
	t.Parallel()
	s, c := filled(t, 1)
	c.add(time.Minute)
	begun := make(chan struct{})
	release := make(chan struct{})
	var first []outbox.Outcome
	var group sync.WaitGroup
	group.Go(func() { // hangs like one that was killed
		first, _ = outbox.Deliver(t.Context(), s, outbox.Options{Now: c.Now, Send: func(context.Context, outbox.Entry) error {
			close(begun)
			<-release
			return errors.New("too late")
		}})
	})
	<-begun
	var keys []string
	deliver := func() {
		_, err := outbox.Deliver(t.Context(), s, outbox.Options{Now: c.Now, Send: func(_ context.Context, e outbox.Entry) error {
			keys = append(keys, e.Key)
			return nil
		}})
		if err != nil {
			t.Error(err)
		}
	}
	deliver()
	c.add(-time.Second) // like one that read its clock before the other claimed
	deliver()
	if len(keys) > 0 {
		t.Error("what is claimed was sent")
	}
	c.add(time.Hour)
	deliver()
	deliver()
	if len(keys) != 1 {
		t.Errorf("sent %v", keys)
	}
	close(release)
	group.Wait()
	if got := states(t, s); got[outbox.Delivered] != 1 {
		t.Errorf("who lost the claim made it %v, and says %v", got, first)
	}
}

// TestAClockThatWasAheadHoldsNothingBack has a process that failed, and one that was killed,
// while the clock was a year ahead.
func TestAClockThatWasAheadHoldsNothingBack(t *testing.T) {
	t.Parallel()
	s, c := filled(t, 2)
	const ahead = 365 * 24 * time.Hour
	c.add(ahead)
	begun, release := make(chan struct{}), make(chan struct{})
	var group sync.WaitGroup
	group.Go(func() {
		_, _ = outbox.Deliver(t.Context(), s, outbox.Options{Now: c.Now, Send: func(_ context.Context, e outbox.Entry) error {
			if e.Target == "http://host0/" {
				return errors.New("it is down")
			}
			close(begun)
			<-release // like one that was killed
			return errors.New("too late")
		}})
	})
	<-begun
	for states(t, s)[outbox.Due] == 2 { // until the failure is noted
		entries, err := outbox.List(t.Context(), s, outbox.Query{})
		if err != nil {
			t.Fatal(err)
		}
		if slices.ContainsFunc(entries, func(e outbox.Entry) bool { return e.Attempts == 1 }) {
			break
		}
	}
	c.add(-ahead)
	claims, err := outbox.Claimed(t.Context(), s, value.FromTime(c.Now()))
	if err != nil || claims.Entries != 0 {
		t.Errorf("%d are said to be being sent (%v)", claims.Entries, err)
	}
	outcomes, err := outbox.Deliver(t.Context(), s, outbox.Options{Now: c.Now, Send: func(context.Context, outbox.Entry) error { return nil }})
	if err != nil || len(outcomes) != 2 {
		t.Errorf("%d of 2 were sent after the clock was set right (%v)", len(outcomes), err)
	}
	close(release)
	group.Wait()
	if got := states(t, s); got[outbox.Delivered] != 2 {
		t.Errorf("the outbox has %v", got)
	}
}

// TestAnAddressThatIsDownTakesNoHours has one of two addresses fail.
func TestAnAddressThatIsDownTakesNoHours(t *testing.T) {
	t.Parallel()
	s, c := filled(t, 100)
	tried := map[string]int{}
	var mu sync.Mutex
	outcomes, err := outbox.Deliver(t.Context(), s, outbox.Options{Now: c.Now, Send: func(_ context.Context, e outbox.Entry) error {
		mu.Lock()
		defer mu.Unlock()
		if tried[e.Target]++; e.Target == "http://host0/" {
			return errors.New("down")
		}
		return nil
	}})
	if err != nil || tried["http://host1/"] != 50 || tried["http://host0/"] > 8 || len(outcomes) != 50+tried["http://host0/"] {
		t.Errorf("tried %v, %d outcomes, %v", tried, len(outcomes), err)
	}
	c.add(24 * time.Hour)
	outcomes, err = outbox.Deliver(t.Context(), s, outbox.Options{Now: c.Now, Send: func(context.Context, outbox.Entry) error { return nil }})
	if got := states(t, s); err != nil || got[outbox.Delivered] != 100 {
		t.Errorf("left as %v after %d more, %v", got, len(outcomes), err)
	}
}

// TestDisabledAndRemovedWorkflowsSendNothing keeps entries of a workflow that is not
// enabled, and gives up those of one that is gone.
func TestDisabledAndRemovedWorkflowsSendNothing(t *testing.T) {
	t.Parallel()
	s, c := filled(t, 0)
	err := s.Write(t.Context(), "fill", func(ctx context.Context, tx *sql.Tx) error {
		for id := range int64(3) {
			err := outbox.Add(ctx, tx, outbox.Entry{AccountID: 1, Workflow: id + 1, Kind: outbox.Webhook, Key: fmt.Sprint(id), At: value.FromTime(c.now)})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var sent []int64
	_, err = outbox.Deliver(t.Context(), s, outbox.Options{
		Now: c.Now, Enabled: []int64{2}, Removed: func(id int64) bool { return id == 3 },
		Send: func(_ context.Context, e outbox.Entry) error { sent = append(sent, e.Workflow); return nil },
	})
	if got := states(t, s); err != nil || !slices.Equal(sent, []int64{2}) || got[outbox.Due] != 1 || got[outbox.Skipped] != 1 {
		t.Errorf("sent %v, left as %v, %v", sent, got, err)
	}
}

// TestInterruptIsNoted ends in the middle: what was not sent is due, and free at once.
func TestInterruptIsNoted(t *testing.T) {
	t.Parallel()
	s, c := filled(t, 40)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := outbox.Deliver(ctx, s, outbox.Options{Now: c.Now, Send: func(ctx context.Context, _ outbox.Entry) error { cancel(); return ctx.Err() }})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	outcomes, err := outbox.Deliver(t.Context(), s, outbox.Options{Now: c.Now, Send: func(context.Context, outbox.Entry) error { return nil }})
	if err != nil || len(outcomes) != 40 {
		t.Errorf("delivered %d, %v", len(outcomes), err)
	}
}

func TestMark(t *testing.T) {
	t.Parallel()
	s, c := filled(t, 1)
	err := s.Write(t.Context(), "fill", func(ctx context.Context, tx *sql.Tx) error {
		return errors.Join(
			outbox.Add(ctx, tx, outbox.Entry{AccountID: 1, Workflow: 1, Kind: outbox.Task, Subject: "Call", Key: "t", At: value.FromTime(c.now)}),
			outbox.Add(ctx, tx, outbox.Entry{AccountID: 1, Kind: outbox.Message, Subject: "Welcome", Key: "j", At: value.FromTime(c.now)}))
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := outbox.Mark(t.Context(), s, 3, outbox.Sent, "ana", value.FromTime(c.now)); !errors.Is(err, store.ErrConflict) || !strings.Contains(err.Error(), "journey") {
		t.Errorf("a message of the journey: %v", err)
	}
	if _, err := outbox.Mark(t.Context(), s, 2, outbox.Done, "ana", value.FromTime(c.now)); err != nil {
		t.Error(err)
	}
	for id, state := range map[int64]outbox.State{1: outbox.Done, 2: outbox.Delivered} {
		if _, err := outbox.Mark(t.Context(), s, id, state, "", 0); !errors.Is(err, store.ErrConflict) {
			t.Errorf("%d as %s: %v", id, state, err)
		}
	}
	if _, err := outbox.Mark(t.Context(), s, 9, outbox.Done, "", 0); !errors.Is(err, store.ErrNotFound) {
		t.Error(err)
	}
	open, err := outbox.List(t.Context(), s, outbox.Query{Kinds: []outbox.Kind{outbox.Task}, States: []outbox.State{outbox.Done}})
	if err != nil || len(open) != 1 || open[0].Account != "acme" || open[0].ChangedBy != "ana" {
		t.Errorf("listed %+v, %v", open, err)
	}
}
