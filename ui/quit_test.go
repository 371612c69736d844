package ui

import (
	"testing"

	"trialist/scoring/rulebook"
)

func TestQuitOffersToSave(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	s.press("+", "q")
	s.sees("Quit?", "The draft has 1 change that is not saved.", "save and quit", "quit and lose it")
	s.press("esc")
	if s.quit {
		t.Fatal("esc quit")
	}
	s.press("q", "s")
	if !s.quit {
		t.Error("it did not quit after it saved")
	}
	book, _ := s.saved()
	if weight(t, book, "Created a project") != 6 {
		t.Error("it did not save before it quit")
	}
}

func TestQuitDoesNotSaveOverSomebodyElse(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	s.press("+")
	s.saveElsewhere(func(c rulebook.Scorecard) (rulebook.Scorecard, error) { return c.SetWeight(c.Adoption[0].ID, 2) })
	s.press("q", "s")
	s.sees("ben saved in between")
	if s.quit {
		t.Fatal("it quit with a conflict to decide")
	}
	s.press("esc", "+", "ctrl+s")
	s.sees("ben saved in between")
	s.press("m")
	if s.quit {
		t.Error("a later save quit")
	}
}

func TestQuitWithAFormOpenOffersNoSave(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	s.press("+", "a", "Mine", "ctrl+c")
	s.sees("The draft has 1 change", "What you filled in is not in the draft yet.", "quit and lose it")
	s.misses("save and quit")
	s.press("x")
	if !s.quit {
		t.Error("x did not quit")
	}
}
