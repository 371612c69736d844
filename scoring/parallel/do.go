package parallel

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"trialist/scoring/progress"
)

// Do does the jobs 0 to jobs-1, each once, in goroutines of which each has a worker of
// its own, and reports progress as so many of them done. The workers are made before any
// of them starts. The first error of a worker stops the others before their next job and
// is returned; else the cause for which the context was cancelled is.
func Do(ctx context.Context, doing string, jobs int, newWorker func() func(ctx context.Context, job int) error) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	workers := make([]func(context.Context, int) error, min(jobs, runtime.GOMAXPROCS(0)))
	for i := range workers {
		workers[i] = newWorker()
	}
	var next, done atomic.Int64
	var group sync.WaitGroup
	for _, work := range workers {
		group.Go(func() {
			for {
				job := int(next.Add(1)) - 1
				if job >= jobs || ctx.Err() != nil {
					return
				}
				if err := work(ctx, job); err != nil {
					stop(err)
					return
				}
				progress.Report(ctx, doing, int(done.Add(1)), jobs)
			}
		})
	}
	group.Wait()
	return context.Cause(ctx)
}

// rangeSlots is how many slots a worker of [Ranges] takes at a time: enough for asking
// the facts for them to cost next to nothing, and a multiple of 64, so that no two
// workers write to one word of a bitset.
const rangeSlots = 1 << 12

// Ranges is [Do] for ranges [from, to) of the slots 0 to slots-1.
func Ranges(ctx context.Context, doing string, slots int, newWorker func() func(ctx context.Context, from, to int) error) error {
	return Do(ctx, doing, (slots+rangeSlots-1)/rangeSlots, func() func(context.Context, int) error {
		work := newWorker()
		return func(ctx context.Context, job int) error {
			from := job * rangeSlots
			return work(ctx, from, min(from+rangeSlots, slots))
		}
	})
}
