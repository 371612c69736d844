package ui

import (
	"fmt"
	"testing"

	"trialist/scoring/journey"
	"trialist/scoring/rulebook"
)

func TestPlanGoldens(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("4", "p", "j", "j")
	for _, size := range [][2]int{{140, 40}, {80, 24}, {60, 16}} {
		s.size(size[0], size[1])
		s.golden(fmt.Sprintf("plan-%dx%d", size[0], size[1]))
		s.press("enter", "tab", "{{con")
		s.golden(fmt.Sprintf("planform-%dx%d", size[0], size[1]))
		s.press("esc")
		s.sees("What you filled in is not in the draft yet.", "leave and lose it")
		s.press("x")
	}
}

// TestAMessageIsWritten edits the reward of a milestone, undoes and redoes that, and saves.
func TestAMessageIsWritten(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	first := journey.Milestones(s.app.board.Book.Card)[0]
	s.press("4", "p", "j", "right", "enter")
	s.sees("Reward for " + first.Name)
	s.press("ctrl+u", "Bravo {{acount.name}}")
	s.sees(`there is no field "acount.name"`)
	s.press("esc")
	s.sees("What you filled in is not in the draft yet.")
	s.press("esc")
	s.press("ctrl+s")
	s.sees("Reward for "+first.Name, `there is no field "acount.name"`) // it stays open
	s.press("ctrl+u", "Bravo {{account.attribute nothing}}")
	s.sees("Not known of it, and without a word to say instead: account.attribute nothing")
	s.press("ctrl+u", "Bravo {{account.n", "tab")
	s.press("tab", "ctrl+home", "Dear all,", "enter", "ctrl+s")
	s.sees("Draft, 2 changes", "Bravo")
	if book, _ := s.saved(); len(book.Plan.Rows) > 0 {
		t.Error("the draft is in force")
	}
	s.press("u")
	s.sees("As saved")
	s.press("ctrl+r", "ctrl+s")
	s.sees("Saved:", "As saved", "Bravo")
	s.press("u")
	s.sees("nothing was changed since it was saved; H goes back")
	book, _ := s.saved()
	reward := book.Plan.Row(first.ID).Reward
	if want := "Bravo {{account.name}}"; reward.Subject != want || reward.Body == "" || reward.Body[:10] != "Dear all,\n" {
		t.Errorf("saved is %q", reward)
	}
	if book.Plan.Row(first.ID).Drive.Subject != "" {
		t.Error("the other message of the milestone is changed")
	}
	s.press("H")
	s.sees("Bravo")
	s.press("esc", "d")
	s.sees("Draft, 2 changes")
	s.press("esc")
	s.sees("Discard the draft?")
	s.press("x", "esc")
	s.sees("Reached", "Stuck") // the funnel again
}

// TestAMessageForSomeFitBands writes another text for two bands and delivers it always as
// a task.
func TestAMessageForSomeFitBands(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("4", "p", "enter", "shift+tab", "right")
	s.sees("fit Perfect match")
	s.press("3", "tab", "ctrl+u", "Hello, friend", "tab", "tab", "right", "ctrl+s")
	s.sees("+1", "task")
	s.press("ctrl+s")
	book, _ := s.saved()
	m := book.Plan.Welcome
	if m.Delivery != rulebook.AsTask || len(m.Variants) != 1 || m.Variants[0].Fit != rulebook.BandsOf(2, 3) || m.Variants[0].Subject != "Hello, friend" || m.Variants[0].Body != "" {
		t.Errorf("saved is %+v", m)
	}
	if got := m.TextFor(rulebook.WelcomeMessage, 0).Subject; got != rulebook.DefaultText(rulebook.WelcomeMessage).Subject {
		t.Errorf("others are told %q", got)
	}
	s.press("enter", "shift+tab", "right", "3", "4")
	s.sees("Choose the fit bands that it is for")
	s.press("ctrl+s")
	s.sees("Choose the fit bands that it is for")
	s.press("delete", "ctrl+s", "ctrl+s")
	if book, _ := s.saved(); len(book.Plan.Welcome.Variants) != 0 {
		t.Errorf("saved is %+v", book.Plan.Welcome)
	}
}

// TestWhoSeesToMessages changes from which fit on a person sees to them.
func TestWhoSeesToMessages(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("4", "p", "G", "enter", "101")
	s.sees("a fit score is 0 to 100")
	s.press("enter")
	s.sees("a fit score is 0 to 100")
	s.press("ctrl+u", "75", "enter", "t", "ctrl+s")
	if book, _ := s.saved(); book.Plan.TaskFit != 75 || book.Plan.TaskQualified {
		t.Errorf("saved is %+v", book.Plan)
	}
	s.sees("from fit 75 on; else your mailer")
}
