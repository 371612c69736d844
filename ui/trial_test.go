package ui

import "testing"

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
