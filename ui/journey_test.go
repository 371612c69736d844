package ui

import (
	"fmt"
	"regexp"
	"testing"

	"trialist/scoring/journey"
)

func TestJourneyGoldens(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("4")
	for _, size := range [][2]int{{140, 40}, {80, 24}, {60, 16}} {
		s.size(size[0], size[1])
		s.golden(fmt.Sprintf("journey-%dx%d", size[0], size[1]))
		s.press("j", "j", "b")
		s.golden(fmt.Sprintf("blockers-%dx%d", size[0], size[1]))
		s.press("esc", "g")
	}
}

// TestStuckTrialsAreListed opens the list of each milestone, and a trial from it.
func TestStuckTrialsAreListed(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	milestones := journey.Milestones(s.app.board.Book.Card)
	listed := 0
	for i, m := range milestones {
		s.press("4", "g")
		for range i {
			s.press("j")
		}
		s.sees("stuck before it")
		s.press("enter")
		if len(s.app.overlays) == 0 {
			continue // nobody is
		}
		listed++
		s.sees("stuck before " + m.Name)
		if !regexp.MustCompile(`for \d+\.\d days|time not known`).MatchString(s.screen()) {
			t.Errorf("nothing says for how long they are stuck before %s:\n%s", m.Name, s.screen())
		}
		s.press("enter")
		if s.app.current() != s.app.trial {
			t.Fatalf("no trial is opened from the list of %s", m.Name)
		}
	}
	if listed == 0 {
		t.Error("nobody is stuck anywhere, so the test shows little")
	}
}

// TestBlockersAreStepped goes through the milestones and the phases, and back to the
// funnel at the milestone that was shown.
func TestBlockersAreStepped(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("4", "b")
	milestones := journey.Milestones(s.app.board.Book.Card)
	for i, m := range milestones {
		s.sees("Stuck before "+m.Name, fmt.Sprintf("milestone %d of %d", i+1, len(milestones)))
		s.press("right")
	}
	s.sees("Stuck before the end of setup")
	s.press("l", "l", "l") // the last step stays
	s.press("left", "h", "h", "h", "h")
	s.sees("Stuck before " + milestones[0].Name)
	s.press("right", "esc")
	s.sees("Milestone", "Reached", "▌ "+milestones[1].Name)
}
