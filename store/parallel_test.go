package store

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"
)

func TestResultsAreVisitedInOrder(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, 2, 100} {
		var got []int
		err := InOrder(t.Context(), n, func(_ context.Context, i int) (int, error) { return i * i, nil }, func(i, result int) error {
			if result != i*i {
				t.Errorf("result %d is %d", i, result)
			}
			got = append(got, i)
			return nil
		})
		if err != nil || len(got) != n || !slices.IsSorted(got) {
			t.Errorf("of %d results %v were visited, %v", n, got, err)
		}
	}
}

func TestWorkInOrderEndsWithTheFirstError(t *testing.T) {
	t.Parallel()
	fault := errors.New("fault")
	var running atomic.Int64
	at := func(bad int) func(context.Context, int) (int, error) {
		return func(_ context.Context, i int) (int, error) {
			running.Add(1)
			defer running.Add(-1)
			if i == bad {
				return 0, fault
			}
			return i, nil
		}
	}
	nothing := func(int, int) error { return nil }
	if err := InOrder(t.Context(), 100, at(50), nothing); !errors.Is(err, fault) {
		t.Errorf("a maker's error comes back as %v", err)
	}
	visit := func(i, _ int) error {
		if i == 3 {
			return fault
		}
		return nil
	}
	if err := InOrder(t.Context(), 100, at(-1), visit); !errors.Is(err, fault) {
		t.Errorf("a visitor's error comes back as %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err := InOrder(ctx, 100, at(-1), func(i, _ int) error {
		if i == 3 {
			cancel()
		}
		return nil
	})
	if err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("after a cancellation the error is %v", err)
	}
	if n := running.Load(); n != 0 {
		t.Errorf("%d makers are still running", n)
	}
}

func TestRangesCoverAllPieces(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, 3, 1000} {
		var covered atomic.Int64
		if err := InRanges(n, func(from, to int) error { covered.Add(int64(to - from)); return nil }); err != nil || covered.Load() != int64(n) {
			t.Errorf("%d of %d pieces are covered, %v", covered.Load(), n, err)
		}
	}
}
