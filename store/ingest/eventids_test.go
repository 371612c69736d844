package ingest_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"trialist/store"
	"trialist/store/ingest"
	"trialist/store/storetest"
)

// TestEventIDs imports events whose ids are those of what happened, or number something
// else. No event may be lost that could have happened.
func TestEventIDs(t *testing.T) {
	t.Parallel()
	event := func(account, contact, name string, day int, id uint64) storetest.Event {
		return storetest.Event{Account: account, Contact: contact, Name: name, At: storetest.Day(day), ID: id}
	}
	const note = `column "id" does not identify events`
	for name, test := range map[string]struct {
		rows     []storetest.Event
		new      int  // rows, -1 where it is asked
		said     bool // the note
		newIfIDs int  // where the user says that they are ids
	}{
		"a repeat":         {[]storetest.Event{event("a", "", "login", 1, 7), event("a", "", "login", 1, 7)}, 1, false, 1},
		"another name":     {[]storetest.Event{event("a", "", "login", 1, 7), event("a", "", "import", 1, 7)}, 2, true, 1},
		"another day":      {[]storetest.Event{event("a", "", "login", 1, 7), event("a", "", "login", 2, 7)}, 2, true, 1},
		"another person":   {[]storetest.Event{event("a", "ana", "login", 1, 7), event("a", "bo", "login", 1, 7)}, 2, true, 1},
		"another account":  {[]storetest.Event{event("a", "", "login", 1, 7), event("b", "", "login", 1, 7)}, 2, true, 2},
		"both":             {[]storetest.Event{event("a", "", "login", 1, 7), event("a", "", "login", 1, 7), event("a", "", "login", 2, 7)}, -1, true, 1},
		"both, by account": {[]storetest.Event{event("a", "", "login", 1, 7), event("a", "", "login", 1, 7), event("b", "", "login", 1, 7)}, -1, true, 2},
		"other ids":        {[]storetest.Event{event("a", "", "login", 1, 7), event("a", "", "login", 1, 8), event("b", "", "login", 1, 9)}, 3, false, 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(1, 2))
			for range 4 {
				r.Shuffle(len(test.rows), func(i, j int) { test.rows[i], test.rows[j] = test.rows[j], test.rows[i] })
				for _, trusted := range []bool{false, true} {
					s := storetest.Open(t, storetest.NewPath(t), store.Options{})
					audit, err := ingest.Run(t.Context(), s, storetest.SourceRows{Events: test.rows}.Reader(),
						ingest.Options{Path: "events.csv", Kind: "events", EventID: "id", EventIDSaid: trusted})
					want := test.new
					if trusted {
						want = test.newIfIDs
					}
					if want < 0 {
						if err == nil || !strings.Contains(err.Error(), `say --map 'id=event_id' if rows with the same id happened once, or --map 'id=ignored' if each row happened`) {
							t.Errorf("got %v, want a question", err)
						}
						continue
					}
					if err != nil || audit.New != want || audit.New+audit.Duplicate != len(test.rows) {
						t.Errorf("trusted %t: got %d new and %d duplicate of %d, %v, want %d new", trusted, audit.New, audit.Duplicate, len(test.rows), err, want)
					}
					if said := strings.Contains(fmt.Sprint(audit.Notes), note); said != (test.said && !trusted) {
						t.Errorf("trusted %t: said is %v", trusted, audit.Notes)
					}
				}
			}
		})
	}
}
