package scoring

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
)

// Answers are the answers of conditions over all slots.
type Answers struct {
	Bits     []Bits    // of each condition, in the order asked
	LastSeen []Instant // of each slot: its last event at or before as-of, or Never
}

// Evaluate answers the conditions for all slots in one pass over the facts. It
// works in two goroutines, which have ended when it returns, and tells the
// [Progress] of the context how far they are. The error is that of a condition
// that is not valid, of the facts, of a damaged log (see [ErrLog]), or of the
// context.
func Evaluate(ctx context.Context, f Facts, m Moment, conditions []Condition) (Answers, error) {
	p, err := compile(ctx, f, m, conditions)
	if err != nil {
		return Answers{}, err
	}
	p.lastSeen = filled(f.Accounts(), Never)
	if err := p.run(ctx); err != nil {
		return Answers{}, err
	}
	return Answers{Bits: p.answers(), LastSeen: p.lastSeen}, nil
}

// Match is [Evaluate] without the last seen: it reads no logs when the
// conditions ask about attributes only.
func Match(ctx context.Context, f Facts, m Moment, conditions []Condition) ([]Bits, error) {
	p, err := compile(ctx, f, m, conditions)
	if err != nil {
		return nil, err
	}
	if err := p.run(ctx); err != nil {
		return nil, err
	}
	return p.answers(), nil
}

// Two workers share the work of an evaluation in runs of slots. A run is a
// multiple of 64 slots, so that no two workers write to one word; it is small
// enough that both end at about the same time, and large enough that asking
// the facts for it costs nothing.
const (
	workers  = 2
	runs     = 32
	shortest = 1 << 12
)

// run answers all rules.
func (p *plan) run(ctx context.Context) error {
	length := max(shortest, (p.sheet.slots/runs+63)&^63)
	jobs := len(p.columns)
	if p.needsLogs() {
		jobs += (p.sheet.slots + length - 1) / length
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var next, done atomic.Int64
	var group sync.WaitGroup
	for range min(workers, jobs) {
		group.Go(func() {
			s := newScan(p)
			for {
				job := int(next.Add(1)) - 1
				if job >= jobs || ctx.Err() != nil {
					return
				}
				if job < len(p.columns) {
					p.columns[job].answer(p.sheet.slots)
				} else if err := s.slots(ctx, (job-len(p.columns))*length, length); err != nil {
					stop(err)
					return
				}
				Report(ctx, "reading events", int(done.Add(1)), jobs)
			}
		})
	}
	group.Wait()
	return context.Cause(ctx)
}

// slots answers for a run of slots.
func (s *scan) slots(ctx context.Context, from, length int) error {
	visited := 0
	to := min(from+length, s.p.sheet.slots)
	return s.p.sheet.facts.Logs(ctx, from, to, func(slot int, log Log) error {
		if visited++; visited&0x3ff == 0 && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if slot < from || slot >= to {
			return errors.New("the facts visit a slot that was not asked for")
		}
		return s.visit(slot, log)
	})
}
