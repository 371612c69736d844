package ui

import (
	"os"
	"testing"

	"trialist/scoring/rulebook"
	"trialist/store/rulebooks"
)

// keptWeight is what the draft in the workspace has "Created a project" weigh;
// 0 when there is no draft.
func (s *session) keptWeight() int {
	s.t.Helper()
	draft, kept, err := rulebooks.ClaimDraft(s.t.Context(), s.other(), "ana", os.Getpid(), ended)
	if err != nil {
		s.t.Fatal(err)
	}
	if !kept {
		return 0
	}
	return weight(s.t, draft.Book, "Created a project")
}

func (s *session) keeps(want int) {
	s.t.Helper()
	if got := s.keptWeight(); got != want {
		s.t.Errorf("the draft in the workspace has weight %d, want %d", got, want)
	}
}

func TestADraftIsWrittenOnceTheHandsRest(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	s.press("+")
	s.keeps(0)
	s.press("+")
	s.expire() // since the first press, not since the second
	s.keeps(0)
	s.expire()
	s.keeps(7)
	s.press("u")
	s.keeps(7)
	s.rest()
	s.keeps(6)
	s.press("u")
	s.rest()
	s.keeps(0)
}

func TestOneClockRunsForManyEdits(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	s.ticks = nil
	for range 40 {
		s.press("+")
	}
	clocks := 0
	for _, tick := range s.ticks {
		if tick.after == draftDelay {
			clocks++
		}
	}
	if clocks != 1 {
		t.Errorf("%d clocks run", clocks)
	}
}

func TestADraftIsWrittenBeforeTheEnd(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	s.press("+")
	s.keeps(0)
	if err := s.app.close(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.keeps(6)
}

func TestADraftThatWasUndoneIsForgottenBeforeTheEnd(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	s.press("+")
	s.rest()
	s.press("u")
	s.keeps(6)
	s.press("q")
	if !s.left {
		t.Fatal("did not quit")
	}
	s.keeps(0)
}

func TestADraftThatIsGivenUpIsForgotten(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	s.press("+")
	s.rest()
	s.keeps(6)
	s.press("+", "q", "x")
	if !s.left {
		t.Fatal("did not quit")
	}
	s.keeps(0)
}

func TestADraftIsWrittenBeforeItIsSaved(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	s.press("+")
	s.elsewhere(func(c rulebook.Scorecard) (rulebook.Scorecard, error) { return c.SetWeight(c.Adoption[1].ID, 2) })
	s.press("ctrl+s")
	s.sees("ben saved in between")
	s.keeps(6)
	s.press("b")
	s.keeps(0) // it is saved
	s.rest()
	s.keeps(0)
}

func TestAnUndecidedDraftIsOfferedAgain(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	s.press("+")
	s.rest()
	asked := s.again()
	asked.sees("A draft of yours was never saved")
	if err := asked.app.close(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.keeps(6)
}
