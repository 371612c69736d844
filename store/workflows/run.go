package workflows

import (
	"context"
	"fmt"
	"time"

	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/facts"
	"trialist/store/outbox"
	"trialist/store/rulebooks"
	"trialist/store/sender"
)

// Options are the options of a run.
type Options struct {
	AsOf    value.Instant
	Now     func() time.Time // nil is the clock
	Webhook sender.Webhook
}

func (o Options) now() time.Time {
	if o.Now != nil {
		return o.Now()
	}
	return time.Now()
}

// Report is the outcome of a run.
type Report struct {
	Decision
	Outcomes []outbox.Outcome
	Waiting  int // deliveries that are still due
}

// Failed is how many deliveries failed.
func (r Report) Failed() (failed int) {
	for _, o := range r.Outcomes {
		if o.Err != nil {
			failed++
		}
	}
	return failed
}

// Run observes all accounts as of an instant, decides for whom the enabled workflows fire,
// and delivers what is due of this run and of earlier ones. A failed delivery is an outcome
// and not an error. With an error, the report has what was done before it.
func Run(ctx context.Context, cache *facts.Cache, o Options) (Report, error) {
	var r Report
	var err error
	if r.Decision, err = decide(ctx, cache, o.AsOf, value.FromTime(o.now()), false); err != nil {
		return r, err
	}
	if r.Outcomes, err = deliver(ctx, cache.Store(), o); err != nil {
		return r, err
	}
	counts, err := outbox.Counts(ctx, cache.Store())
	for _, c := range counts {
		if c.State == outbox.Due && (c.Kind == outbox.File || c.Kind == outbox.Webhook) {
			r.Waiting += c.Entries
		}
	}
	return r, err
}

// Start takes the first observation of enabled workflows without a state, so that nothing
// from before fires. It is called after a rulebook was saved. Workflows that could not be
// started then are started by the next run.
func Start(ctx context.Context, cache *facts.Cache, book rulebook.Rulebook, asOf value.Instant) error {
	if len(book.Workflows.Enabled()) == 0 {
		return nil
	}
	_, err := decide(ctx, cache, asOf, asOf, true)
	return err
}

// deliver sends the entries that are due.
func deliver(ctx context.Context, s *store.Store, o Options) ([]outbox.Outcome, error) {
	book, _, err := rulebooks.Current(ctx, s)
	if err != nil {
		return nil, err
	}
	var enabled []int64
	for _, w := range book.Workflows.Enabled() {
		enabled = append(enabled, w.ID)
	}
	file := sender.File{Workspace: s.Path()}
	return outbox.Deliver(ctx, s, outbox.Options{
		Enabled: enabled,
		Removed: func(id int64) bool { _, ok := book.Workflows.Workflow(id); return !ok },
		Now:     o.now,
		Send: func(ctx context.Context, e outbox.Entry) error {
			m := sender.Message{Key: e.Key, Target: e.Target, Secret: e.Secret, Body: e.Body}
			switch e.Kind {
			case outbox.Webhook:
				return o.Webhook.Send(ctx, m)
			case outbox.File:
				return file.Send(ctx, m)
			case outbox.Task, outbox.Message:
			}
			return fmt.Errorf("a %s is not sent", e.Kind)
		},
	})
}
