//go:build unix

package main

import (
	"path/filepath"
	"strings"
	"testing"

	"trialist/scoring/rulebook"
	"trialist/store"
	storejourney "trialist/store/journey"
	"trialist/store/outbox"
	"trialist/store/rulebooks"
)

// TestPlanAndMessagesInATerminal writes a message, undoes and redoes that, saves it, and
// marks a message that is due as sent, all by the keys of a terminal.
func TestPlanAndMessagesInATerminal(t *testing.T) {
	t.Parallel()
	db := filepath.Join(t.TempDir(), "w.db")
	trialist(t, db, "demo", "--accounts", "50")
	d := open(t, "--db", db)
	d.Await("50 trials")
	d.Press("4")
	d.Await("finished")
	d.Press("p")
	d.Await("Drive: it is next")
	d.Press("\r")
	d.Await("Delivery")
	d.Press("\x15Welcome aboard") // ctrl+u
	d.Press("\x13")               // ctrl+s
	d.Await("Draft, 1 change")
	d.Press("u")
	d.Press("\x12") // ctrl+r
	d.Press("\x13")
	d.Await("Saved: ")
	d.Press("m")
	d.Await("sent by you")
	d.Press("s")
	d.Await("Noted as sent to")
	d.Press("q")
	d.CheckEnded(0)

	s, err := store.Open(t.Context(), db, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // it was only read
	book, _, err := rulebooks.Current(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if got := book.Plan.Message(rulebook.WelcomeMessage, 0); !strings.HasPrefix(got.Subject, "Welcome aboard") || got.Body != "" {
		t.Errorf("the plan says %+v", got)
	}
	log, err := storejourney.Log(t.Context(), s, storejourney.Query{})
	if err != nil || len(log) != 1 || log[0].State != outbox.Sent {
		t.Errorf("told was %+v: %v", log, err)
	}
	trialist(t, db, "doctor")
}
