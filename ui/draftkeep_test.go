package ui

import (
	"os"
	"testing"

	"trialist/scoring/rulebook"
	"trialist/store/rulebooks"
)

// recoveredWeight is the weight of "Created a project" in the recovery copy; 0 when
// there is no copy.
func (s *session) recoveredWeight() int {
	s.t.Helper()
	draft, found, err := rulebooks.ClaimDraft(s.t.Context(), s.openStore(), "ana", os.Getpid(), allEnded)
	if err != nil {
		s.t.Fatal(err)
	}
	if !found {
		return 0
	}
	return weight(s.t, draft.Book, "Created a project")
}

// wantRecovered checks the weight in the recovery copy.
func (s *session) wantRecovered(want int) {
	s.t.Helper()
	if got := s.recoveredWeight(); got != want {
		s.t.Errorf("the draft in the workspace has weight %d, want %d", got, want)
	}
}

func TestADraftIsWrittenWhenTypingPauses(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	s.press("+")
	s.wantRecovered(0)
	s.press("+")
	s.fireTimers() // the timer of the first press
	s.wantRecovered(0)
	s.fireTimers()
	s.wantRecovered(7)
	s.press("u")
	s.wantRecovered(7)
	s.pauseTyping()
	s.wantRecovered(6)
	s.press("u")
	s.pauseTyping()
	s.wantRecovered(0)
}

func TestOneTimerRunsForManyEdits(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	s.ticks = nil
	for range 40 {
		s.press("+")
	}
	timers := 0
	for _, tick := range s.ticks {
		if tick.after == draftDelay {
			timers++
		}
	}
	if timers != 1 {
		t.Errorf("%d timers run", timers)
	}
}

func TestADraftIsWrittenAtTheEnd(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	s.press("+")
	s.wantRecovered(0)
	if err := s.app.close(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.wantRecovered(6)
}

func TestAnUndoneDraftIsDeletedAtTheEnd(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	s.press("+")
	s.pauseTyping()
	s.press("u")
	s.wantRecovered(6)
	s.press("q")
	if !s.quit {
		t.Fatal("did not quit")
	}
	s.wantRecovered(0)
}

func TestAnAbandonedDraftIsDeleted(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	s.press("+")
	s.pauseTyping()
	s.wantRecovered(6)
	s.press("+", "q", "x")
	if !s.quit {
		t.Fatal("did not quit")
	}
	s.wantRecovered(0)
}

func TestADraftIsWrittenBeforeItIsSaved(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	s.press("+")
	s.saveElsewhere(func(c rulebook.Scorecard) (rulebook.Scorecard, error) { return c.SetWeight(c.Adoption[1].ID, 2) })
	s.press("ctrl+s")
	s.sees("ben saved in between")
	s.wantRecovered(6)
	s.press("b")
	s.wantRecovered(0) // it is saved
	s.pauseTyping()
	s.wantRecovered(0)
}

func TestAnUndecidedDraftIsOfferedAgain(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	s.press("+")
	s.pauseTyping()
	asked := s.restart()
	asked.sees("A draft of yours was never saved")
	if err := asked.app.close(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.wantRecovered(6)
}
