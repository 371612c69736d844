package facts

import (
	"testing"
	"time"

	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

// TestNowIsTheMinuteOrTheLastEvent imports events ever closer to the clock, and then
// one that is ahead of it.
func TestNowIsTheMinuteOrTheLastEvent(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.NewPath(t), store.Options{})
	clock := time.Date(2026, 11, 2, 10, 4, 45, 0, time.UTC)
	for _, test := range []struct{ event, want string }{
		{"", "10:04:00"},
		{"10:03:59", "10:04:00"},
		{"10:04:00", "10:04:00"},
		{"10:04:31", "10:04:31"},
		{"10:04:45", "10:04:45"},
		{"10:04:46", "10:04:00"},
	} {
		if test.event != "" {
			ingesttest.ImportRows(t, s, storetest.SourceRows{Events: []storetest.Event{
				{Account: "alder", Name: "login", At: today(t, test.event)},
			}})
		}
		if got, err := Now(t.Context(), s, clock); err != nil || got != today(t, test.want) {
			t.Errorf("with an event at %q now is %s, want %s; %v", test.event, got, test.want, err)
		}
	}
}

// today returns a time of the day of the clock.
func today(t *testing.T, clock string) value.Instant {
	t.Helper()
	at, err := time.Parse(time.DateTime, "2026-11-02 "+clock)
	if err != nil {
		t.Fatal(err)
	}
	return value.FromTime(at)
}
