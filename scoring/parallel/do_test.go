package parallel_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"

	"trialist/scoring/parallel"
)

// TestRangesCoverEachSlotOnce counts how often each slot is in a range.
func TestRangesCoverEachSlotOnce(t *testing.T) {
	t.Parallel()
	for _, slots := range []int{0, 1, 4096, 4097, 20_000} {
		visits := make([]atomic.Int32, slots)
		err := parallel.Ranges(t.Context(), "counting", slots, func() func(context.Context, int, int) error {
			return func(_ context.Context, from, to int) error {
				for slot := from; slot < to; slot++ {
					visits[slot].Add(1)
				}
				return nil
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		for slot := range visits {
			if n := visits[slot].Load(); n != 1 {
				t.Fatalf("of %d slots, %d was visited %d times", slots, slot, n)
			}
		}
	}
}

// TestErrorStopsTheRest has the first job fail: few of the others are begun.
func TestErrorStopsTheRest(t *testing.T) {
	t.Parallel()
	wrong := errors.New("wrong")
	var begun atomic.Int32
	err := parallel.Do(t.Context(), "failing", 1000, func() func(context.Context, int) error {
		return func(context.Context, int) error {
			begun.Add(1)
			return wrong
		}
	})
	if n := begun.Load(); !errors.Is(err, wrong) || n == 1000 {
		t.Errorf("%d jobs were begun, error %v", n, err)
	}
}

// TestCancelledWorkSaysWhy cancels before anything is begun.
func TestCancelledWorkSaysWhy(t *testing.T) {
	t.Parallel()
	why := errors.New("nobody waits")
	ctx, stop := context.WithCancelCause(t.Context())
	stop(why)
	err := parallel.Do(ctx, "nothing", 10, func() func(context.Context, int) error {
		return func(context.Context, int) error {
			t.Error("a job was begun")
			return nil
		}
	})
	if !errors.Is(err, why) {
		t.Errorf("got %v", err)
	}
}
