package eval

import (
	"context"
	"errors"
	"fmt"
	"runtime"

	"trialist/scoring/bitset"
	"trialist/scoring/column"
	"trialist/scoring/condition"
	"trialist/scoring/eventlog"
	"trialist/scoring/parallel"
	"trialist/scoring/value"
)

// Answers are the answers of conditions over all slots.
type Answers struct {
	Bits     []bitset.Bits   // of each condition, in the order asked
	LastSeen []value.Instant // of each slot: its last event at or before as-of, or Never
}

// Run answers the conditions for all slots in one pass over the facts. It works in
// several goroutines, which have ended when it returns, and tells the
// [progress.Func] of the context how far they are. The error is that of an invalid
// condition, of the facts, of a damaged log (see [eventlog.ErrDamaged]), or of the
// context.
func Run(ctx context.Context, f Facts, m condition.Moment, conditions []condition.Condition) (Answers, error) {
	p, err := compile(ctx, f, m, nil, conditions)
	if err != nil {
		return Answers{}, err
	}
	p.lastSeen = column.Repeated(f.Accounts(), value.Never)
	if err := p.execute(ctx); err != nil {
		return Answers{}, err
	}
	return Answers{Bits: p.combine(), LastSeen: p.lastSeen}, nil
}

// Match is [Run] without last seen. It reads no logs when the conditions ask about
// attributes only.
func Match(ctx context.Context, f Facts, m condition.Moment, conditions []condition.Condition) ([]bitset.Bits, error) {
	p, err := compile(ctx, f, m, nil, conditions)
	if err != nil {
		return nil, err
	}
	if err := p.execute(ctx); err != nil {
		return nil, err
	}
	return p.combine(), nil
}

// MatchAt is [Match] with an as-of for each slot, which takes the place of that of the
// moment: events after it do not exist yet for that slot. Slots whose as-of is
// [value.Never] match nothing.
func MatchAt(ctx context.Context, f Facts, m condition.Moment, asOf []value.Instant, conditions []condition.Condition) ([]bitset.Bits, error) {
	if len(asOf) != f.Accounts() {
		return nil, fmt.Errorf("evaluating at %d instants for %d accounts", len(asOf), f.Accounts())
	}
	p, err := compile(ctx, f, m, asOf, conditions)
	if err != nil {
		return nil, err
	}
	if err := p.execute(ctx); err != nil {
		return nil, err
	}
	answers := p.combine()
	asked := bitset.New(len(asOf))
	column.SetWhere(asked, asOf, func(at value.Instant) bool { return at != value.Never })
	for i := range answers {
		answers[i].IntersectWith(asked)
	}
	return answers, nil
}

// The workers of an evaluation, one for each processor, share its work in ranges of
// slots. A range is a multiple of 64 slots, so that no two workers write to one
// word. It is small enough that all workers end at about the same time, and large
// enough that asking the facts for it costs next to nothing.
const (
	minRangeCount   = 32
	rangesPerWorker = 8
	minRangeSlots   = 1 << 12
)

// execute answers all rules.
func (p *plan) execute(ctx context.Context) error {
	ranges := max(minRangeCount, runtime.GOMAXPROCS(0)*rangesPerWorker)
	length := max(minRangeSlots, (p.columnSet.slots/ranges+63)&^63)
	jobs := len(p.columnRules)
	if p.needsLogs() {
		jobs += (p.columnSet.slots + length - 1) / length
	}
	return parallel.Do(ctx, "reading events", jobs, func() func(context.Context, int) error {
		s := newLogScan(p)
		return func(ctx context.Context, job int) error {
			if job >= len(p.columnRules) {
				return s.scanRange(ctx, (job-len(p.columnRules))*length, length)
			}
			p.columnRules[job].evaluate(p.columnSet.slots)
			return nil
		}
	})
}

// scanRange answers for a range of slots.
func (s *logScan) scanRange(ctx context.Context, from, length int) error {
	visited := 0
	from, to := s.plan.columnSet.asked(from, min(from+length, s.plan.columnSet.slots))
	if from == to {
		return nil
	}
	return s.plan.columnSet.facts.Logs(ctx, from, to, func(slot int, log eventlog.Log) error {
		if visited++; visited&0x3ff == 0 && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if slot < from || slot >= to {
			return errors.New("the facts visit a slot that was not asked for")
		}
		return s.visit(slot, log)
	})
}
