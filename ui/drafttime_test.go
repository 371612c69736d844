package ui

import (
	"os"
	"slices"
	"testing"
	"time"

	"trialist/scoring/value"
	"trialist/store/facts"
	"trialist/store/rulebooks"
)

// TestEditingAtSize measures edits of the signals of a large workspace, from the
// key to the text of the whole new screen. TRIALIST_BENCH names the file, which
// must have signals. Commands run one after the other, so the times include
// everything that is read for the screen.
func TestEditingAtSize(t *testing.T) {
	path := os.Getenv("TRIALIST_BENCH")
	if path == "" {
		t.Skip("TRIALIST_BENCH names no workspace")
	}
	s := &session{t: t, path: path, now: time.Now()}
	file := s.openStore()
	timed := func(what string, do func()) time.Duration {
		from := time.Now()
		do()
		s.screen()
		took := time.Since(from)
		if what != "" {
			t.Logf("%-44s %8.1f ms", what, float64(took.Microseconds())/1000)
		}
		return took
	}
	timed("to open the list", func() {
		s.open(Options{Cache: facts.New(file), Path: path, AsOf: value.Never, Now: func() time.Time { return s.now }, Who: "time"})
	})
	s.size(140, 40)
	timed("to open Signals, with its first preview", func() { s.press("3") })
	var presses []time.Duration
	for i := range 40 {
		key := "-"
		if i%8 < 4 {
			key = "+"
		}
		presses = append(presses, timed("", func() { s.press(key) }))
	}
	slices.Sort(presses)
	t.Logf("a press of + or -: median %v, slowest %v", presses[len(presses)/2], presses[len(presses)-1])
	edit := func(what, when string) {
		book := s.app.draft.Book()
		signal := book.Card.Adoption[0]
		signal.When = parseCondition(t, when)
		timed(what, func() {
			s.run(s.app.draft.EditCard(book.Card.Replace(signal)))
			s.size(140, 40) // screens ask for what they show after a message
		})
	}
	edit("an edited condition, an event ever", `event "Logged in" happened more than 3 times ever`)
	edit("again, in the last 7 days", `event "Logged in" happened more than 3 times in the last 7 days`)
	edit("again, in the first 3 days of the trial", `event "Opened report" happened at least 2 times in the first 3 days of the trial`)
	edit("again, an attribute", `attribute employees is more than 120`)
	edit("again, active days", `active days is more than 4 in the last 14 days`)
	timed("the condition back", func() { s.press("u") })
	if err := rulebooks.DeleteDraft(t.Context(), file, "time", os.Getpid()); err != nil {
		t.Error(err)
	}
}
