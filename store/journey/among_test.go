package journey_test

import (
	"reflect"
	"testing"

	storejourney "trialist/store/journey"
	"trialist/store/outbox"
	"trialist/store/storetest"
)

// TestOneIsFoundAsAllAre asks about each trial alone, before and after some were told
// something, and marks one without asking about the others.
func TestOneIsFoundAsAllAre(t *testing.T) {
	t.Parallel()
	_, cache := opened(t)
	check := func(day int) {
		t.Helper()
		all, err := storejourney.Find(t.Context(), cache, storetest.Day(day))
		if err != nil {
			t.Fatal(err)
		}
		for slot := range 3 {
			one, err := storejourney.FindAmong(t.Context(), cache, storetest.Day(day), []int{slot})
			if err != nil {
				t.Fatal(err)
			}
			want, due := all.Of(slot)
			got, isDue := one.Of(slot)
			if due != isDue || !reflect.DeepEqual(got, want) || len(one.Due) > 1 {
				t.Errorf("slot %d alone is due %+v, and among all %+v", slot, got, want)
			}
			if _, running := one.Position(slot); !running {
				t.Errorf("slot %d has no place", slot)
			}
		}
	}
	check(4)
	only := choice(4)
	only.Among = []int{1}
	marked, err := storejourney.Mark(t.Context(), cache, only, outbox.Sent)
	if err != nil || len(marked) != 1 || marked[0].Account != "busy" {
		t.Fatalf("marked %+v: %v", marked, err)
	}
	check(4)
	at, err := storejourney.FindAmong(t.Context(), cache, storetest.Day(4), []int{2})
	if err != nil {
		t.Fatal(err)
	}
	if p, ok := at.Position(2); !ok || p.Next != -1 || p.At[1] != storetest.Day(3) {
		t.Errorf("fast is at %+v", p)
	}
	sound(t, cache)
}
