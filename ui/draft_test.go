package ui

import (
	"context"
	"os"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store/facts"
	"trialist/store/rulebooks"
)

// saved is the saved rulebook with its version, as another process reads it.
func (s *session) saved() (rulebook.Rulebook, int64) {
	s.t.Helper()
	book, version, err := rulebooks.Current(context.Background(), s.openStore())
	if err != nil {
		s.t.Fatal(err)
	}
	return book, version
}

// saveElsewhere saves an edit of the rulebook as another user would.
func (s *session) saveElsewhere(edit func(rulebook.Scorecard) (rulebook.Scorecard, error)) {
	s.t.Helper()
	book, version := s.saved()
	card, err := edit(book.Card)
	if err != nil {
		s.t.Fatal(err)
	}
	changed := rulebook.Rulebook{Card: card, Lifecycle: book.Lifecycle}
	by := rulebooks.Commit{Who: "ben", At: value.FromTime(noon), Summary: rulebook.DescribeChanges(rulebook.Diff(book, changed))}
	if _, err := rulebooks.Save(context.Background(), s.openStore(), changed, version, by); err != nil {
		s.t.Fatal(err)
	}
}

func weight(t testing.TB, book rulebook.Rulebook, name string) int {
	t.Helper()
	signal, ok := book.Card.ByName(name)
	if !ok {
		t.Fatalf("there is no signal %q", name)
	}
	return signal.Weight
}

func TestNothingIsInForceBeforeItIsSaved(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	s.press("+", "+", "j", "-")
	book, version := s.saved()
	if weight(t, book, "Created a project") != 5 || weight(t, s.app.board.Book, "Created a project") != 5 {
		t.Error("the draft is in force")
	}
	s.press("ctrl+s")
	s.sees("Saved: Created a project: weight 5 to 7; Imported contacts: weight 10 to 9", "As saved")
	s.misses("●")
	book, now := s.saved()
	if weight(t, book, "Created a project") != 7 || weight(t, s.app.board.Book, "Created a project") != 7 || now != version+1 {
		t.Error("the draft is not in force")
	}
	history, err := rulebooks.History(t.Context(), s.app.board.Store())
	if err != nil {
		t.Fatal(err)
	}
	if last := history[0]; last.Who != "ana" || last.At != value.FromTime(noon) ||
		last.Summary != "Created a project: weight 5 to 7; Imported contacts: weight 10 to 9" {
		t.Errorf("the history says %+v", last)
	}
	s.press("ctrl+s")
	s.sees("Cannot save the draft: nothing was changed")
}

func TestAConflict(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]struct{ created, imported, mine int }{
		"t":   {5, 2, 7}, // redo brings the draft back
		"m":   {7, 10, 7},
		"b":   {7, 2, 7},
		"esc": {5, 2, 7}, // theirs is saved, and the draft stays
	} {
		t.Run(key, func(t *testing.T) {
			t.Parallel()
			s := inSignals(t)
			s.press("+", "+")
			s.saveElsewhere(func(c rulebook.Scorecard) (rulebook.Scorecard, error) { return c.SetWeight(c.Adoption[1].ID, 2) })
			s.press("ctrl+s")
			s.sees("ben saved in between", "ben changed", "Imported contacts: weight 10 to 2", "You changed", "Created a project: weight 5 to 7")
			s.press(key)
			book, version := s.saved()
			if got := weight(t, book, "Created a project"); got != want.created {
				t.Errorf("Created a project has weight %d, want %d", got, want.created)
			}
			if got := weight(t, book, "Imported contacts"); got != want.imported {
				t.Errorf("Imported contacts has weight %d, want %d", got, want.imported)
			}
			theirs, err := rulebooks.At(t.Context(), s.app.board.Store(), 2)
			if err != nil || weight(t, theirs, "Imported contacts") != 2 {
				t.Errorf("theirs is not in the history: %v", err)
			}
			if key == "t" {
				s.press("ctrl+r")
			}
			if got := weight(t, s.app.draft.Book(), "Created a project"); got != want.mine {
				t.Errorf("the draft has weight %d, want %d", got, want.mine)
			}
			if d := s.app.draft; key != "esc" && d.Version() != version {
				t.Errorf("the draft is based on version %d, want %d", d.Version(), version)
			}
			if key == "esc" {
				s.press("ctrl+s")
				s.sees("ben saved in between")
			}
		})
	}
}

func TestFollowingWhatOthersSave(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	raise := func(c rulebook.Scorecard) (rulebook.Scorecard, error) {
		return c.SetWeight(c.Fit[0].ID, c.Fit[0].Weight+1)
	}
	s.saveElsewhere(raise)
	s.send(secondPassed{changed: true})
	if got := weight(t, s.app.draft.Book(), "Company size"); got != 7 {
		t.Errorf("without a draft, theirs is not followed: weight %d", got)
	}
	s.sees("As saved")
	s.press("+")
	s.saveElsewhere(raise)
	s.send(secondPassed{changed: true})
	for _, width := range []int{140, 80, 60} {
		s.size(width, 24)
		for _, tab := range []string{"3", s.settingsKey(), "6"} {
			s.press(tab)
			s.sees("saved meanwhile; ctrl+s asks")
		}
	}
	s.press("3")
	s.size(120, 36)
	if got := weight(t, s.app.draft.Book(), "Company size"); got != 7 {
		t.Errorf("with a draft, it changed under the hands: weight %d", got)
	}
	if got := weight(t, s.app.board.Book, "Company size"); got != 8 {
		t.Errorf("what is in force has weight %d", got)
	}
	s.press("u")
	s.send(secondPassed{changed: true})
	if got := weight(t, s.app.draft.Book(), "Company size"); got != 8 {
		t.Errorf("the draft is gone, but theirs is not followed: weight %d", got)
	}
}

