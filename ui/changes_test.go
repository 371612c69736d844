package ui

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"trialist/scoring/value"
	"trialist/store/facts"
	"trialist/store/imports"
	"trialist/store/looks"
	"trialist/store/rulebooks"
	"trialist/store/storetest"
)

// laterSample is what happens to the sample trials within a day: one does much, one
// enough, one turns out to be small and far away, one converts, and one comes.
func laterSample(t *testing.T, s *session) {
	t.Helper()
	w := &fixture{}
	w.customer("acc-05", "Ember & Tide", attribute("converted_at", value.DateValue(value.FromTime(noon.Add(-time.Hour)))))
	w.customer("acc-08", "Harbour Loom", attribute("country", value.TextValue("GB")), attribute("employees", value.NumberValue(10)))
	w.customer("acc-21", "Vesper Lane", onTrial(0)...)
	for _, event := range []string{"Created project", "Imported contacts", "Invited teammate", "Invited teammate"} {
		w.event("acc-03", event, time.Hour)
	}
	w.event("acc-11", "Imported contacts", time.Hour)
	importFixture(t, s.openStore(), w)
}

// reopened is a dashboard over the workspace of a session that was left, some hours
// later.
func (s *session) reopened(after time.Duration, change ...func(*Options)) *session {
	s.t.Helper()
	next := &session{t: s.t, path: s.path, now: s.now.Add(after)}
	o := Options{Cache: facts.New(next.openStore()), Path: s.path, AsOf: value.Never, Now: func() time.Time { return next.now }, Who: "ana"}
	for _, f := range change {
		f(&o)
	}
	next.open(o)
	return next
}

// changed is a dashboard that was left once, and opened again after something happened.
func changed(t *testing.T) *session {
	t.Helper()
	s := start(t, sampleTrials(t))
	s.press("q")
	laterSample(t, s)
	return s.reopened(20 * time.Hour)
}

func TestChangesGoldens(t *testing.T) {
	t.Parallel()
	s := changed(t)
	s.press("0")
	for _, size := range [][2]int{{140, 40}, {100, 30}, {80, 24}, {60, 16}} {
		s.size(size[0], size[1])
		s.golden(fmt.Sprintf("changes-%dx%d", size[0], size[1]))
	}
}

func TestChangesAreOfferedUntilTheyAreSeen(t *testing.T) {
	t.Parallel()
	s := changed(t)
	s.sees("7 changes of 5 trials since yesterday 12:00", "0 Changes 7")
	s.press("0")
	s.sees("Since your last look, yesterday 12:00", "+Created a project", "Ember & Tide")
	s = s.reopened(time.Hour)
	s.sees("7 changes of 5 trials since", "▲14 ✓ Kelp Street")
	s.press("0", "a")
	s.sees("Nothing changed", "Seen")
	s.misses("0 Changes 7")
	s.press("u")
	s.sees("7 changes of 5 trials", "Ember & Tide")
	s.press("a", "1")
	s.misses("changes since")
	s.misses("▲14")
	s = s.reopened(time.Hour)
	s.misses("changes since")
	s.misses("0 Changes")
	s.press("0")
	s.sees("Nothing changed")
	other := s.reopened(0, func(o *Options) { o.Who = "ben" })
	other.misses("changes since")
	other.press("0", "s", "1")
	other.sees("You have not looked yet")
}

// TestChangesNameWhatWasEdited edits a weight and a definition between two looks.
func TestChangesNameWhatWasEdited(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("q")
	book, version, err := rulebooks.Current(t.Context(), s.openStore())
	if err != nil {
		t.Fatal(err)
	}
	contacts, _ := book.Card.ByName("Imported contacts")
	if book.Card, err = book.Card.SetWeight(contacts.ID, 1); err != nil {
		t.Fatal(err)
	}
	if _, err := rulebooks.Save(t.Context(), s.openStore(), book, version, rulebooks.Commit{}); err != nil {
		t.Fatal(err)
	}
	next := s.reopened(0)
	next.press("0")
	next.sees("Edited in between: Imported contacts: weight 10 to 1", "weights edited", "The account did nothing: the edit did it.")
}

func TestChangesOpenFoldAndList(t *testing.T) {
	t.Parallel()
	s := changed(t)
	s.press("0", "g")
	before := s.body()
	s.press("enter")
	s.sees("folded")
	s.press("enter")
	if s.body() != before {
		t.Error("unfolding does not come back")
	}
	s.press("j", "enter")
	slot, ok := s.app.trial.ShownSlot()
	if !ok || s.app.current() != s.app.trial {
		t.Fatal("no trial was opened")
	}
	name := string(s.app.board.AccountName(slot))
	s.press("esc")
	s.sees("Since your last look", name)
	s.press("f")
	var shown []string
	for _, slot := range s.app.board.Shown() {
		shown = append(shown, string(s.app.board.AccountName(slot)))
	}
	if s.app.current() != s.app.convert || !slices.Contains(shown, name) || len(shown) > 3 {
		t.Errorf("listed are %v", shown)
	}
}

// TestChangesSince compares with earlier instants: with the data and the signals there
// are now.
func TestChangesSince(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("0")
	s.sees("Since yesterday 00:00", "Birch Quay")
	s.press("s", "3")
	s.sees("Since 14 Nov 00:00", "New trials")
	s.press("s", "1")
	s.sees("You have not looked yet")
	s.press("a")
	s.sees("Nothing changed")
}

// TestReadOnlyKeepsNoLook leaves the file as it is, and says why nothing can be noted.
func TestReadOnlyKeepsNoLook(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t), func(o *Options) { o.ReadOnly = true })
	s.press("0", "s", "1", "a")
	s.sees("Cannot note that all was seen", "reading only")
	s.press("q")
	if _, err := looks.Load(t.Context(), s.openStore(), "ana"); err == nil {
		t.Error("a look was kept")
	}
}

// TestDamagedLookIsTold has the mark damaged between two looks.
func TestDamagedLookIsTold(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("q")
	storetest.ExecSQL(t, s.path, `UPDATE looks SET as_of = as_of - 1`)
	next := s.reopened(time.Hour)
	next.press("0")
	next.sees("What was seen last is damaged", "a starts anew")
	next.press("a")
	next.sees("Nothing changed")
}

// TestChangesOfUndoneAccounts undoes the import of an account that stands in the list.
func TestChangesOfUndoneAccounts(t *testing.T) {
	t.Parallel()
	s := changed(t)
	s.press("0")
	s.sees("Vesper Lane")
	if _, err := imports.Undo(t.Context(), s.openStore(), value.FromTime(noon), "ben"); err != nil {
		t.Fatal(err)
	}
	s.second()
	s.sees("Nothing changed")
}
