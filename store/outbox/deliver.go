package outbox

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"math/big"
	"net/url"
	"strconv"
	"sync"
	"time"

	"trialist/scoring/progress"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/sender"
)

// Options say what to deliver and how.
type Options struct {
	Enabled []int64 // workflows whose entries are delivered; entries of others wait
	Removed func(workflow int64) bool
	Send    func(context.Context, Entry) error
	Now     func() time.Time
}

// Outcome is the result of one attempt.
type Outcome struct {
	Entry
	Err error // nil when it was delivered
}

const (
	// maxAttempts is how often an entry is tried before it is given up. That takes about two
	// days.
	maxAttempts = 10
	firstWait   = time.Minute    // after the first failure; four times as long after each
	longestWait = 12 * time.Hour // between two attempts
	// lease is how long a claim lasts, and so how long the entries of a killed process wait.
	// It is well above the longest time that a batch can take.
	lease = 3 * time.Minute
	// batchSize is how many entries are claimed at a time, and workers how many are sent
	// at once.
	batchSize = 20
	workers   = 4
	// hostFailures is how many attempts in a row may fail at a host before its other entries
	// are left for the next run, so that a host that is down does not hold up a run for hours.
	hostFailures = 3
)

// Deliver sends the entries that are due, each at most once, and records the outcomes. A
// failed attempt is in its outcome; the error is one of the store. When the context is
// cancelled, attempts that have begun are recorded before it returns.
func Deliver(ctx context.Context, s *store.Store, o Options) ([]Outcome, error) {
	if err := skipRemoved(ctx, s, o); err != nil {
		return nil, err
	}
	d := delivery{store: s, options: o, failures: make(map[string]int)}
	for after := int64(0); ; {
		batch, err := d.claim(ctx, after)
		if err != nil || len(batch) == 0 {
			return d.outcomes, err
		}
		after = batch[len(batch)-1].ID
		progress.Report(ctx, "delivering", len(d.outcomes), 0)
		if err := d.sendAll(ctx, batch); err != nil {
			return d.outcomes, err
		}
	}
}

type delivery struct {
	store   *store.Store
	options Options

	mu       sync.Mutex
	failures map[string]int // in a row, by address
	outcomes []Outcome
	failed   error // of the store
}

// now is the current time in the unit of the store.
func (d *delivery) now() value.Instant { return value.FromTime(d.options.Now()) }

