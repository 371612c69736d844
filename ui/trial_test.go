package ui

import (
	"testing"

	"trialist/scoring/rulebook"
)

// A signal that is alone on its side adds all 100 points.
func TestTrialHasRoomForAllPoints(t *testing.T) {
	t.Parallel()
	w := sampleTrials(t)
	w.signals = append(w.signals[1:2:2], w.signals[4])
	s := start(t, w)
	s.press("g", "enter")
	s.sees("100.0 of 100.0")
	s.press("esc", "G", "enter")
	s.sees("  0.0 of 100.0", "+100.0 to 100.0")
}

// withDisqualifier is the sample where being in France disqualifies.
func withDisqualifier(t *testing.T) *fixture {
	t.Helper()
	w := sampleTrials(t)
	out := newSignal(t, rulebook.Adoption, "Not served", 0, `attribute country is FR and attribute employees is more than 1`)
	out.Disqualifier = true
	w.signals = append(w.signals, out)
	return w
}

// A disqualified trial says by what and why, whatever the size, and nothing that would raise
// its score is said to qualify it.
func TestTrialSaysWhyItIsDisqualified(t *testing.T) {
	t.Parallel()
	s := start(t, withDisqualifier(t))
	for _, size := range [][2]int{{60, 16}, {80, 24}, {140, 40}} {
		s.size(size[0], size[1])
		s.press("esc", "/", "disqualified", "enter", "g", "enter")
		s.sees("✗ disqualified: Not served", "Why it is disqualified", "✗ Not served", "country is FR")
		s.size(size[0], 100)
		s.sees("What would raise it; it stays disqualified")
		s.misses("qualifies")
		s.size(size[0], size[1])
		s.press("esc", "esc", "/", "country=US", "enter", "g", "enter")
		s.misses("isqualified")
		s.size(size[0], 100)
		s.sees("What would raise it")
		s.misses("isqualified")
		s.size(size[0], size[1])
		s.press("esc", "esc")
	}
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
