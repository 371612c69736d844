package journey_test

import (
	"slices"
	"testing"

	"trialist/scoring/rulebook"
	"trialist/store"
	"trialist/store/facts"
	"trialist/store/imports"
	"trialist/store/ingest/ingesttest"
	storejourney "trialist/store/journey"
	"trialist/store/outbox"
	"trialist/store/storetest"
)

// importEvents imports events as a second source does that is loaded at night.
func importEvents(t *testing.T, s *store.Store, events ...storetest.Event) {
	t.Helper()
	ingesttest.ImportRows(t, s, storetest.SourceRows{Events: events})
}

// TestLateDataIsRewarded tells busy something after what it did on day 8, and imports then
// what it did on day 3.
func TestLateDataIsRewarded(t *testing.T) {
	t.Parallel()
	s, cache := opened(t)
	importEvents(t, s, storetest.Event{Account: "busy", Name: "login", At: storetest.Day(8)}, storetest.Event{Account: "acme", Name: "login", At: storetest.Day(8)})
	if _, err := storejourney.Mark(t.Context(), cache, choice(9), outbox.Sent); err != nil {
		t.Fatal(err)
	}
	wantDue(t, cache, 9)
	events := []storetest.Event{{Account: "busy", Name: "send", At: storetest.Day(3)}, {Account: "acme", Name: "import", At: storetest.Day(4)}}
	importEvents(t, s, events...)
	late := []string{"acme reward import send", "busy reward send "}
	wantDue(t, cache, 9, late...)

	if _, err := imports.Undo(t.Context(), s, storetest.Day(10), ""); err != nil {
		t.Fatal(err)
	}
	wantDue(t, cache, 9)
	importEvents(t, s, events...)
	wantDue(t, cache, 9, late...)

	// It is the same where one trial is asked about alone.
	one, err := storejourney.FindAmong(t.Context(), cache, storetest.Day(9), []int{1})
	if err != nil || len(one.Due) != 1 || one.Due[0].Kind != rulebook.RewardMessage {
		t.Errorf("busy is due %+v, %v", one, err)
	}
	if marked, err := storejourney.Mark(t.Context(), cache, choice(9), outbox.Sent); err != nil || len(marked) != 2 {
		t.Fatalf("marked %+v, %v", marked, err)
	}
	if _, err := imports.Undo(t.Context(), s, storetest.Day(11), ""); err != nil {
		t.Fatal(err)
	}
	wantDue(t, cache, 9)
	importEvents(t, s, events...)
	wantDue(t, cache, 9)
	log, err := storejourney.Log(t.Context(), s, storejourney.Query{})
	if err != nil || len(log) != 5 {
		t.Fatalf("%d are noted, %v", len(log), err)
	}
	if err := storejourney.Undo(t.Context(), s, log[0].ID, log[1].ID); err != nil {
		t.Fatal(err)
	}
	wantDue(t, cache, 9, late...)
	cache, lost := repaired(t, s)
	if len(lost) > 0 {
		t.Errorf("lost are %q", lost)
	}
	sound(t, cache)
	wantDue(t, cache, 9, late...)
}

// TestNotesOfOlderProgramsAreRead has what was told in a workspace of the schema before
// marks of what was not reached: late data is not rewarded to those trials.
func TestNotesOfOlderProgramsAreRead(t *testing.T) {
	t.Parallel()
	s, cache := opened(t)
	importEvents(t, s, storetest.Event{Account: "busy", Name: "login", At: storetest.Day(8)})
	if _, err := storejourney.Mark(t.Context(), cache, choice(9), outbox.Sent); err != nil {
		t.Fatal(err)
	}
	path := s.Path()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	storetest.ExecSQL(t, path, `ALTER TABLE told DROP COLUMN unreached`, `ALTER TABLE touches DROP COLUMN undone_after`, `PRAGMA user_version = 20`)
	cache = facts.New(storetest.Open(t, path, store.Options{}))
	sound(t, cache)
	importEvents(t, cache.Store(), storetest.Event{Account: "busy", Name: "send", At: storetest.Day(3)})
	wantDue(t, cache, 9)
	told, err := storejourney.HistoryOf(t.Context(), cache.Store(), 1)
	if err != nil || len(told) != 1 || len(told[0].Unreached) > 0 || !slices.Equal(told[0].Reached, []int64{1}) {
		t.Errorf("busy was told %+v, %v", told, err)
	}
}
