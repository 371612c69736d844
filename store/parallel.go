package store

import (
	"cmp"
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// Parallelism is how many goroutines share a piece of work: as many as can run at
// once.
func Parallelism() int { return runtime.GOMAXPROCS(0) }

// InRanges splits n items into ranges of nearly equal length and calls do for each,
// in parallel. The error is the first one.
func InRanges(n int, do func(from, to int) error) error {
	var group errgroup.Group
	ranges := min(n, Parallelism())
	for i := range ranges {
		group.Go(func() error { return do(i*n/ranges, (i+1)*n/ranges) })
	}
	return group.Wait()
}

// InOrder produces n results in parallel and visits them in order, on the calling
// goroutine. At most two results a goroutine are in memory. All goroutines have ended
// when it returns. The context of produce is done once anything has failed.
func InOrder[T any](ctx context.Context, n int, produce func(ctx context.Context, i int) (T, error), visit func(i int, result T) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	group, ctx := errgroup.WithContext(ctx)
	results := make([]chan T, min(n, Parallelism()))
	for worker := range results {
		results[worker] = make(chan T, 1)
		group.Go(func() error {
			for i := worker; i < n; i += len(results) {
				result, err := produce(ctx, i)
				if err != nil {
					return err
				}
				select {
				case results[worker] <- result:
				case <-ctx.Done():
					return ctx.Err()
				}
			}
			return nil
		})
	}
	for i := range n {
		select {
		case result := <-results[i%len(results)]:
			if err := visit(i, result); err != nil {
				cancel()
				_ = group.Wait()
				return err
			}
		case <-ctx.Done():
			return cmp.Or(group.Wait(), ctx.Err())
		}
	}
	return group.Wait()
}