// skipRemoved skips the entries of workflows that were removed.
func skipRemoved(ctx context.Context, s *store.Store, o Options) error {
	var gone []Entry
	err := s.Read(ctx, "read the outbox", func(ctx context.Context, tx *sql.Tx) error {
		all, err := load(ctx, tx, `SELECT `+columns+` FROM outbox WHERE state = 'due' AND kind IN ('file', 'webhook') AND workflow <> 0`)
		for _, e := range all {
			if o.Removed != nil && o.Removed(e.Workflow) {
				gone = append(gone, e)
			}
		}
		return err
	})
	if err != nil || len(gone) == 0 {
		return err
	}
	return s.Write(ctx, "skip what was removed", func(ctx context.Context, tx *sql.Tx) error {
		for _, e := range gone {
			now, err := load(ctx, tx, `SELECT `+columns+` FROM outbox WHERE id = ? AND state = 'due'`, e.ID)
			if err != nil {
				return err
			}
			for _, e := range now {
				e.State, e.Error, e.claim, e.ChangedAt = Skipped, "the workflow was removed", "", value.FromTime(o.Now())
				if err := e.store(ctx, tx); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// IsClaimed is the SQL condition that an entry is claimed at the time that is the first
// parameter. A claim for twice as long as a claim lasts is none: the clock was ahead when it
// was made. Others may have claimed it since that time, so that theirs last a little longer.
var IsClaimed = `(claim <> '' AND claimed_until BETWEEN ?1 AND ?1 + ` + strconv.FormatInt(2*lease.Milliseconds(), 10) + `)`

// claim claims the next entries that are due and not claimed. One that would wait for twice
// as long as any does was put off while the clock was ahead, and is due as well.
func (d *delivery) claim(ctx context.Context, after int64) ([]Entry, error) {
	enabled, err := json.Marshal(append([]int64{0}, d.options.Enabled...))
	if err != nil {
		return nil, err
	}
	token := rand.Text()
	var batch []Entry
	err = d.store.Write(ctx, "claim what is due", func(ctx context.Context, tx *sql.Tx) error {
		now := d.now() // no claim that is there was made later
		batch, err = load(ctx, tx, `SELECT `+columns+` FROM outbox WHERE state = 'due' AND (next_at <= ?1 OR next_at > ?1 + ?5) AND NOT `+IsClaimed+` AND id > ?2
			AND kind IN ('file', 'webhook') AND workflow IN (SELECT value FROM json_each(?3)) ORDER BY id LIMIT ?4`,
			int64(now), after, string(enabled), batchSize, 2*longestWait.Milliseconds())
		if err != nil {
			return err
		}
		for i := range batch {
			batch[i].claim, batch[i].claimedUntil = token, now+value.Instant(lease.Milliseconds())
			if err := batch[i].store(ctx, tx); err != nil {
				return err
			}
		}
		return nil
	})
	return batch, err
}

// sendAll sends a batch with several workers.
func (d *delivery) sendAll(ctx context.Context, batch []Entry) error {
	var group sync.WaitGroup
	slots := make(chan struct{}, workers)
	for _, e := range batch {
		slots <- struct{}{}
		group.Go(func() {
			defer func() { <-slots }()
			d.sendOne(ctx, e)
		})
	}
	group.Wait()
	if d.failed != nil {
		return d.failed
	}
	return ctx.Err()
}

// sendOne sends an entry and records the outcome. It releases the claim instead when the
// host has failed too often, or no time is left.
func (d *delivery) sendOne(ctx context.Context, e Entry) {
	host := e.host()
	d.mu.Lock()
	down := d.failures[host] >= hostFailures
	d.mu.Unlock()
	var err error
	sent := !down && ctx.Err() == nil
	if sent {
		if err = d.options.Send(ctx, e); err != nil && ctx.Err() != nil {
			sent = false // it may have arrived; the receiver tells by the key
		}
	}
	noted := d.note(ctx, &e, sent, err)
	d.mu.Lock()
	defer d.mu.Unlock()
	if noted != nil {
		d.failed = errors.Join(d.failed, noted)
		return
	}
	if !sent {
		return
	}
	if d.failures[host]++; err == nil {
		d.failures[host] = 0
	}
	d.outcomes = append(d.outcomes, Outcome{e, err})
}

// host is the host of an address, or the path of a file: targets that fail together.
func (e *Entry) host() string {
	if address, err := url.Parse(e.Target); e.Kind == Webhook && err == nil {
		return address.Host
	}
	return e.Target
}

// note records the outcome of an attempt, even when the context is cancelled. It leaves the
// entry alone if somebody else has claimed it since.
func (d *delivery) note(ctx context.Context, e *Entry, sent bool, failure error) error {
	return d.store.Write(context.WithoutCancel(ctx), "note what was delivered", func(ctx context.Context, tx *sql.Tx) error {
		mine, err := load(ctx, tx, `SELECT `+columns+` FROM outbox WHERE id = ? AND claim = ? AND state = 'due'`, e.ID, e.claim)
		if err != nil || len(mine) == 0 {
			return err
		}
		now := d.now()
		*e = mine[0] // somebody may have asked for a retry in between
		e.claim, e.claimedUntil = "", 0
		switch {
		case !sent:
		case failure == nil:
			e.State, e.Error = Delivered, ""
			e.Attempts++
			e.ChangedAt = now
		default:
			e.Attempts++
			e.Error, e.ChangedAt = failure.Error(), now
			e.NextAt = now + value.Instant(waitAfter(e.Attempts, failure).Milliseconds())
			if e.Attempts >= maxAttempts {
				e.State = Failed
			}
		}
		return e.store(ctx, tx)
	})
}

// waitAfter is the backoff after a failed attempt. It grows fourfold each time, and is
// multiplied by a random factor from one half to one, so that entries that failed together
// are not retried together.
func waitAfter(attempts int, failure error) time.Duration {
	wait := firstWait
	for range attempts - 1 {
		wait = min(4*wait, longestWait)
	}
	if n, err := rand.Int(rand.Reader, big.NewInt(int64(wait/2)+1)); err == nil {
		wait -= time.Duration(n.Int64())
	}
	var told *sender.RetryError
	if errors.As(failure, &told) {
		wait = max(wait, told.After)
	}
	return wait
}