func TestAsksBeforeADraftIsLost(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	s.press("+", "1", "q")
	s.sees("The draft has 1 change that is not saved.")
	s.press("esc")
	s.press("3", "esc")
	s.sees("Discard the draft?", "Created a project: weight 5 to 6")
	s.press("q", "esc")
	s.sees("Draft, 1 change")
	s.press("esc", "x")
	s.sees("As saved")
	s.press("u")
	s.sees("Draft, 1 change")
	s.press("u", "ctrl+r", "q", "x")
	if !s.quit {
		t.Fatal("did not quit")
	}
	if _, kept, err := rulebooks.ClaimDraft(t.Context(), s.app.board.Store(), "ana", os.Getpid(), allEnded); kept || err != nil {
		t.Errorf("a draft that was thrown away is offered again: %v", err)
	}
}

// restart starts another dashboard on the same file, as after a crash.
func (s *session) restart() *session {
	s.t.Helper()
	next := &session{t: s.t, path: s.path, now: s.now.Add(time.Hour)}
	next.open(Options{Cache: facts.New(next.openStore()), Path: s.path, AsOf: value.FromTime(noon), Now: func() time.Time { return next.now }, Who: "ana"})
	return next
}

func TestADraftSurvivesACrash(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	s.press("+", "+", "j", "-")
	s.pauseTyping()
	crashed := s.restart()
	crashed.sees("A draft of yours was never saved", "today 12:00", "Created a project: weight 5 to 7")
	if got := weight(t, crashed.app.board.Book, "Created a project"); got != 5 {
		t.Errorf("what is in force has weight %d", got)
	}
	crashed.press("r", "3")
	crashed.sees("Draft, 2 changes")
	crashed.press("ctrl+s")
	if book, _ := s.saved(); weight(t, book, "Created a project") != 7 {
		t.Error("the draft was not saved")
	}
	if _, kept, _ := rulebooks.ClaimDraft(t.Context(), crashed.app.board.Store(), "ana", os.Getpid(), allEnded); kept {
		t.Error("a draft that was saved is still kept")
	}

	s.press("+")
	s.pauseTyping()
	dropped := s.restart()
	dropped.press("x", "3")
	dropped.sees("As saved")
	fresh := s.restart()
	fresh.misses("never saved")
}

func TestADraftOfAnEarlierVersionComesBack(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	s.press("+", "+")
	s.pauseTyping()
	s.saveElsewhere(func(c rulebook.Scorecard) (rulebook.Scorecard, error) { return c.SetWeight(c.Adoption[1].ID, 2) })
	crashed := s.restart()
	crashed.sees("Created a project: weight 5 to 7")
	crashed.misses("Imported contacts: weight")
	crashed.press("r", "3", "ctrl+s")
	crashed.sees("ben saved in between")
	crashed.press("b")
	book, _ := s.saved()
	if weight(t, book, "Created a project") != 7 || weight(t, book, "Imported contacts") != 2 {
		t.Error("one of the two is lost")
	}
}

func TestHistory(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	s.press("+", "ctrl+s", "d", "x", "ctrl+s", "H")
	s.sees("Saved before", "ana  Created a project: weight 5 to 6", "ana  Created a project: removed", "test")
	s.press("enter")
	s.sees("What was saved", "Created a project: removed", "what they were then")
	s.press("esc", "H", "down", "down", "enter")
	s.sees("To go back would change", "Created a project: added to adoption with weight 5")
	s.press("esc", "H", "down", "down", "enter", "r")
	s.sees("Draft, 1 change", "Created a project")
	s.press("ctrl+s")
	book, _ := s.saved()
	if weight(t, book, "Created a project") != 5 {
		t.Error("the first version was not restored")
	}
	s.press("u")
	s.sees("nothing was changed")
}

func TestReadOnlySavesNothing(t *testing.T) {
	t.Parallel()
	s := inSignals(t, func(o *Options) { o.ReadOnly = true })
	before, _ := s.saved()
	s.sees("changes are only tried")
	s.press("+")
	s.sees("Draft, 1 change, to try only", "Created a project: weight 5 to 6")
	s.press("ctrl+s")
	s.sees("Cannot save the draft: the workspace is open for reading only")
	s.press("esc")
	s.sees("Discard the draft?", "discard it")
	s.misses("save it")
	s.press("esc", "u")
	s.sees("changes are only tried")
	s.press("+")
	s.pauseTyping()
	s.press("q")
	if !s.quit {
		t.Error("it asked about a draft that cannot be saved")
	}
	if after, _ := s.saved(); !after.Card.Equal(before.Card) {
		t.Error("something was saved")
	}
}

func TestEditingWhileItIsBeingSaved(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	s.press("+")
	_, saving := s.app.Update(tea.KeyPressMsg{Code: 's', Mod: tea.ModCtrl})
	s.press("+", "ctrl+s")
	s.sees("it is being saved")
	s.run(saving)
	if book, _ := s.saved(); weight(t, book, "Created a project") != 6 {
		t.Error("what was saved is not what there was")
	}
	if got := weight(t, s.app.draft.Book(), "Created a project"); got != 7 || !s.app.draft.Dirty() {
		t.Errorf("the later edit is lost: weight %d", got)
	}
	s.press("ctrl+s")
	if book, _ := s.saved(); weight(t, book, "Created a project") != 7 {
		t.Error("the later edit cannot be saved")
	}
}
