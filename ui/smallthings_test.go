package ui

import (
	"errors"
	"testing"
	"time"

	"trialist/scoring/rulebook"
	"trialist/ui/form"
)

func TestNewSignalIsNamedForItsSide(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	s.size(100, 30)
	s.press("a")
	s.sees("New adoption signal", "Phase")
	s.press("tab", "right")
	s.sees("New fit signal")
	s.misses("New adoption signal")
	s.misses("Phase")
	s.press("left")
	s.sees("New adoption signal", "Phase")
}

func TestSavingAWrongFormGoesToTheField(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{140, 40}, {60, 16}} {
		f := editSignal(t, sampleTrials(t), rulebook.Signal{Weight: 5, Enabled: true})
		f.size(size[0], size[1])
		f.press("Mine", "pgdown", "ctrl+s")
		if at := f.form.Field(); at.Kind != form.RuleNameField {
			t.Errorf("%v: the cursor is in %+v", size, at)
		}
		f.sees("an event needs a name")
		if len(f.accepted) > 0 {
			t.Errorf("%v: it was accepted", size)
		}
	}
}

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

func TestNoticesEnd(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	due := func(after time.Duration) {
		s.now = s.now.Add(after)
		running := s.ticks
		s.ticks = nil
		for _, timer := range running {
			if timer.after <= noticeTime && timer.after > draftDelay && timer.after != pollInterval {
				s.send(timer.send(s.now))
				continue
			}
			s.ticks = append(s.ticks, timer)
		}
	}
	s.press("u")
	s.sees("There is nothing of yours to undo")
	due(noticeTime / 2)
	s.sees("There is nothing of yours to undo")
	s.press("j", "u")
	due(noticeTime / 2) // the timer of the first notice
	s.sees("There is nothing of yours to undo")
	due(noticeTime)
	s.misses("There is nothing of yours to undo")
	s.app.Fail(errors.New("the disk is gone"))
	due(10 * noticeTime)
	s.sees("The disk is gone")
	s.press("j")
	s.misses("The disk is gone")
}

func TestTrialKeepsNameAndDaysLeft(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("o", "Bartholomew Featherstone", "enter", "c")
	name := s.selected()
	s.press("enter")
	for _, test := range []struct {
		width int
		facts string
	}{
		{120, name + "   ✓ qualified · trial, day 12 of 14, 3 days left · Bartholomew Featherstone · "},
		{60, name + "   ✓ qualified · trial, day 12 of 14, 3 days left\n"},
		{46, name + "   ✓ qualified · 3 days left\n"},
	} {
		s.size(test.width, 16)
		s.sees(test.facts)
	}

	s.size(100, 30)
	s.press("e") // a call has no text at first
	s.press("enter", "e")
	s.sees("Text of called on "+name, "type a text; to delete it go back and press d")
	s.press("esc")
	s.size(140, 40)
	s.press("1") // whose preview has less room
	s.sees("trial, day 12 of 14, 3 days left", "Bartholomew Featherstone · called today")
	s.press("enter")

	// With a shorter name of the owner there is room for it and the day.
	s.press("o", "Ana", "enter")
	for _, test := range []struct {
		width int
		facts string
	}{
		{80, name + "   ✓ qualified · trial, day 12 of 14, 3 days left · Ana · called today\n"},
		{60, name + "   ✓ qualified · day 12 of 14, 3 days left · Ana\n"},
		{50, name + "   ✓ · day 12 of 14, 3 days left · Ana\n"},
	} {
		s.size(test.width, 16)
		s.sees(test.facts)
	}
}

func TestNothingWithoutSignalsIsADeadEnd(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.saveElsewhere(func(c rulebook.Scorecard) (rulebook.Scorecard, error) { c.Adoption, c.Fit = nil, nil; return c, nil })
	s.second()
	s.size(120, 30)
	s.press("enter")
	s.sees("No adoption signal is switched on, so there is no score. 3", "opens Signals, where a adds one.")
	for _, tab := range []string{"4", "5", "7"} {
		s.press(tab)
		s.sees("3 opens Signals, where a", "adds one.")
	}
	s.press("3")
	s.sees("No adoption signal yet, so no score. a adds one", "No adoption signal is switched on, so there is no score to judge")
	s.misses("100 pairs")
	s.press("a", "ctrl+t")
	s.sees("Feature used")
}
