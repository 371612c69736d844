package ui

import (
	"fmt"
	"strings"
	"testing"

	"trialist/scoring/rulebook"
)

// badWeights has finished trials, with the most weight on signals that say nothing.
func badWeights(t *testing.T) *fixture {
	t.Helper()
	w := finishedTrials(t)
	w.signals[0].Weight, w.signals[1].Weight = 10, 1
	w.signals = append([]rulebook.Signal{
		newSignal(t, rulebook.Adoption, "Large", 10, `attribute employees is more than 40`),
		newSignal(t, rulebook.Adoption, "Very large", 10, `attribute employees is more than 60`),
	}, w.signals...)
	return w
}

// TestTakingSuggestedWeights puts them into the draft: it is one step, nothing is saved by
// it, and from then on only the trials that did not choose them judge the draft.
func TestTakingSuggestedWeights(t *testing.T) {
	t.Parallel()
	s := start(t, badWeights(t))
	s.press("3")
	s.size(140, 40)
	all := s.verdict()
	s.press("W")
	s.sees("Weights for the adoption signals", "Other weights would tell better who converts.", "Imported contacts: 1 to 10", "put them into the draft")
	s.golden("suggestion-140x40")
	before := s.app.draft.Book()
	s.press("esc")
	if s.app.draft.Dirty() {
		t.Fatal("the weights were taken without being asked for")
	}
	s.press("W", "p")
	s.sees("The weights are in the draft", "Draft, 5 changes")
	card := s.app.draft.Book().Card
	if card.Adoption[3].Weight != 10 || card.Adoption[0].Enabled && card.Adoption[0].Weight > 4 {
		t.Errorf("%+v", card.Adoption)
	}
	if book, _ := s.saved(); weight(t, book, "Imported contacts") != 1 {
		t.Error("the weights are in force")
	}
	v := s.verdict()
	if !v.Newer || v.Outcome.Finished >= all.Outcome.Finished/2 || v.Outcome.Finished == 0 || v.Draft.AUC <= v.Saved.AUC {
		t.Errorf("judged by %d of %d trials, newer %v: %v to %v", v.Outcome.Finished, all.Outcome.Finished, v.Newer, v.Saved.AUC, v.Draft.AUC)
	}
	for width := 52; width <= 160; width++ {
		s.size(width, 24)
		s.sees(fmt.Sprintf("of 100 pairs of the %d newest", v.Outcome.Finished))
	}
	for _, size := range [][2]int{{80, 24}, {60, 16}} {
		s.size(size[0], size[1])
		s.golden(fmt.Sprintf("signals-suggested-%dx%d", size[0], size[1]))
	}
	s.press("+")
	if v := s.verdict(); !v.Newer {
		t.Error("a further change has the older trials judge again")
	}
	s.press("u", "u")
	if got := s.app.draft.Book(); !got.Card.Equal(before.Card) || s.app.draft.Dirty() {
		t.Error("one undo did not bring the weights back")
	}
	if v := s.verdict(); v.Newer || v.Saved != all.Saved {
		t.Error("without the weights, not all trials judge")
	}
	s.press("ctrl+r", "ctrl+s")
	if v := s.verdict(); !v.Newer || v.Tried {
		t.Errorf("what was saved of the weights is judged by the trials that chose them: %+v", v)
	}
	s.press(s.proofKey())
	s.size(140, 40)
	s.sees(fmt.Sprintf("Of %d trials that have ended", v.Outcome.Finished), "168 helped to choose the weights")
}

// TestFewSignalsWouldDo asks which few signals do as well as all.
func TestFewSignalsWouldDo(t *testing.T) {
	t.Parallel()
	s := start(t, badWeights(t))
	s.press("3", "W")
	s.sees("ask which few signals would do")
	s.press("f")
	s.sees("A few adoption signals", "72 newer ones all signals have 76 right", "Right in 100 pairs", "So 3 of them would do", "Imported contacts 10")
	for _, size := range [][2]int{{140, 40}, {80, 24}, {60, 16}} {
		s.size(size[0], size[1])
		s.golden(fmt.Sprintf("few-signals-%dx%d", size[0], size[1]))
	}
	s.press("esc")
	if s.misses("A few adoption signals"); s.app.draft.Dirty() {
		t.Error("asking changes the draft")
	}
	s.press(s.proofKey(), "W", "f")
	s.sees("A few adoption signals")
}

// TestSuggestedWeightsAreRefused has weights that nothing better is known than.
func TestSuggestedWeightsAreRefused(t *testing.T) {
	t.Parallel()
	s := judgingSignals(t)
	s.press("W")
	s.sees("No other weights are suggested")
	s.misses("put them into the draft")
	s.press("esc", "G", "W")
	s.sees("Weights for the fit signals")
	s.press("esc")
	few := inSignals(t)
	few.press("W")
	few.sees("There are too few trials to suggest weights")
	few.misses("few signals would do")
	for _, size := range [][2]int{{80, 24}, {60, 16}} {
		few.size(size[0], size[1])
		few.golden(fmt.Sprintf("suggestion-few-%dx%d", size[0], size[1]))
	}
}

// TestSuggestedWeightsOfTheProof asks on another day of the trial.
func TestSuggestedWeightsOfTheProof(t *testing.T) {
	t.Parallel()
	s := start(t, badWeights(t))
	s.press(s.proofKey())
	s.sees("W asks whether other weights would tell better")
	s.press("h", "h", "h", "h", "W")
	s.sees("Weights for the adoption signals")
	day3 := s.screen()
	s.press("esc", "l", "l", "l", "l", "W")
	if s.screen() == day3 {
		t.Error("the day makes no difference")
	}
	s.sees("Imported contacts: 1 to 10")
	s.press("p")
	if got := s.app.draft.Book().Card.Adoption[3].Weight; got != 10 {
		t.Errorf("weight %d is in the draft", got)
	}
	if weight(t, s.app.board.Book, "Imported contacts") != 1 {
		t.Error("the proof is not of what is saved")
	}
	if !strings.Contains(s.screen(), "The weights are in the draft") {
		t.Errorf("nothing says so:\n%s", s.screen())
	}
}
